"""What every request passes: refusals on the way in, headers on the way out."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import clear_cache  # type: ignore[attr-defined] # there, and in no list

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from .errors import refuse
from .headers import file_headers, security_headers

GetResponse = Callable[[HttpRequest], HttpResponse]
STRICTER = ("Referrer-Policy", "no-referrer")  # an address that holds what was asked is told to nobody, not even to us
STAFF = "/staff/"  # the only pages with a log-in
SAFE = ("GET", "HEAD", "OPTIONS")


class SecurityHeaders:
    """Set the headers of web.headers on every answer, and see that nobody keeps one to something sent."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.of_pages = {staff: security_headers(staff=staff) for staff in (False, True)}
        self.of_files = file_headers()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        stricter = response.headers.get(STRICTER[0]) == STRICTER[1]
        for name, value in self._headers(request, response).items():
            response.headers[name] = value
        if stricter:
            response.headers[STRICTER[0]] = STRICTER[1]
        if request.method not in SAFE:
            response.headers["Cache-Control"] = "no-store"
        if "Location" in response.headers:
            clear_cache()  # Python keeps the last addresses that Django looked at, with what was asked in them
        return response

    def _headers(self, request: HttpRequest, response: HttpResponse) -> dict[str, str]:
        if request.path_info.startswith(settings.STATIC_URL) and response.status_code < HTTPStatus.BAD_REQUEST:
            return self.of_files
        staff = request.path_info.startswith(STAFF)
        return security_headers(staff=staff) if settings.DEBUG else self.of_pages[staff]


class ExplainRefusedMethods:
    """A method that a page does not take gets a page that says so, where the answer would be empty."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Django takes "head" for HEAD and the server does not: one would leave the body out, the other announce it.
        if request.META["REQUEST_METHOD"] != request.method:
            return self._refused(request, ", ".join(SAFE))
        response = self.get_response(request)
        explained = not response.streaming and bool(response.content)
        if explained or response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return response
        return self._refused(request, response.headers["Allow"])

    def _refused(self, request: HttpRequest, allowed: str) -> HttpResponse:
        page = refuse(request, HTTPStatus.METHOD_NOT_ALLOWED)
        page.headers["Allow"] = allowed
        return page


class RefuseForeignPosts:
    """A form may only be sent from our own pages. No cookie is needed to know: the browser says so."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE or _from_here(request):
            return self.get_response(request)
        return refuse(request, 403)


class RefuseLargeBodies:
    """Nothing sent here is larger than a form; a body of unknown or larger size is not read at all."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or ""
        if not length and "chunked" in request.headers.get("Transfer-Encoding", "").lower():
            return refuse(request, 411)
        if length.isascii() and length.isdigit() and int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return refuse(request, 413)
        return self.get_response(request)


def _from_here(request: HttpRequest) -> bool:
    if request.META.get("HTTP_SEC_FETCH_SITE") == "same-origin":
        return True
    _, colon, host = request.META.get("HTTP_ORIGIN", "").partition("://")
    return bool(colon) and host == request.get_host()
