"""Settings of a server that breaks on purpose, and says in the error what was sent to it: the worst that can happen.

Where it breaks, a header of the request says. Only tests start a server with these settings.
"""

import time
from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from threading import local

from django.apps import AppConfig
from django.http import HttpRequest, HttpResponse

from config.settings import *  # noqa: F403
from config.settings import INSTALLED_APPS, MIDDLEWARE

MIDDLEWARE = ["tests.microscope.breaking.Where", *MIDDLEWARE]
INSTALLED_APPS = [*INSTALLED_APPS, "tests.microscope.breaking.Breaking"]
# What breaks: a name that the code looks up each time.
PLACES = {
    "reading": ("selfcheck.views", "read"),
    "scoring": ("selfcheck.result", "score"),
    "rules": ("selfcheck.result", "guide"),
    "view": ("selfcheck.views", "ResultPage"),
    "template": ("selfcheck.page", "ResultPage.carried"),
    "note": ("selfcheck.take_along_page", "long_note"),
    "paper": ("selfcheck.papers", "typeset"),
    "handover": ("selfcheck.take_along_page", "code_text"),
    "file": ("selfcheck.take_along_views", "fhir_response"),
    "error page": ("web.errors", "render_to_string"),
}
SLOW = 30  # seconds that a request takes whose place is "slow"
asked = local()


class Where:
    """Remembers for the time of a request where it is to break, and what it says."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked.places, asked.said = request.headers.get("Break", "").split(","), request.body.decode(errors="replace")
        if "slow" in asked.places:
            form = request.POST.dict()
            time.sleep(SLOW)
            return HttpResponse(str(form))
        return self.get_response(request)


class Breaking(AppConfig):
    """Puts something that breaks in front of each place."""

    name = "tests.microscope"
    label = "breaking"

    def ready(self) -> None:
        for place, (module, name) in PLACES.items():
            *inside, last = name.split(".")
            holder = import_module(module)
            for each in inside:
                holder = getattr(holder, each)
            setattr(holder, last, _breaking(place, getattr(holder, last)))


def _breaking(place: str, whole: object) -> object:
    """The same, unless this request is to break here."""
    if isinstance(whole, property | cached_property):
        return property(_breaking(place, lambda page: whole.__get__(page, type(page))))  # type: ignore[arg-type]

    def breaks(*args: object, **named: object) -> object:
        if place in getattr(asked, "places", ()):
            try:
                {}[asked.said]
            except KeyError as first:
                raise ValueError(f"cannot do with {asked.said}, {args} and {named}") from first
        return whole(*args, **named)  # type: ignore[operator]

    return breaks
