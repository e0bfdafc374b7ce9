"""A first visit fits into one round trip: 14 KB compressed for everything that a page fetches."""

import re

import brotli
import pytest
from django.conf import settings

from .pages import every_page

ROUND_TRIP = 14 * 1024
# The help numbers of every country: fetched late by the script of the self-check, or by a device that is to keep them.
# And the list of every source: something to look things up in.
NOT_VISITED = ("/self-check/lines/", "/help/kept/", "/sources/")
DATA_BLOCK = '<script type="application/ld+json">'  # is not run, and stands last
VISITED = [name for name in every_page() if name not in NOT_VISITED]


def weight(html: str) -> dict[str, int]:
    """Compressed bytes of a page and of each file that it asks for."""
    files = re.findall(r'<(?:script src|link rel="icon" href)="(/static/[^"]+)"', html)
    assert '<link rel="stylesheet"' not in html
    found = {file: (settings.STATIC_ROOT / file.removeprefix("/static/")).read_bytes() for file in files}
    return {name: len(brotli.compress(body)) for name, body in {"page": html.encode(), **found}.items()}


@pytest.mark.parametrize("name", VISITED)
def test_a_first_visit_fits_into_one_round_trip(name: str) -> None:
    found = weight(every_page()[name])
    assert "page" in found
    assert len(found) >= 2, "the icon at least"
    assert sum(found.values()) <= ROUND_TRIP, found


@pytest.mark.parametrize("name", VISITED)
def test_nothing_holds_up_the_drawing_of_a_page(name: str) -> None:
    for script in re.findall(r"<script[^>]*>", every_page()[name]):
        assert " defer" in script or script == DATA_BLOCK
