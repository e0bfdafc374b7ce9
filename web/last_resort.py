"""When even the page that says so breaks: a bare page with the way to help, and a line that tells where it broke.

Without it the server would print all that Python says of an error, and that often quotes what was sent.
"""

import logging
from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .built import Application, Environ, StartResponse
from .error_words import WORDS
from .headers import security_headers

logger = logging.getLogger(__name__)
PAGE = (
    '<!doctype html><html lang="{language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<title>{title}</title><h1>{title}</h1><p>{text}</p><p><a href="{address}">{help}</a></p></html>'
)


def last_resort(application: Application) -> Application:
    """A WSGI application around another one."""
    page = _page().encode()
    kind = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(page)))]
    headers = [*kind, ("Cache-Control", "no-store"), *security_headers().items()]

    def answer(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        try:
            return application(environ, start_response)
        except Exception:  # whatever it is: no answer may end in the server's own log
            logger.exception("A page broke, and so did the one that says so")
            start_response("500 Internal Server Error", headers)
            return [page]

    return answer


def _page() -> str:
    """Made at the start, while everything works."""
    title, text = WORDS[500]
    address, language = reverse("support:index"), get_language() or "en"
    return format_html(PAGE, language=language, title=title, text=text, address=address, help=_("Find help"))
