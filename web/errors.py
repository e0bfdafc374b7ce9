"""Pages for what went wrong. Each says so plainly, keeps the help strip and repeats nothing that was sent."""

import sys
from typing import Any

from django.db import DataError, Error, IntegrityError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

RETRY_AFTER = 60  # seconds


def refuse(request: HttpRequest, status: int, why: str = "") -> HttpResponse:
    """The page for one HTTP status; `why` chooses between the reasons of one status."""
    title, text = _words(why or status)
    page = render_to_string("error.html", {"title": title, "text": text, "noindex": True}, request)
    return HttpResponse(page, status=status, headers={"Cache-Control": "no-store"})


def _words(case: int | str) -> tuple[str, str]:
    return {
        400: (
            _("We could not read what was sent"),
            _("Something in it was broken on the way. Nothing was kept. Please go back and send it again."),
        ),
        403: (
            _("This form was not sent from our own page"),
            _(
                "To protect you, we only take what was sent from a page of this site. Nothing was kept. "
                "If you came from our page, your browser or a program in between may hide where forms come from."
            ),
        ),
        "role": (
            _("Your account may not do this"),
            _("You can read this clinic's pages, or ask an administrator of the site to let you change them."),
        ),
        404: (
            _("This page is not here"),
            _("The address may have a slip in it, or the page has moved."),
        ),
        405: (_("This page cannot be used that way"), _("Please open it as a page.")),
        411: (
            _("We could not tell how much was sent"),
            _("So nothing was read, and nothing was kept. Please go back and send it again."),
        ),
        413: (
            _("That was more than we can take"),
            _("The self-check is small, so something else was sent with it. Nothing was read or kept."),
        ),
        429: (
            _("Too many tries"),
            _("To protect accounts, this page takes only a few tries in a row. Please wait a quarter of an hour."),
        ),
        503: (
            _("The staff part is away for a moment"),
            _(
                "Its database does not answer, so nothing was saved. Please try again in a minute; the Back button may "
                "still hold what you typed. All public pages work: help, reading and the self-check."
            ),
        ),
        500: (
            _("Something broke on our side"),
            _("It is not your doing. Nothing you sent was kept. Please try again in a minute."),
        ),
    }[case]


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
    """Django's handler for 500. A database that does not answer is no fault of ours: that is 503."""
    problem = sys.exc_info()[1]
    if not isinstance(problem, Error) or isinstance(problem, DataError | IntegrityError):
        return refuse(request, 500)
    page = refuse(request, 503)
    page.headers["Retry-After"] = str(RETRY_AFTER)
    return page
