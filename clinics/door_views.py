"""What a patient opens: a clinic's own page, and a reading list. clinics.door has looked the code up already."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.library import library
from articles.small_steps import small_steps
from support.contacts import contacts
from support.directory import directory

from .bots import is_a_person_opening
from .counting import CountedResponse, Opened, opened_now
from .directory import HandedOver, found_by
from .models.reading_list import ItemKind


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on a list, as it is shown."""

    title: str
    about: str
    address: str


@require_safe
def door(request: HttpRequest, code: str) -> HttpResponse:
    """A clinic's page: help now, the clinic's own help, the self-check and the reading."""
    return _page(request, "clinics/door.html", {})


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
    return [entry for kind, slug in handed_over.items if (entry := _entry(kind, slug))]


def _entry(kind: str, slug: str) -> Entry | None:
    if kind == ItemKind.SELF_CHECK:
        about = _("18 short statements and 7 questions, about 5 minutes. Not a diagnosis. Your answers are not kept.")
        return Entry(_("The self-check"), about, reverse("selfcheck:self-check"))
    if kind == ItemKind.ARTICLE and (article := library(get_language()).articles.get(slug)):
        return Entry(article.about.title, article.about.short_answer, reverse("articles:article", args=[slug]))
    if kind == ItemKind.SMALL_STEP and (step := small_steps(get_language()).steps.get(slug)):
        return Entry(step.about.title, step.about.lead, reverse("pages:small-step", args=[slug]))
    return None
