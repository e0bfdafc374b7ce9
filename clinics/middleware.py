"""The staff half's doorkeepers. Outside /staff/ none of them does anything: no visitor can have a session there."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import reverse

from web.errors import refuse
from web.middleware import STAFF

from . import security_log
from .doorkeeping import refusal

GetResponse = Callable[[HttpRequest], HttpResponse]


def outside(request: HttpRequest) -> bool:
    """Whether a request is for the public half."""
    return not request.path_info.startswith(STAFF)


class ForStaff:
    """Makes a middleware of Django's do nothing on the public half."""

    def __call__(self, request: HttpRequest) -> Any:
        inner: GetResponse = self.get_response  # type: ignore[attr-defined]
        return inner(request) if outside(request) else super().__call__(request)  # type: ignore[misc]


class Sessions(ForStaff, SessionMiddleware):
    """Log-in sessions."""

    def process_request(self, request: HttpRequest) -> None:
        """A cookie that no session of ours has is none: PostgreSQL refuses some characters outright."""
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        if not (key.isascii() and key.isalnum()):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        super().process_request(request)


class Csrf(ForStaff, CsrfViewMiddleware):
    """Tokens in staff forms; on the public half web.middleware.RefuseForeignPosts needs none."""

    def process_view(
        self, request: HttpRequest, callback: Any, callback_args: Any, callback_kwargs: Any
    ) -> HttpResponseForbidden | None:
        """Check the token."""
        if outside(request):
            return None
        return super().process_view(request, callback, callback_args, callback_kwargs)


class Authentication(ForStaff, AuthenticationMiddleware):
    """Who is logged in."""


class Messages(ForStaff, MessageMiddleware):
    """What a page says after something was done."""


class StaffOnly:
    """Every staff page needs a log-in with a second factor, unless clinics.doorkeeping names it; none is stored."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if outside(request):
            return response
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        if request.method == "POST" and request.path_info == reverse("account_logout") and response.status_code == 302:
            response.headers["Clear-Site-Data"] = '"cache"'  # nor does Back show what was open
        security_log.refused(request, response.status_code)
        return response

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponseBase | None:
        """Answer instead of the page where somebody may not see it yet; no page of ours asks for what has no letter."""
        if outside(request):
            return None
        return refuse(request, HTTPStatus.BAD_REQUEST) if "%00" in request.META["QUERY_STRING"] else refusal(request)
