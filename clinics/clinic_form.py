"""The form with which an administrator makes or changes a clinic: name, code and country."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from support.directory import named

from .codes import LONGEST, SHORTEST, tidy
from .models import Clinic, FormerCode
from .models.clinic import check_code
from .plain_text import PlainText

NEW_CODE = gettext_lazy(
    "It stands in the clinic’s address, such as /c/riverside/, and on everything that is printed. "
    "Leave it empty, and we make one from the name."
)
CHANGED_CODE = gettext_lazy(
    "If you change it, printed cards open the general site, with a link to the new address. Print new ones soon."
)


class ClinicForm(forms.Form):
    """For a new clinic, or for one that is there. What is not sent at all stays as it is."""

    name = PlainText(
        most=80,
        label=gettext_lazy("Name of the clinic"),
        help_text=gettext_lazy("As patients know it. It stands at the top of the clinic’s page."),
        error_messages={"required": gettext_lazy("Give the name of the clinic.")},
    )
    code = forms.CharField(
        required=False,
        label=gettext_lazy("Code"),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country"),
        help_text=gettext_lazy("It decides the emergency and crisis lines, and how phone numbers are read."),
        error_messages={
            "required": gettext_lazy("Choose a country."),
            "invalid_choice": gettext_lazy("We have no emergency lines for that country. Choose one from the list."),
        },
    )

    def __init__(self, clinic: Clinic | None = None, data: Mapping[str, Any] | None = None) -> None:
        self.clinic = clinic
        kept = {"name": clinic.name, "code": clinic.code, "country": clinic.country} if clinic else {}
        super().__init__(None if data is None else kept | {name: data[name] for name in data}, initial=kept)
        choices = [(country.code, name) for name, country in named(get_language() or "en")]
        self.fields["country"].choices = [("", _("Choose a country")), *choices]  # type: ignore[attr-defined]
        code = self.fields["code"]
        code.required, code.error_messages["required"] = clinic is not None, _("Give a code.")
        code.help_text = CHANGED_CODE if clinic else NEW_CODE

    def clean_code(self) -> str:
        """A code in small letters that no clinic has or had; for a new clinic, one made from its name if need be."""
        code = tidy(self.cleaned_data["code"])
        if not code and "name" in self.cleaned_data:
            code = suggested_code(self.cleaned_data["name"])
            if not code:
                raise ValidationError(_("We could not make a code from this name. Type one. For example: riverside"))
        elif code:
            check_code(code)
            if is_taken(code, self.clinic):
                raise ValidationError(_("Another clinic has this code, or had it. Cards with it may still be about."))
        return code


def is_taken(code: str, clinic: Clinic | None = None) -> bool:
    """Whether another clinic has a code, or had it. A clinic may go back to one of its own."""
    former, today = FormerCode.objects.filter(code=code), Clinic.objects.filter(code=code)
    if clinic:
        former, today = former.exclude(clinic=clinic), today.exclude(pk=clinic.pk)
    return today.exists() or former.exists()  # in this order: a rename in between is seen by one of them


def suggested_code(name: str) -> str:
    """A free code from a clinic's name; none where the name has too few Latin letters and figures."""
    slug = re.sub(r"-{2,}", "-", slugify(name).replace("_", "-")).strip("-")
    if slug[:1].isdigit():
        slug = f"clinic-{slug}"
    base = _cut(slug, LONGEST)
    if len(base) < SHORTEST:
        return ""
    tries = [base, *(f"{_cut(slug, LONGEST - 3)}-{number}" for number in range(2, 100))]
    return next((code for code in tries if not is_taken(code)), "")


def _cut(slug: str, most: int) -> str:
    """A slug of at most so many characters, cut between two words where there are several."""
    if len(slug) <= most:
        return slug
    return (slug[: most + 1].rpartition("-")[0] or slug[:most]).strip("-")
