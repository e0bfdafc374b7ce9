"""Answers that depend on what a visitor sent: no browser, proxy or search engine keeps them."""

from django.http import HttpResponse


def kept_nowhere(response: HttpResponse) -> HttpResponse:
    """The same answer, marked so that nothing keeps it."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
