"""Pages for what went wrong. Each says so plainly, keeps the help strip and repeats nothing that was sent."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def refuse(request: HttpRequest, status: int) -> HttpResponse:
    """The page for one HTTP status."""
    title, text = _words(status)
    page = render_to_string("error.html", {"title": title, "text": text, "noindex": True}, request)
    return HttpResponse(page, status=status, headers={"Cache-Control": "no-store"})


def _words(status: int) -> tuple[str, str]:
    return {
        400: (
            _("We could not read what was sent"),
            _("Something in it was broken on the way. Nothing was kept. Please go back and send it again."),
        ),
        403: (
            _("This form was not sent from our own page"),
            _(
                "To protect you, we only take answers from the self-check on this site. Nothing was kept. "
                "If you came from our page, your browser or a program in between may hide where forms come from."
            ),
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
        500: (
            _("Something broke on our side"),
            _("It is not your doing. Nothing you sent was kept. Please try again in a minute."),
        ),
    }[status]


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler for 400."""
    return refuse(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler for 403."""
    return refuse(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler for 404."""
    return refuse(request, 404)


def server_error(request: HttpRequest, *_args: Any) -> HttpResponse:
    """Django's handler for 500."""
    return refuse(request, 500)
