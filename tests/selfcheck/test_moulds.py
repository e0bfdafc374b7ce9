"""A result is put together from what was rendered before; it is the page that its template would make."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.answering import read
from selfcheck.page import ResultPage
from selfcheck.result import result_of
from selfcheck.result_parts import parts_of
from selfcheck.tables import tables
from selfcheck.take_along_page import TakeAlongPage
from selfcheck.take_along_parts import parts_of as take_along_parts
from tests.pages import FORM, HERE, RESULTS, TAKEN
from web.moulds import SLOTS, Mould

COUNTRIES = ("", "GB", "US", "DE", "XX")


def page_of(body: str) -> ResultPage:
    sent = read(RequestFactory().post("/self-check/", body, content_type=FORM))
    return ResultPage(sent.check, sent.answers, result_of(sent.check.questionnaire, sent.answers), sent.voice)


def by_template(page: ResultPage) -> str:
    """The page as Django renders it, slot by slot."""
    parts = {name: mark_safe(html) for name, html in parts_of(page, tables()).items()}
    context = {"parts": parts, "words": page.words, "noindex": True, "new_tabs": True}
    return render_to_string("selfcheck/result.html", context, RequestFactory().post("/self-check/"))


@pytest.mark.parametrize("body", [body for body in RESULTS.values() if "change" not in body])
def test_a_filled_mould_is_the_rendered_template(client: Client, body: str) -> None:
    expected = by_template(page_of(body))
    assert client.post("/self-check/", body, content_type=FORM, headers=HERE).content.decode() == expected
    assert "\x02" not in expected


@given(st.data())
def test_any_answers_fill_the_same_page(data: Any) -> None:
    asked = page_of("").check.questionnaire
    fields = [(item.id, data.draw(st.sampled_from(["", "0", "1", "2", "3", "4"]))) for item in asked.items]
    for question in asked.context:
        codes = st.sampled_from([option.code for option in question.options])
        fields += [(question.id, code) for code in data.draw(st.lists(codes, max_size=2))]
    fields.append(("country", data.draw(st.sampled_from(COUNTRIES))))
    page = page_of("&".join(f"{name}={value}" for name, value in fields))
    made = tables()
    assert made.pages["result"].fill(parts_of(page, made)) == by_template(page)


@pytest.mark.parametrize("body", TAKEN.values(), ids=TAKEN)
def test_what_is_taken_along_is_the_rendered_template_too(client: Client, body: str) -> None:
    page = TakeAlongPage(read(RequestFactory().post("/self-check/note/", body, content_type=FORM)))
    parts = {name: mark_safe(html) for name, html in take_along_parts(page, tables()).items()}
    context = {"parts": parts, "words": page.words, "noindex": True, "new_tabs": True}
    expected = render_to_string("selfcheck/take_along.html", context, RequestFactory().post("/self-check/note/"))
    assert client.post("/self-check/note/", body, content_type=FORM, headers=HERE).content.decode() == expected


def test_every_part_has_its_slot_and_every_slot_its_part() -> None:
    made = tables()
    assert sorted(parts_of(page_of(""), made)) == sorted(made.pages["result"].slots)
    nothing = TakeAlongPage(read(RequestFactory().post("/self-check/note/", "", content_type=FORM)))
    assert sorted(take_along_parts(nothing, made)) == sorted(made.pages["take_along"].slots)


def test_what_is_kept_between_visitors_is_the_same_before_and_after(client: Client) -> None:
    before, state = tables(), repr(tables())
    for body in RESULTS.values():
        assert client.post("/self-check/", body, content_type=FORM, headers=HERE).status_code == 200
    assert tables() is before
    assert repr(tables()) == state


def test_a_mould_that_misses_a_part_says_so() -> None:
    mould = Mould.cut(f"<p>{SLOTS['first']}</p>{SLOTS['second']}")
    assert mould.fill({"first": "1", "second": "2"}) == "<p>1</p>2"
    with pytest.raises(KeyError, match="second"):
        mould.fill({"first": "1"})
