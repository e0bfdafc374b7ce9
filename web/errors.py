"""Pages for what went wrong. Each says so plainly, keeps the help strip and repeats nothing that was sent."""

import sys
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from .away import is_away
from .error_words import WORDS

RETRY_AFTER = 60  # seconds


def refuse(request: HttpRequest, status: int, why: str = "") -> HttpResponse:
    """The page for one HTTP status; `why` chooses between the reasons of one status."""
    title, text = WORDS[why or status]
    context = {"title": title, "text": text, "away": why == "away", "noindex": True}
    page = render_to_string("error.html", context, request)
    return HttpResponse(page, status=status, headers={"Cache-Control": "no-store"})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler for 400."""
    return refuse(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler for 403: someone is logged in, and may not."""
    return refuse(request, 403, "role")


def not_from_our_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a staff form without its token."""
    return refuse(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler for 404."""
    return refuse(request, 404)


def too_many(request: HttpRequest) -> HttpResponse:
    """The handler for 429, which allauth asks for."""
    return refuse(request, 429)


def server_error(request: HttpRequest, *_args: Any) -> HttpResponse:
    """Django's handler for 500. A service that is away is 503, and passes."""
    problem = sys.exc_info()[1]
    if not is_away(problem):
        return refuse(request, 500)
    page = refuse(request, 503)
    page.headers["Retry-After"] = str(RETRY_AFTER)
    return page
