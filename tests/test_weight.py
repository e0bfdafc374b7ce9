"""What a first visit fetches, compressed: it fits into one round trip, and each kind of page stays near what it weighs.

The aim is 8 KB for an article, a help page, the self-check and a result. Where a kind misses it, its figures say by how
much; they are close to what the pages weigh, so that a page that grows is noticed.
"""

import re
from statistics import median

import pytest
from django.conf import settings
from django.test import Client

from .pages import FORM, HERE, HOST, NOTE, RESULTS, TAKEN, every_page

AIM = 8 * 1024
ROUND_TRIP = 14 * 1024  # ten packets, which a server sends before it has to wait
LOOKED_UP = "/sources/"  # every source of every article: something to look things up in
DATA_BLOCK = '<script type="application/ld+json">'  # is not run, and stands last
BROWSERS = ("gzip, deflate, br, zstd", "gzip, deflate, br", "gzip")  # what they say that they read, newest first
BUILT = [name for name in every_page() if name.startswith("/")]
ARTICLES = [name for name in BUILT if name.startswith("/articles/") and name != "/articles/"]
COUNTRIES = [name for name in BUILT if re.fullmatch(r"/help/\w\w/", name)]
OTHERS = [name for name in BUILT if name not in (*ARTICLES, *COUNTRIES, "/help/kept/", "/claims/", LOOKED_UP)]

# Bytes: the median of a kind, and the heaviest of it.
KINDS = {
    "articles, whose bare words are 4 to 5.5 KB of it": (ARTICLES, 9_800, 10_950),
    "a country's help": (COUNTRIES, 7_600, 9_150),
    "Find help": (["/help/"], 8_140, 8_140),
    "the self-check, all of it with its help on one page": (["/self-check/"], 10_600, 10_600),
    "all other pages": (OTHERS, 4_400, 10_900),
}
# The same for what is answered live: compressed in a moment, so less tightly. A result is never a first visit, as it
# answers a form whose scripts and icon are there already; but it is weighed with them. What web.padding adds, so that
# the length of an answer tells nobody what was answered, counts towards the one round trip.
RESULT, TAKE_ALONG = (10_250, 11_100), (12_950, 13_650)


def fetched(html: str) -> int:
    """Compressed bytes of the files that a page asks for."""
    assert '<link rel="stylesheet"' not in html
    files = re.findall(r'<(?:script src|link rel="icon" href)="/static/([^"]+)"', html)
    assert files, "the icon at least"
    return sum((settings.STATIC_ROOT / f"{file}.br").stat().st_size for file in files)


def weight(name: str) -> int:
    """Bytes of a built page as it is stored for browsers, and of what it asks for."""
    page = settings.PAGES_DIR / name.strip("/") / "index.html"
    return page.with_name("index.html.br").stat().st_size + fetched(page.read_text(encoding="utf-8"))


def live_weight(address: str, fields: str) -> tuple[int, int]:
    """Bytes of an answer to a form in the largest encoding that a browser gets, and of what it asks for.

    And the same with what fills the answer up.
    """
    plain = Client(headers=HOST).post(address, fields, content_type=FORM, headers=HERE).content.decode()
    answers = [
        Client(headers=HOST).post(address, fields, content_type=FORM, headers=HERE | {"accept-encoding": accepted})
        for accepted in BROWSERS
    ]
    assert all(answer.headers["Content-Encoding"] for answer in answers)
    content = max(len(answer.content) for answer in answers)
    filled = max(len(answer.content) + len(answer.headers["X-Noise"]) for answer in answers)
    return content + fetched(plain), filled + fetched(plain)


@pytest.mark.parametrize("name", [name for name in BUILT if name != LOOKED_UP])
def test_a_first_visit_fits_into_one_round_trip(name: str) -> None:
    assert weight(name) <= ROUND_TRIP


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_page_weighs_no_more_than_is_said_of_it_and_not_much_less(kind: str) -> None:
    names, middle, most = KINDS[kind]
    weights = sorted(weight(name) for name in names)
    assert weights[-1] <= most
    assert middle * 0.9 <= median(weights) <= middle


def test_most_help_pages_are_as_light_as_is_aimed_at() -> None:
    assert sum(weight(name) <= AIM for name in COUNTRIES) >= len(COUNTRIES) * 0.85


@pytest.mark.parametrize(
    ("address", "sent", "limits"),
    [
        ("/self-check/", [RESULTS[name] for name in RESULTS if name != "changing"], RESULT),
        (NOTE, TAKEN.values(), TAKE_ALONG),
    ],
)
def test_what_is_answered_live_weighs_no_more_than_is_said_of_it(
    address: str, sent: list[str], limits: tuple[int, int]
) -> None:
    middle, most = limits
    weighed = [live_weight(address, fields) for fields in sent]
    weights = sorted(bare for bare, _ in weighed)
    assert weights[-1] <= most
    assert max(filled for _, filled in weighed) <= ROUND_TRIP
    assert middle * 0.9 <= median(weights) <= middle


@pytest.mark.parametrize("name", every_page())
def test_nothing_holds_up_the_drawing_of_a_page(name: str) -> None:
    for script in re.findall(r"<script[^>]*>", every_page()[name]):
        assert " defer" in script or script == DATA_BLOCK
