"""What can be asked for, and with which fields: from the map of addresses, the questionnaire and the site's own forms."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from django.urls import get_resolver, reverse

from config.addresses import built_addresses
from selfcheck.library import self_check

from .asking import FORM, HERE, Case, Request, request
from .wire import exchange

SENT_TO = ("/self-check/", "/self-check/note/", "/for-clinics/kit/")  # each of them answers with more to send
ACTED_OUT = (
    "M1=4&M2=4&E1=3&V6=4&saf=1&unr=1&dur=years&med=stop&sup=none&country=GB&evt=loss&evt=stress&wish=plan"
    "&name=Riverside&phone=555-0100"
)
BEHIND_A_DOOR = ("self-check/", "self-check/note/", "search/?q=numb", "help/", "reading-pack.pdf", "articles/")


@dataclass(frozen=True)
class Places:
    """`fields`: each name with the values that the site's own forms give it."""

    addresses: tuple[str, ...]
    staff: tuple[str, ...]
    sent_to: tuple[str, ...]
    fields: dict[str, tuple[str, ...]]


class _Form(HTMLParser):
    """Where the forms of a page go, and what they send."""

    def __init__(self) -> None:
        super().__init__()
        self.sent_to: set[str] = set()
        self.fields: dict[str, set[str]] = {}
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.sent_to |= {given[name].split("#")[0] for name in ("action", "formaction") if given.get(name)}
        if tag == "select":
            self.select = given.get("name", "")
        name = self.select if tag == "option" else given.get("name", "")
        if tag in ("input", "textarea", "button", "option", "select") and name:
            self.fields.setdefault(name, set()).add(given.get("value", ""))


def places(port: int, doors: Iterable[str]) -> Places:
    """Visit the running site once, as a person with JavaScript off would, and note its forms."""
    form = _Form()
    for address in SENT_TO:
        for case in (_get(address), _post(address)):
            for answer in exchange(port, case).answers:
                form.feed(answer.body.decode())
    asked = self_check("en").questionnaire
    for name in [*(item.id for item in asked.items), *(question.id for question in asked.context), "leave_out"]:
        form.fields.setdefault(name, set())
    for name in [f"{what}_{scale.id}" for scale in asked.scales for what in ("agree", "words")]:
        form.fields.setdefault(name, set())
    mapped = sorted(set(_mapped(get_resolver().url_patterns)))
    behind = [f"{door}{rest}" for door in doors if door.startswith("/c/") for rest in BEHIND_A_DOOR]
    public = [*built_addresses(), *(each for each in mapped if not each.startswith("/staff/")), *doors, *behind]
    fields = {name: tuple(sorted(values)) or ("1",) for name, values in sorted(form.fields.items())}
    sent_to = {address for address in form.sent_to if address.startswith("/")} | set(SENT_TO)
    return Places(
        tuple(dict.fromkeys([*public, *_static(port)])),
        tuple(each for each in mapped if each.startswith("/staff/")),
        tuple(sorted(sent_to | {door + "self-check/note/" for door in doors if door.startswith("/c/")})),
        fields,
    )


def _get(address: str) -> Case:
    return Case("visit", (request("GET", address),))


def _post(address: str) -> Case:
    return Case("visit", (request("POST", address, [HERE, FORM], ACTED_OUT.encode()),))


def _static(port: int) -> set[str]:
    """The files that our pages name."""
    (page,) = exchange(port, _get(reverse("selfcheck:self-check"))).answers
    return set(re.findall(r'"(/static/[^"]+)"', page.body.decode()))


def _mapped(patterns: Iterable[Any], before: str = "/") -> Iterator[str]:
    for each in patterns:
        here = before + str(each.pattern)
        if hasattr(each, "url_patterns"):
            yield from _mapped(each.url_patterns, here)
        elif "^" not in here:
            yield re.sub(r"<int:[^>]*>", "1", re.sub(r"<(?!int:)[^>]*>", "demo", here))


def recorded(found: Places) -> list[Request]:
    """Valid requests as browsers send them: every address, and every form with all of its fields."""
    browser = [("User-Agent", "Mozilla/5.0"), ("Accept", "text/html,*/*;q=0.8"), ("Accept-Encoding", "gzip, br")]
    unchanged = [
        ("If-None-Match", 'W/"0"'),
        ("If-Modified-Since", "Wed, 25 Nov 2026 04:00:00 GMT"),
        ("Range", "bytes=0-99"),
    ]
    made = [request("GET", address, browser) for address in (*found.addresses, *found.staff)]
    made += [request("HEAD", address, unchanged) for address in found.addresses[::5]]
    first = "&".join(f"{name}={values[0]}" for name, values in found.fields.items()).encode()
    last = "&".join(f"{name}={values[-1]}" for name, values in found.fields.items()).encode()
    parts = "".join(
        f'--x7\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{values[-1]}\r\n'
        for name, values in found.fields.items()
    )
    multipart = ("Content-Type", "multipart/form-data; boundary=x7")
    for address in found.sent_to:
        made += [request("POST", address, [*browser, HERE, FORM], body) for body in (first, last, ACTED_OUT.encode())]
        made.append(request("POST", address, [*browser, HERE, multipart], f"{parts}--x7--\r\n".encode()))
    return made
