"""Whoever watches the network sees how long an answer is, and nothing of what was answered."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve

from clinics import door
from clinics.directory import Fact, Found, LocalHelp
from clinics.models.local_help import LONGEST_TEXT
from tests.pages import CHECK, FORM, HERE, HOST, NOTE, RESULTS, TAKEN, every_page, text_of
from web.padding import LEAST, LENGTHS, STEP, PaddedCompression

ENCODINGS = ("br", "gzip")
STRONG = "&".join(f"{area}{n}={3 + n % 2}" for area in "MEV" for n in range(1, 7))
FORMS = RESULTS | {"everything strong": f"country=HR&saf=1&unr=2&fun=3&med=dose&evt=loss&evt=trauma&{STRONG}"}
BEHIND, DAY = "/c/riverside", date(2026, 11, 1)
SAID = text_of(every_page()["/articles/feeling-numb/"])  # words as a clinic might use them


def sent(fields: str, encoding: str, address: str = CHECK) -> Any:
    headers = HERE | HOST | {"accept-encoding": encoding}
    return Client().post(address, fields, content_type=FORM, headers=headers)


def lengths(forms: Mapping[str, str], encoding: str, address: str) -> dict[str, tuple[int, int]]:
    """By name: what the compressed answer comes to, and what all of it does, headers included."""
    found = {}
    for name, fields in forms.items():
        answer = sent(fields, encoding, address)
        assert answer.headers["Content-Encoding"] == encoding
        head = sum(len(f"{each}: {value}\r\n") for each, value in answer.headers.items())
        found[name] = len(answer.content), len(answer.content) + head
    return found


def answered(answer: Any) -> int:
    """Bytes of the answer, of what fills it up, and of the number that says its length."""
    size = len(answer.content)
    return size + len(str(size)) + len(answer.headers["X-Noise"])


@pytest.mark.parametrize("size", [9_000, 9_999, 10_000, 10_400])
def test_the_length_that_a_header_says_counts_too(size: int) -> None:
    request = RequestFactory().post(CHECK)
    request.resolver_match = resolve(CHECK)
    answer = PaddedCompression(lambda request: HttpResponse(b"x" * size))(request)
    assert size + len(str(size)) + len(answer.headers["X-Noise"]) == LENGTHS["selfcheck:self-check"]


@pytest.fixture
def talkative(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clinic that says of itself as much as there is room for."""
    said = [
        Fact(
            kind=kind,
            label=kind,
            text=SAID[at : at + LONGEST_TEXT],
            phone=phone,
            dial=phone,
            checked_on=DAY,
            is_old=False,
        )
        for at, kind, phone in ((1000, "phone", "+442079460018"), (3000, "hours", ""))
    ]
    clinic = LocalHelp(id=1, code="riverside", name=SAID[2000:2080], country="GB", facts=tuple(said), services=())
    monkeypatch.setattr(door, "find_clinic", lambda code: Found(clinic=clinic))


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("before", ["", BEHIND])
@pytest.mark.parametrize(("forms", "address"), [(FORMS, CHECK), (TAKEN, NOTE)], ids=["results", "to take along"])
@pytest.mark.usefixtures("talkative")
def test_all_come_in_one_length(forms: Mapping[str, str], address: str, before: str, encoding: str) -> None:
    found = lengths(forms, encoding, before + address)
    page = {CHECK: "selfcheck:self-check", NOTE: "selfcheck:note"}[address]
    assert len({whole for _, whole in found.values()}) == 1, f"web/padding.py: {LENGTHS[page]} does not hold {found}"
    assert len({compressed for compressed, _ in found.values()}) > 1


def test_each_answer_is_compressed_in_a_way_that_has_been_measured() -> None:
    answer = Client().post(
        CHECK, content_type=FORM, headers=HERE | HOST | {"accept-encoding": "gzip, deflate, br, zstd"}
    )
    assert answer.headers["Content-Encoding"] == "br"


def test_what_does_not_fit_is_filled_up_in_steps() -> None:
    answer = sent(RESULTS["now"], "identity")
    filled, length = answered(answer), LENGTHS["selfcheck:self-check"]
    assert len(answer.content) > length
    assert (filled - length) % STEP == 0
    assert LEAST <= len(answer.headers["X-Noise"]) < LEAST + STEP


def test_papers_and_files_are_filled_up_too() -> None:
    for name in ("note.pdf", "response.json"):
        answer = sent(TAKEN["nothing chosen"], "gzip", f"{CHECK}{name}")
        assert answered(answer) % STEP == 0


def test_a_page_that_only_was_asked_for_is_not_filled_up() -> None:
    answer = Client().get("/search/?q=numb", headers=HOST | {"accept-encoding": "gzip"})
    assert len(answer.headers["X-Noise"]) < LEAST


def test_an_answer_that_is_empty_stays_so() -> None:
    answer = PaddedCompression(lambda request: HttpResponse(status=204))(RequestFactory().post("/"))
    assert "X-Noise" not in answer.headers
