"""The form of a clinic's own page: for each part a text, for some a number, and a box for what was only checked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .local_help import Meanwhile, Part, Parts
from .models.local_help import LONGEST_TEXT, FactKind
from .phone import NO_NUMBER, Number, PhoneField
from .plain_text import PlainText

HINTS = {
    FactKind.BOOKING: _("For example: Call us, use our website, or come to the desk."),
    FactKind.PHONE: _("For example: press 2 for appointments. The line is busiest before 10."),
    FactKind.HOURS: _("For example: Monday to Friday, 8:00 to 18:00. Say it if you close at midday."),
    FactKind.LANGUAGES: _("For example: English and Urdu. We can ask for an interpreter by phone."),
    FactKind.OUT_OF_HOURS: _("For example: Call the doctor on duty, at night and at weekends."),
}
TEXTS = {
    FactKind.BOOKING: _("How someone makes an appointment"),
    FactKind.PHONE: _("Anything to know before calling"),
    FactKind.HOURS: _("When you are open"),
    FactKind.LANGUAGES: _("Languages that you speak, and interpreters"),
    FactKind.OUT_OF_HOURS: _("What to do when you are closed"),
}
NUMBERS = {
    FactKind.BOOKING: (_("Number for booking"), _("Only if it is not the phone number below.")),
    FactKind.PHONE: (_("Phone number"), _("As you would read it out. It becomes a link that calls.")),
    FactKind.OUT_OF_HOURS: (
        _("Number when we are closed"),
        _("Not the emergency number: that one comes first on your page already."),
    ),
}


@dataclass(frozen=True, slots=True)
class PartFields:
    """The fields of one part, as they are shown together."""

    kind: str
    label: str
    fields: tuple[forms.BoundField, ...]


class LocalHelpForm(forms.Form):
    """All parts of one clinic. What is not sent at all stays as it is; what is sent empty is taken away."""

    def __init__(self, parts: Parts, country: str, data: Mapping[str, Any] | None = None) -> None:
        kept = {f"{kind}-text": part.text for kind, part in parts.items()}
        kept |= {f"{kind}-phone": part.number.phone for kind, part in parts.items()}
        super().__init__(None if data is None else kept | {name: data[name] for name in data}, initial=kept)
        for kind in FactKind:
            if kind in NUMBERS:
                self.fields[f"{kind}-phone"] = _number(kind, country, parts[kind].number)
            self.fields[f"{kind}-text"] = _text(kind)
            if parts[kind]:
                self.fields[f"{kind}-checked"] = forms.BooleanField(
                    label=_("I have checked this today"), required=False
                )

    @property
    def parts(self) -> Iterator[PartFields]:
        """The fields by part, in order."""
        for kind in FactKind:
            fields = tuple(self[name] for name in self.fields if name.rsplit("-", 1)[0] == kind)
            yield PartFields(kind.value, str(kind.label), fields)

    @property
    def typed(self) -> Parts:
        """What was typed, once it is valid."""
        said = self.cleaned_data
        return {kind: Part(said[f"{kind}-text"], said.get(f"{kind}-phone", NO_NUMBER)) for kind in FactKind.values}

    @property
    def checked(self) -> set[str]:
        """The parts whose box was ticked."""
        return {kind for kind in FactKind.values if self.cleaned_data.get(f"{kind}-checked")}

    def again(self, parts: Parts, country: str, others: list[Meanwhile]) -> "LocalHelpForm":
        """The form once more after somebody else was faster: what was typed here, and theirs where nothing was."""
        data = {name: self.data[name] for name in self.data}
        for part in others:
            data.pop(f"{part.kind}-checked", None)  # what was checked is not what is there now
            if not part.is_mine:
                data |= {f"{part.kind}-text": part.now.text, f"{part.kind}-phone": part.now.number.phone}
        return LocalHelpForm(parts, country, data)


def _text(kind: FactKind) -> PlainText:
    return PlainText(most=LONGEST_TEXT, lines=True, required=False, label=TEXTS[kind], help_text=HINTS[kind])


def _number(kind: FactKind, country: str, kept: Number) -> PhoneField:
    label, hint = NUMBERS[kind]
    return PhoneField(country=country, kept=kept, required=False, label=label, help_text=hint)
