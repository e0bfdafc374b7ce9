"""What a person takes along: the page with note and summary, and each paper or file. Nothing is stored."""

import logging
from collections.abc import Callable
from functools import partial, wraps
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from web.kept_nowhere import kept_nowhere
from web.pdf import CannotSetError

from . import library
from .answering import read
from .fhir_response import response as fhir_response
from .framed import framed
from .next_step import calendar_file
from .papers import note_pdf, summary_pdf
from .take_along_page import Problem, TakeAlongPage
from .take_along_parts import parts_of

logger = logging.getLogger(__name__)
Make = Callable[[HttpRequest, TakeAlongPage], HttpResponse]
View = Callable[[HttpRequest], HttpResponse]


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest) -> HttpResponse:
    """The take-along page; it can be sent again after every change."""
    if request.method != "POST":
        return _nothing_here(request)
    return _page(request, TakeAlongPage(read(request)))


def _download(make: Make) -> View:
    """A view that answers sent answers with a file, and everything else with a page that says why there is none."""

    @wraps(make)
    def view(request: HttpRequest) -> HttpResponse:
        if request.method == "POST":
            page = TakeAlongPage(read(request))
            try:
                return kept_nowhere(make(request, page))
            except CannotSetError:
                logger.error("A paper could not be set")  # what stood on it is nobody's business
                page.other_problems = (Problem("note_text", page.words.take_along.no_pdf),)
                return _page(request, page)
        response = _nothing_here(request)
        response.status_code = HTTPStatus.METHOD_NOT_ALLOWED
        response.headers["Allow"] = "POST"
        return response

    return view


@_download
def note_paper(request: HttpRequest, page: TakeAlongPage) -> HttpResponse:
    """The note as PDF."""
    pdf = note_pdf(page.note, title=_("Note"), **_frame(page))
    return _file(pdf, "application/pdf", "note.pdf")


@_download
def summary_paper(request: HttpRequest, page: TakeAlongPage) -> HttpResponse:
    """The summary as PDF."""
    return _file(summary_pdf(page.summary, **_frame(page)), "application/pdf", "summary.pdf")


@_download
def response_file(request: HttpRequest, page: TakeAlongPage) -> HttpResponse:
    """The shared answers as a FHIR QuestionnaireResponse."""
    answers = fhir_response(
        page.questionnaire,
        page.taken,
        site=settings.SITE_URL,
        authored=localdate().isoformat(),
        language=get_language() or "en",
    )
    made = JsonResponse(answers, json_dumps_params={"ensure_ascii": False, "indent": 1})
    return _file(made.content, "application/fhir+json", "response.json")


@_download
def calendar(request: HttpRequest, page: TakeAlongPage) -> HttpResponse:
    """The day and time of the next step as a calendar file; never where help is needed now."""
    say = page.words.step
    if not page.offers_step:
        page.other_problems = (Problem("level", say.now),)
    elif not page.day and not page.step_problem:
        page.step_problem = say.missing
    if not page.day:
        return _page(request, page)
    return _file(calendar_file(page.day, say.event).encode(), "text/calendar; charset=utf-8", "event.ics")


def _page(request: HttpRequest, page: TakeAlongPage) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if page.problems else HTTPStatus.OK
    return framed(request, "take_along", partial(parts_of, page), page.words, status)


def _nothing_here(request: HttpRequest) -> HttpResponse:
    words = library.self_check(get_language()).words.take_along
    return kept_nowhere(render(request, "selfcheck/nothing_here.html", {"words": words, "noindex": True}))


def _frame(page: TakeAlongPage) -> dict[str, str]:
    """What stands around both papers: the date, the sentence on boxes, and the language."""
    words = page.words.take_along
    return {"foot": page.date, "boxes_note": words.boxes, "language": get_language() or "en"}


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
