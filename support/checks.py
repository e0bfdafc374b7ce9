"""What `manage.py check` says of helplines: a wrong number is an error, an overdue check a warning."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import phonenumbers
from django.conf import settings
from django.core.checks import CheckMessage, register

from contentfiles import read_toml
from web.checks import check_texts, error, overdue, problems_of

from .directory import ANYWHERE, Country, Directory, Helpline, directory
from .library import texts

DIALLED = re.compile(r"\+?\d{2,15}|[*#]\d{2,10}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """Numbers that must never be shown for a country, and why."""

    country: str
    numbers: tuple[str, ...]
    why: str
    reason: Literal["retired", "wrong", "unconfirmed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedNumbers:
    """content/helplines/rejected.toml."""

    rejected: tuple[Rejected, ...]


@register("content")
def check_help_texts(**_: Any) -> list[CheckMessage]:
    """Read the texts of Find help in every language."""
    return check_texts("help", texts)


@register("content")
def check_helplines(**_: Any) -> list[CheckMessage]:
    """Read every country and check every number."""
    folder = settings.CONTENT_DIR / "helplines"
    found = problems_of(directory) + problems_of(lambda: read_toml(folder / "rejected.toml", RejectedNumbers))
    if found:
        return found
    rejected = read_toml(folder / "rejected.toml", RejectedNumbers).rejected
    return [
        *(error(problem) for problem in problems(directory(), rejected)),
        *(
            message
            for country in (*directory().countries.values(), directory().anywhere)
            for message in overdue(_file(country), "the check of its numbers", country.check_due)
        ),
    ]


def problems(found: Directory, rejected: tuple[Rejected, ...]) -> Iterator[str]:
    """Everything that is wrong with the numbers of a directory."""
    seen: set[str] = set()
    for country in (*found.countries.values(), found.anywhere):
        for line in country.lines:
            if line.id in seen:
                yield f"{_file(country)}: id '{line.id}' is used twice"
            seen.add(line.id)
            yield from (f"{_file(country)}: '{line.id}' {problem}" for problem in _line_problems(country, line))
    for country in found.countries.values():
        yield from _country_problems(country)
        yield from _rejected_problems(country, rejected)


def _line_problems(country: Country, line: Helpline) -> Iterator[str]:
    if not any(source.strip() for source in line.sources):
        yield "has no source"
    if not (line.phone or line.sms or line.whatsapp or line.chat_url or line.web_url or line.note):
        yield "gives no way to make contact"
    for number in (*line.dial, *(each for alternate in line.alternates for each in alternate.dial)):
        if not DIALLED.fullmatch(number):
            yield f"dial '{number}' may hold digits and a leading + only"
    if line.phone and not line.dial and not line.dial_note:
        yield "has a phone number that cannot be dialled: give dial, or dial_note"
    for number in filter(None, (line.e164, line.whatsapp)):
        yield from _international_problems(number)
    if line.e164 and line.dial:
        parsed = phonenumbers.parse(line.dial[0], country.code)
        if phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) != line.e164:
            yield f"dial '{line.dial[0]}' and e164 '{line.e164}' are different numbers"


def _international_problems(number: str) -> Iterator[str]:
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        yield f"'{number}' is not an international number"
        return
    if not phonenumbers.is_valid_number(parsed):
        yield f"'{number}' is not a number that exists"
    if phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) != number:
        yield f"'{number}' must be written as + and digits only"


def _country_problems(country: Country) -> Iterator[str]:
    if not any(line.kind == "emergency" and line.dial for line in country.lines):
        yield f"{_file(country)}: there is no emergency number"
    primary = [line for line in country.lines if line.primary]
    if len(primary) > 1:
        yield f"{_file(country)}: more than one line is primary"
    for line in primary:
        if line.kind != "crisis" or not line.national or not line.phone:
            yield f"{_file(country)}: '{line.id}' is primary, so it must be a national crisis line for all, by phone"


def _rejected_problems(country: Country, rejected: tuple[Rejected, ...]) -> Iterator[str]:
    for line in country.lines:
        shown = {_digits(text) for text in shown_numbers(line)}
        for row in rejected:
            for number in set(row.numbers) & shown if row.country == country.code else ():
                yield f"{_file(country)}: '{line.id}' shows {number}, which was rejected: {row.why}"


def shown_numbers(line: Helpline) -> Iterator[str]:
    """Every number that a visitor can see or dial for a line, its notes included."""
    yield from (line.phone, *line.dial, line.e164, line.whatsapp, line.sms.to if line.sms else "")
    for alternate in line.alternates:
        yield from (alternate.number, *alternate.dial)
    for text in (line.note, line.dial_note, line.message_note, line.name, line.hours):
        yield from re.findall(r"[+*#\d][\d\s().–-]{2,}\d", text)


def _digits(text: str) -> str:
    return re.sub(r"[^\d*#]", "", text)


def _file(country: Country) -> str:
    name = "international" if country.code == ANYWHERE else country.slug
    return f"content/helplines/{name}.toml"
