"""Help near a clinic that is not its own: what may be said of it, and in which order it stands."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import LocalService
from .phone import NO_NUMBER, Number, PhoneField
from .plain_text import PlainText

MOST_SERVICES = 20
TEXTS = ("name", "offers", "address", "hours")


class ServiceForm(forms.Form):
    """One service. What is not sent at all stays as it is."""

    name = PlainText(most=100, label=_("Name"), error_messages={"required": _("Give the name of the service.")})
    offers = PlainText(
        most=300,
        required=False,
        label=_("What it offers"),
        help_text=_("For example: talking therapy for adults, free. People can refer themselves."),
    )
    phone = forms.CharField(required=False)  # made below, for the clinic's country
    address = PlainText(most=200, required=False, label=_("Address"))
    hours = PlainText(most=200, required=False, label=_("Hours"), help_text=_("When someone answers or opens."))

    def __init__(self, row: LocalService | None, country: str, data: Mapping[str, Any] | None = None) -> None:
        kept = said_by(row)
        super().__init__(None if data is None else kept | {name: data[name] for name in data}, initial=kept)
        number = Number(row.phone, row.dial) if row else NO_NUMBER
        self.fields["phone"] = PhoneField(country=country, kept=number, required=False, label=_("Phone number"))
        if row:
            self.fields["checked"] = forms.BooleanField(label=_("I have checked this today"), required=False)

    @property
    def said(self) -> dict[str, str]:
        """What the row is to hold, once the form is valid."""
        number: Number = self.cleaned_data["phone"]
        return {name: self.cleaned_data[name] for name in TEXTS} | {"phone": number.phone, "dial": number.dial}


def said_by(row: LocalService | None) -> dict[str, str]:
    """What a row says, by field."""
    return {name: getattr(row, name) for name in (*TEXTS, "phone")} if row else {}


def in_words(said: Mapping[str, str]) -> str:
    """What a row says, line by line, for the history."""
    return "\n".join(said[name] for name in ("name", "offers", "phone", "address", "hours") if said.get(name))


def mark_of(row: LocalService) -> str:
    """A few letters that are other ones when the row says something else."""
    return hashlib.sha256(str(sorted(said_by(row).items())).encode()).hexdigest()[:12]


def moved(ids: Sequence[int], which: int, up: bool) -> list[int]:
    """The order after one has gone up or down by a place; at either end it stays where it is."""
    order = list(ids)
    here = order.index(which)
    there = here - 1 if up else here + 1
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
    return order
