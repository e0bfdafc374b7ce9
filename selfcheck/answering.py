"""What every answer to sent answers shares: reading them."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language

from support.directory import Country, directory

from .library import SelfCheck, self_check
from .questionnaire import Answers, read_answers
from .reader import read_form
from .voice import Voice
from .voices import voices


@dataclass(frozen=True, slots=True)
class Sent:
    """One sent form: its fields, the answers among them, and the country that was chosen."""

    check: SelfCheck
    fields: dict[str, list[str]]
    answers: Answers
    country: Country | None

    @property
    def voice(self) -> Voice:
        """Says sentences with the numbers of the chosen country."""
        return voices(get_language())[self.country.code if self.country else ""]


def read(request: HttpRequest) -> Sent:
    """Read a sent form. Raises BadRequest where it is none."""
    check = self_check(get_language())
    fields = read_form(request)
    codes = fields.get("country", [])
    country = directory().country(codes[0]) if len(codes) == 1 else None
    return Sent(check, fields, read_answers(check.questionnaire, fields), country)
