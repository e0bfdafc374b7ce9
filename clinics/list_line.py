"""The one line that staff may add to a reading list: short, and nothing that could point to a person."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .kit_form import is_printable
from .models.reading_list import LONGEST_LINE

AT = re.compile(r"\S\s?[@＠]\s?\S")
# A record number, a phone number or a day of birth, however its figures are set apart.
MOST_FIGURES = 6
FIGURES = re.compile(rf"(?:\d[\s./()+\-‐‑‒–—]*){{{MOST_FIGURES + 1},}}")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|"
    r"aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
DAY, YEAR = r"\d{1,2}(?:st|nd|rd|th)?", r"(?:\d{4}|\d{2})"
DATE = re.compile(
    rf"\b\d{{1,2}}\s?[./\-–\s]\s?\d{{1,2}}\s?[./\-–\s]\s?{YEAR}\b|"
    rf"\b{DAY}(?:\s+of)?[\s\-]+{MONTH},?[\s\-]+{YEAR}\b|\b{MONTH}\s+{DAY},?\s+{YEAR}\b",
    re.IGNORECASE,
)


def clean_line(typed: str) -> str:
    """The line without white space around it. Raises ValidationError, which says what to change."""
    line = typed.strip()
    if not line:
        return ""
    if len(line) > LONGEST_LINE:
        count = len(line)
        raise ValidationError(
            _("The line has {count} characters. Please shorten it to {most}.").format(count=count, most=LONGEST_LINE)
        )
    if not is_printable(line):
        raise ValidationError(
            _("Please write one line without line breaks or characters that cannot be seen, and type it again.")
        )
    if AT.search(line):
        raise ValidationError(_("Please take the e-mail address out. The line is for all readers of the list."))
    if FIGURES.search(line) or DATE.search(line):
        raise ValidationError(
            _(
                "Please take the number or date out: it may be a phone number, a record number or a date of birth. "
                "The line is for all readers of the list, never for one person."
            )
        )
    return line
