"""A live page from its parts: the mould of its template filled, or the template itself behind a clinic's door."""

from collections.abc import Callable, Mapping
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from clinics.directory import clinic_of, trouble_of
from web.kept_nowhere import kept_nowhere

from .result_parts import Clinic
from .tables import Page, Tables, tables
from .words import Words

Parts = Callable[[Tables, Clinic | None], Mapping[str, str]]


def framed(
    request: HttpRequest, page: Page, parts_of: Parts, words: Words, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    """The answer to sent answers; nothing keeps it. Parts are HTML, escaped where they are made."""
    made, clinic = tables(), clinic_of(request)
    parts = parts_of(made, clinic)
    if clinic is None and trouble_of(request) is None:
        return kept_nowhere(HttpResponse(made.pages[page].fill(parts), status=status))
    shown = {name: mark_safe(html) for name, html in parts.items()}  # noqa: S308 - see above
    context = {"parts": shown, "words": words, "noindex": True, "new_tabs": True}
    return kept_nowhere(render(request, f"selfcheck/{page}.html", context, status=status))
