"""What the public half may ask of the staff half: a clinic, or a reading list, by its code. It never breaks a page."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

from django.db import Error
from django.http import HttpRequest
from django.utils.timezone import localdate

from .codes import is_clinic_code, is_list_code, tidy
from .models import Clinic, FormerCode, LocalFact, LocalService, ReadingList
from .models.local_help import FactKind, due_before

logger = logging.getLogger(__name__)
T = TypeVar("T")

# "away": the database does not answer; "unknown": there is no such code; the others say what became of it.
Trouble = Literal["away", "unknown", "retired", "renamed"]
PAUSE = 5  # seconds in which a database that did not answer is not asked again, so that no page waits twice
_ask_again_at = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One part of what a clinic says of itself. `dial` is empty where there is no number."""

    kind: str
    label: str
    text: str
    phone: str
    dial: str
    checked_on: date
    is_old: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Help near the clinic."""

    name: str
    offers: str
    phone: str
    dial: str
    address: str
    hours: str
    checked_on: date
    is_old: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalHelp:
    """One clinic as visitors see it. `country` is an ISO code."""

    id: int
    code: str
    name: str
    country: str
    facts: tuple[Fact, ...]
    services: tuple[Service, ...]

    @property
    def phone(self) -> Fact | None:
        """The clinic's own number."""
        return self.fact(FactKind.PHONE)

    @property
    def hours(self) -> Fact | None:
        """When the clinic is open."""
        return self.fact(FactKind.HOURS)

    def fact(self, kind: str) -> Fact | None:
        """One part by its kind."""
        return next((fact for fact in self.facts if fact.kind == kind), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """A reading list as visitors see it: (kind, slug) of each item, in order."""

    id: int
    code: str
    line: str
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a code led to. With a trouble, `clinic` is only there where it moved to another code."""

    clinic: LocalHelp | None = None
    reading_list: HandedOver | None = None
    trouble: Trouble | None = None


NOTHING = Found()
UNKNOWN = Found(trouble="unknown")


def find_clinic(code: str) -> Found:
    """The clinic of a code as somebody typed it."""
    tidied = tidy(code)
    return _ask(lambda: _clinic(tidied)) if is_clinic_code(tidied) else UNKNOWN


def find_list(code: str) -> Found:
    """The reading list of a code as somebody typed it, with its clinic."""
    tidied = tidy(code).replace("-", "")
    return _ask(lambda: _list(tidied)) if is_list_code(tidied) else UNKNOWN


def found_by(request: HttpRequest) -> Found:
    """What the code in a request's address led to; nothing where there was none. clinics.door has asked."""
    found: Found = getattr(request, "found", NOTHING)
    return found


def clinic_of(request: HttpRequest) -> LocalHelp | None:
    """The clinic whose door a request came through."""
    found = found_by(request)
    return None if found.trouble else found.clinic


def trouble_of(request: HttpRequest) -> Found | None:
    """What stood in the way where a door did not open."""
    found = found_by(request)
    return found if found.trouble else None


def _ask(question: Callable[[], Found]) -> Found:
    global _ask_again_at  # noqa: PLW0603 - one time for the whole process
    if time.monotonic() < _ask_again_at:
        return Found(trouble="away")
    try:
        return question()
    except Error as problem:
        _ask_again_at = time.monotonic() + PAUSE
        logger.error("The staff database does not answer (%s); clinic addresses open general pages", type(problem))
        return Found(trouble="away")


def _clinic(code: str) -> Found:
    clinic = Clinic.objects.filter(code=code).first()
    if clinic:
        return Found(trouble="retired") if clinic.retired_on else Found(clinic=local_help(clinic))
    former = FormerCode.objects.select_related("clinic").filter(code=code, clinic__retired_on=None).first()
    return Found(trouble="renamed", clinic=local_help(former.clinic)) if former else UNKNOWN


def _list(code: str) -> Found:
    chosen = ReadingList.objects.select_related("clinic").filter(code=code).first()
    if not chosen:
        return UNKNOWN
    if chosen.retired_on or chosen.clinic.retired_on:
        return Found(trouble="retired")
    items = tuple((item.kind, item.slug) for item in chosen.items.all())
    handed_over = HandedOver(id=chosen.pk, code=chosen.code, line=chosen.line, items=items)
    return Found(clinic=local_help(chosen.clinic), reading_list=handed_over)


def local_help(clinic: Clinic) -> LocalHelp:
    """What a clinic says, in the order in which it is shown; parts without a word are left out."""
    order = list(FactKind.values)
    rows = sorted(clinic.facts.all(), key=lambda row: order.index(row.kind))
    old = due_before(localdate())
    return LocalHelp(
        id=clinic.pk,
        code=clinic.code,
        name=clinic.name,
        country=clinic.country,
        facts=tuple(_fact(row, old) for row in rows if row.text or row.phone),
        services=tuple(_service(row, old) for row in clinic.services.all()),
    )


def _fact(row: LocalFact, old: date) -> Fact:
    return Fact(
        kind=row.kind,
        label=str(FactKind(row.kind).label),
        text=row.text,
        phone=row.phone,
        dial=row.dial,
        checked_on=row.checked_on,
        is_old=row.checked_on <= old,
    )


def _service(row: LocalService, old: date) -> Service:
    return Service(
        name=row.name,
        offers=row.offers,
        phone=row.phone,
        dial=row.dial,
        address=row.address,
        hours=row.hours,
        checked_on=row.checked_on,
        is_old=row.checked_on <= old,
    )
