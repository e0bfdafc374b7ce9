"""The one page of help numbers that a device can keep, and the version of that page."""

import hashlib

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language

from .directory import Country, Helpline, Kind, directory, named

# What a country shows beside its emergency number: whoever can be called or texted without the internet.
PARTS: tuple[Kind, ...] = ("crisis", "urgent", "youth", "abuse")


def html() -> str:
    """The page, the same for everyone: it depends on no request."""
    asked = HttpRequest()
    asked.path = reverse("support:kept")
    countries = [(name, country, _parts(country)) for name, country in named(get_language())]
    compiled_on = min(country.compiled_on for _, country, _ in countries)
    context = {"countries": countries, "anywhere": directory().anywhere, "compiled_on": compiled_on}
    return render_to_string("support/kept.html", context, asked)


def version(page: str) -> str:
    """A name for what a device keeps, which changes whenever the page does."""
    return hashlib.sha256(page.encode()).hexdigest()[:16]


def _parts(country: Country) -> list[tuple[Kind, list[Helpline]]]:
    lines = [line for line in country.of_kind(*PARTS) if line.phone or line.sms]
    parts = ((kind, [line for line in lines if line.kind == kind]) for kind in PARTS)
    return [(kind, found) for kind, found in parts if found or kind == "crisis"]
