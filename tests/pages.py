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
CHECK, NOTE = "/self-check/", "/self-check/note/"

RESULTS = {
    "read": "country=FR&saf=0",
    "consider": "country=GB&M1=3&M2=3&M3=3&M4=3&dur=gt2m&med=start&evt=baby&evt=loss&sup=prof",
    "soon": "country=US&saf=2&fun=4&unr=2&M1=4&E1=4&sup=friend",
    "soon, hurt at home": "country=TR&evt=unsafe&saf=r",
    "now": "saf=3&" + "&".join(f"{area}{n}=4" for area in "MEV" for n in range(1, 7)),
    "changing": "change=1&country=GB&saf=2&M1=3&evt=loss&med=stop&med=dose",
}

TAKEN = {
    "nothing chosen": "country=GB&saf=2&unr=3&evt=baby&V6=4&M1=3&dur=gt2m",
    "everything chosen": "country=US&saf=1&unr=1&evt=loss&V6=3&M1=4&M2=4&M3=4&M4=4&E1=2&E2=2&E3=2&E4=2&fun=2&med=dose"
    "&include_saf=1&include_unr=1&include_evt=loss&include_evt=trauma&include_v6=1&wish=plan&agree_muted=right"
    "&agree_enjoy=no&words_muted=Behind+glass&step_who=Dr+Lee&step_when=2030-01-01T10:00",
    "help first": "saf=3&M1=4&M2=4&M3=4&M4=4",
    "nothing answered": "",
    "too long": "words_muted=" + "x" * 300 + "&note_text=Hello%0A%F0%9F%98%80&step_when=soon",
}


@lru_cache(maxsize=1)
def every_page() -> dict[str, str]:
    """The HTML of every public page, by address, and of one result and one take-along page of each kind."""
    client = Client(headers=HOST)
    pages = {address: client.get(address).content.decode() for address in public_addresses()}
    results = {f"result: {name}": _answer(fields) for name, fields in RESULTS.items()}
    results |= {f"result: taking along, {name}": _answer(fields, NOTE) for name, fields in TAKEN.items()}
    results["nothing to take along"] = client.get(NOTE).content.decode()
    return pages | results | {"404": client.get("/nothing/").content.decode()}


def post(fields: str, address: str = CHECK) -> str:
    """The HTML that answers a sent form, without the style sheet."""
    return without_style(_answer(fields, address))


def without_style(html: str) -> str:
    """A page without the style sheet that stands in it."""
    return re.sub(r"<style>.*?</style>", "", html, flags=re.S)


def _answer(fields: str, address: str = CHECK) -> str:
    return Client(headers=HOST).post(address, fields, content_type=FORM, headers=HERE).content.decode()


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
