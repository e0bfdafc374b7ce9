"""Every form here is UTF-8. What else a request says of its letters is left out before anything is read by it."""

import re
from collections.abc import Iterable

from .built import Application, Environ, StartResponse

CHARSET = re.compile(r";\s*charset\s*=\s*(\"[^\"]*\"|[^;]*)", re.IGNORECASE)


def only_utf_8(application: Application) -> Application:
    """A WSGI application around another one. Some names, such as "rot13", would break Django before it can answer."""

    def answer(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if kind := environ.get("CONTENT_TYPE"):
            environ["CONTENT_TYPE"] = CHARSET.sub("", kind)
        return application(environ, start_response)

    return answer
