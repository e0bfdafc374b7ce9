"""Text that staff type for everyone to read: tidied, never cut, and refused where it cannot be shown as it is."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .kit_form import is_printable


def tidy_line(text: str) -> str:
    """One line with single spaces."""
    return " ".join(text.split())


def tidy_lines(text: str) -> str:
    """Several lines, each with single spaces, and no more than one empty line between two."""
    lines = "\n".join(" ".join(line.split()) for line in re.split(r"\r\n|\r|\n", text))
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n")


def check_text(text: str, most: int) -> None:
    """Raise ValidationError where a tidied text is too long or cannot be shown."""
    if len(text) > most:
        over = len(text) - most
        raise ValidationError(
            ngettext(
                "This is {over} letter too long. There is room for {most}.",
                "This is {over} letters too long. There is room for {most}.",
                over,
            ).format(over=over, most=most)
        )
    if any(line and not is_printable(line) for line in text.split("\n")):
        raise ValidationError(_("There is a character in here that cannot be shown. Type the text again by hand."))


class PlainText(forms.CharField):
    """One line, or several, of at most `most` characters. The browser gets no limit: it would cut what is pasted."""

    def __init__(self, *, most: int, lines: bool = False, **options: object) -> None:
        self.most, self.lines = most, lines
        attrs = {"dir": "auto", "autocomplete": "off"} | ({"rows": 3} if lines else {})
        widget = forms.Textarea(attrs) if lines else forms.TextInput(attrs)
        super().__init__(strip=False, widget=widget, **options)  # type: ignore[arg-type]
        self.validators = []  # ours speak of the text as it would be kept

    def to_python(self, value: object) -> str:
        """The text as it is kept."""
        text = str(value or "")
        return tidy_lines(text) if self.lines else tidy_line(text)

    def run_validators(self, value: str) -> None:
        """See check_text."""
        check_text(value, self.most)
