"""Compress answers, and let those to a sent form differ in length by nothing that was answered.

Whoever watches the network sees lengths. A header fills each such answer up: that is exact, and header and page travel
encrypted in one stream.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django_http_compression.middleware import HttpCompressionMiddleware

from .built import wanted_encoding

# Bytes that compressed answer and filling come to together, also behind the door of a clinic that says a lot of itself.
# What does not fit is filled up in steps.
LENGTHS = {"selfcheck:self-check": 11_264, "selfcheck:note": 12_800}
STEP = 4 * 1024
FILLING = "~"  # HTTP/2 sends it as it is: packed, it would be longer
LEAST = 256  # of it, so that HTTP/2 always writes its length in as many bytes


class PaddedCompression(HttpCompressionMiddleware):
    """The library's compression. Its noise of random length stays where nothing is filled up."""

    def __call__(self, request: HttpRequest) -> Any:
        """Name one encoding for whatever compresses.

        The library would keep all that a browser says of itself, and send zstd, which is a twentieth longer here.
        """
        request.META["HTTP_ACCEPT_ENCODING"] = wanted_encoding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        return super().__call__(request)

    def maybe_compress(self, request: HttpRequest, response: HttpResponseBase) -> None:
        """Compress, then fill up what answers a form."""
        super().maybe_compress(request, response)
        if request.method == "POST" and isinstance(response, HttpResponse) and response.content:
            page = request.resolver_match.view_name if request.resolver_match else ""
            size = len(response.content)
            size += len(str(size))  # the length that a header says is longer from 10,000 on
            response.headers["X-Noise"] = FILLING * (_full(size + LEAST, LENGTHS.get(page, STEP)) - size)


def _full(size: int, length: int) -> int:
    steps = max(0, -(-(size - length) // STEP))
    return length + steps * STEP
