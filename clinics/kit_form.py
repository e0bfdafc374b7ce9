"""The two fields of the kit: a clinic's name and phone, checked, never cut, and kept nowhere."""

import re
import unicodedata

from django import forms

from .kit import Sender
from .kit_words import PageWords

MOST_NAME, MOST_PHONE = 80, 40
MOST_MARKS = 8  # on one letter: no script or flag needs more, and towers of them stop a typesetter
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
NEVER = ("Cc", "Cs", "Co", "Zl", "Zp")  # control characters, halves, private meanings, ends of lines
NOT_SEEN = ("Cf", "Zs", "Mn", "Me")
PHONE = re.compile(r"\+?[\d\s().\-–/]+(?:\s*(?:ext\.?|extension|x|#)\s*\d{1,6})?", re.IGNORECASE)
DIGITS = range(3, 21)


class SenderForm(forms.Form):
    """What stands on the papers. Both fields may be empty."""

    name = forms.CharField(required=False, strip=False)
    phone = forms.CharField(required=False, strip=False)

    def __init__(self, words: PageWords, data: object = None) -> None:
        super().__init__(data, auto_id=False)  # type: ignore[arg-type]
        self.words = words
        for name, field in self.fields.items():
            field.label, field.help_text = getattr(words, name), getattr(words, f"{name}_hint")
            field.validators = []  # clean_… says what is wrong in our words
            field.widget.attrs = {"id": f"{name}-first", "aria-describedby": f"{name}-hint", "dir": "auto"}
        self.fields["phone"].widget.attrs |= {"inputmode": "tel", "dir": "ltr"}
        for name in self.errors if self.is_bound else ():
            self.fields[name].widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"{name}-hint {name}-error"}

    def clean_name(self) -> str:
        """The name without white space around it."""
        name, say = self.cleaned_data["name"].strip(), self.words.problems
        if len(name) > MOST_NAME:
            raise forms.ValidationError(say.name_long.format(count=len(name)))
        if name and not is_printable(name):
            raise forms.ValidationError(say.name_odd)
        return str(name)

    def clean_phone(self) -> str:
        """The number as it was typed, without white space around it."""
        phone, say = self.cleaned_data["phone"].strip(), self.words.problems
        if len(phone) > MOST_PHONE:
            raise forms.ValidationError(say.phone_long.format(count=len(phone)))
        if phone and not is_phone(phone):
            raise forms.ValidationError(say.phone_odd)
        return str(phone)

    def sender(self) -> Sender:
        """Whose papers these are: nobody's in particular while nothing fitting was typed."""
        typed = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return Sender(name=typed.get("name", ""), phone=typed.get("phone", ""))


def is_printable(text: str) -> bool:
    """Whether a line can stand on paper: visible, without control characters or towers of marks."""
    kinds = [unicodedata.category(each) for each in text]
    towers = "".join("m" if kind in ("Mn", "Me", "Cf") else "-" for kind in kinds)
    odd = any(kind in NEVER for kind in kinds) or any(map(_is_no_character, text)) or not TURNING.isdisjoint(text)
    return not odd and "m" * (MOST_MARKS + 1) not in towers and any(kind not in NOT_SEEN for kind in kinds)


def _is_no_character(each: str) -> bool:
    return ord(each) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(each) <= 0xFDEF


def is_phone(text: str) -> bool:
    """Whether this is one number that can be called, with or without an extension."""
    return bool(PHONE.fullmatch(text)) and is_printable(text) and sum(map(str.isdigit, text)) in DIGITS
