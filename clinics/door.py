"""The door of a clinic: /c/<code>/ and /r/<code>/, and the whole site behind it, with the clinic's own help beside.

Behind a door the same pages answer as everywhere: the code is taken off the address on the way in, and put in front of
the page's own links on the way out. A code that opens nothing leads to the same page of the general site.
"""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .directory import Found, LocalHelp, clinic_of, find_clinic, find_list

GetResponse = Callable[[HttpRequest], HttpResponse]
CLINIC = re.compile(r"/c/(?P<code>[^/]+)(?:/(?P<rest>.*))?", re.IGNORECASE)
LIST = re.compile(r"/r/(?P<code>[^/]+)/?", re.IGNORECASE)
# What stands behind a door. Everything else, such as the staff half, has one address only.
BEHIND = (
    *("", "articles", "self-check", "help", "small-steps", "topics", "claims", "search", "reading-pack"),
    *("reading-pack.pdf", "sources", "about", "privacy", "accessibility", "how-we-write"),
)
LINK = re.compile(rb'(\s(?:href|action|formaction|data-lines)=")/((?:[^"/?#]*))(?=[/"?#])')


class Door:
    """See the module."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = _path_behind(request)
        if path is None:
            return self.get_response(request)
        request.path_info = request.path = path
        return _sent_out(request, self.get_response(request))


def _path_behind(request: HttpRequest) -> str | None:
    """Look up the code of a clinic's address and give the page that stands behind it; None for every other address."""
    if match := CLINIC.fullmatch(request.path_info):
        rest = match["rest"] or ""
        if rest.partition("/")[0] not in BEHIND:
            return None
        clinic = _remember(request, find_clinic(match["code"]))
        return f"/{rest}" if rest or not clinic else f"/c/{clinic.code}/"
    if match := LIST.fullmatch(request.path_info):
        found = find_list(match["code"])
        _remember(request, found)
        return f"/r/{found.reading_list.code}/" if found.reading_list else "/"
    return None


def _remember(request: HttpRequest, found: Found) -> LocalHelp | None:
    request.found = found  # type: ignore[attr-defined]
    return clinic_of(request)


def _sent_out(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The page with links that stay behind the door; it is looked up anew each time, and found by no search engine."""
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers.setdefault("Cache-Control", "no-cache")
    clinic = clinic_of(request)
    if clinic is None:
        return response
    door = f"/c/{clinic.code}"
    if response.headers.get("Location", "").startswith("/"):
        response.headers["Location"] = door + response.headers["Location"]
    if response.headers.get("Content-Type", "").startswith("text/html"):
        response.content = _links_behind(door.encode(), response.content)
        if "Content-Length" in response.headers:  # CommonMiddleware has measured the page before
            response.headers["Content-Length"] = str(len(response.content))
    return response


def _links_behind(door: bytes, html: bytes) -> bytes:
    behind = {name.encode() for name in BEHIND}
    return LINK.sub(lambda link: link[1] + (door if link[2] in behind else b"") + b"/" + link[2], html)
