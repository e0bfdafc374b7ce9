"""Every public page, rendered once for all tests that look at all of them."""

import re
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser

from django.test import Client

from config.addresses import public_addresses

HOST = {"host": "localhost"}
HERE = {"Sec-Fetch-Site": "same-origin"}
FORM = "application/x-www-form-urlencoded"

RESULTS = {
    "read": "country=FR&saf=0",
    "consider": "country=GB&M1=3&M2=3&M3=3&M4=3&dur=gt2m&med=start&evt=baby&evt=loss&sup=prof",
    "soon": "country=US&saf=2&fun=4&unr=2&M1=4&E1=4&sup=friend",
    "soon, hurt at home": "country=TR&evt=unsafe&saf=r",
    "now": "saf=3&" + "&".join(f"{area}{n}=4" for area in "MEV" for n in range(1, 7)),
    "changing": "change=1&country=GB&saf=2&M1=3&evt=loss&med=stop&med=dose",
}


@lru_cache(maxsize=1)
def every_page() -> dict[str, str]:
    """The HTML of every public page, by address, and of one result of each kind."""
    client = Client(headers=HOST)
    pages = {address: client.get(address).content.decode() for address in public_addresses()}
    results = {f"result: {name}": _answer(fields) for name, fields in RESULTS.items()}
    return pages | results | {"404": client.get("/nothing/").content.decode()}


def post(fields: str) -> str:
    """The HTML that answers a sent form, without the style sheet."""
    return without_style(_answer(fields))


def without_style(html: str) -> str:
    """A page without the style sheet that stands in it."""
    return re.sub(r"<style>.*?</style>", "", html, flags=re.S)


def _answer(fields: str) -> str:
    return Client(headers=HOST).post("/self-check/", fields, content_type=FORM, headers=HERE).content.decode()


class Elements(HTMLParser):
    """The elements of a page: (tag, attributes), and the text around them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def values(self, *names: str) -> list[str]:
        """Every value of these attributes."""
        return [attrs[name] for _, attrs in self.found for name in names if name in attrs]


def text_of(html: str) -> str:
    """What a page says, without its markup, style and scripts."""
    html = re.sub(r"<(style|script|head|template)\b.*?</\1>", " ", html, flags=re.S)
    html = re.sub(r"</?(?:a|span|strong|em|sup)\b[^>]*>", "", html)
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)))
