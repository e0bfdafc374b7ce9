"""Read what a browser sent as a form. Anything that is not one is refused; nothing is repeated."""

from urllib.parse import unquote_to_bytes

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
    plus = request.content_type == URLENCODED
    try:
        (unquote_to_bytes(request.body.replace(b"+", b" ")) if plus else request.body).decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest("not UTF-8") from None
    return {name: [str(value) for value in values] for name, values in request.POST.lists()}
