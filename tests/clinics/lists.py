"""Helpers for tests of reading lists: what can be chosen, and forms as a browser sends them."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.test import Client

from clinics.models import Clinic, ListItem, ReadingList

NUMB, HELP, GOOD = "article:feeling-numb", "article:getting-help", "article:when-nothing-feels-good"
STEP, CHECK = "small-step:plan-one-thing", "self-check"


def make_list(clinic: Clinic, *values: str, **fields: Any) -> ReadingList:
    """A list with these things on it, in this order."""
    made = ReadingList.objects.create(clinic=clinic, **fields)
    for place, value in enumerate(values or (NUMB, STEP, CHECK)):
        kind, _, slug = value.partition(":")
        ListItem.objects.create(reading_list=made, position=place, kind=kind, slug=slug)
    return made


def address(clinic: Clinic, chosen: ReadingList | None = None, end: str = "") -> str:
    """A staff address of one list, or of all."""
    return f"/staff/clinics/{clinic.code}/lists/" + (f"{chosen.code}/" if chosen else "") + end


def values_of(chosen: ReadingList) -> list[str]:
    """What stands on a list, as forms name it."""
    return [":".join(filter(None, (item.kind, item.slug))) for item in chosen.items.all()]


def send(client: Client, where: str, pick: Sequence[str] = (), order: Sequence[str] | None = None, **more: str) -> Any:
    """Send the form of a list; without an order the one of `pick`."""
    fields = {"pick": list(pick), "order": list(pick if order is None else order), "line": "", "do": "save"}
    answer: HttpResponse = client.post(where, fields | more)  # type: ignore[operator]
    return answer
