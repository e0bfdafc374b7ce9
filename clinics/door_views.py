"""What a patient opens: a clinic's own page, and a reading list. clinics.door has looked the code up already."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from support.contacts import contacts
from support.directory import directory

from .bots import is_a_person_opening
from .counting import CountedResponse, Opened, opened_now
from .directory import HandedOver, found_by
from .list_things import things


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on a list, as it is shown."""

    title: str
    about: str
    address: str


@require_safe
def door(request: HttpRequest, code: str) -> HttpResponse:
    """A clinic's page: help now, the clinic's own help, the self-check and the reading."""
    return _page(request, "clinics/door.html", {"at_door": True})


@require_safe
def reading_list(request: HttpRequest, code: str) -> HttpResponse:
    """What a clinic's staff put together."""
    chosen = found_by(request).reading_list
    return _page(
        request, "clinics/reading_list.html", {"entries": entries_of(chosen) if chosen else [], "list": chosen}
    )


def _page(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    found = found_by(request)
    if found.clinic is None:
        raise Http404
    country = directory().country(found.clinic.country)
    context |= {"contacts": contacts(country) if country else None, "country": country, "noindex": True}
    chosen = found.reading_list.id if found.reading_list else None
    opened: Opened | None = opened_now(found.clinic.id, chosen) if is_a_person_opening(request) else None
    return CountedResponse(render_to_string(template, context, request), opened)


def entries_of(handed_over: HandedOver) -> list[Entry]:
    """What stands on a list, in its order; what the site no longer has is left out."""
    known = things()
    found = [known[key] for key in handed_over.items if key in known]
    return [Entry(thing.card, thing.about, thing.address) for thing in found]
