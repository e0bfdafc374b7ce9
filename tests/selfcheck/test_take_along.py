"""Nothing leaves the page that was not chosen: by construction, and in every form it can take."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selfcheck.library import SelfCheck
from selfcheck.take_along import EVENTS_OFFERED, Choices, read_choices, take_along
from tests.pages import text_of

from .examples import answers
from .taking import PAGE, send, taken_along

# What each opt-in alone may bring onto a paper: words that stand nowhere else in it.
TELLING = {
    "saf": ("thoughts of ending", '"saf"'),
    "unr": ("bout feeling unreal", '"unr"', "Feeling unreal:"),
    "V6": ("alcohol", '"V6"'),
    "loss": ("another big loss", '"loss"'),
    "trauma": ("very frightening", '"trauma"'),
    "stress": ("heavy stress", '"stress"'),
    "baby": ("new baby", '"baby"'),
}
NEVER = ("unsafe", "hurting, scaring", "S6")
TICKS = {"saf": ("include_saf", "1"), "unr": ("include_unr", "1"), "V6": ("include_v6", "1")} | {
    event: ("include_evt", event) for event in EVENTS_OFFERED
}
ANSWERED = [
    *((f"{area}{n}", "3") for area in "MEV" for n in range(1, 7)),
    *(("saf", "2"), ("unr", "2"), ("dur", "gt2m"), ("fun", "2"), ("med", "dose"), ("sup", "friend")),
    *(("evt", code) for code in ("unsafe", *EVENTS_OFFERED)),
    ("step_when", "2026-12-01T10:00"),
]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which these tests take place."""
    from datetime import date

    monkeypatch.setattr("selfcheck.take_along_page.localdate", lambda: date(2026, 11, 24))


def everything_said(fields: str) -> str:
    """All papers and files, and what the page shows of note, summary and code."""
    html = send(PAGE, fields).content.decode()
    note = "".join(re.findall(r"<textarea.*?</textarea>", html, re.S))
    shown = (
        "".join(re.findall(r'<div class="(?:sheet|paper).*?</div>\n', html, re.S)) + html.split('class="code-text"')[1]
    )
    summary = html.split('<div class="sheet">')[1].split('<p class="row')[0]
    return unescape("\n".join([note, summary, shown.split("</p>")[0], *taken_along(fields).values()]))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ticked=st.sets(st.sampled_from(sorted(TICKS))))
def test_no_form_holds_an_answer_that_was_not_ticked(ticked: set[str]) -> None:
    said = everything_said(urlencode([*ANSWERED, ("include_evt", "unsafe"), *(TICKS[each] for each in ticked)]))
    for each, words in TELLING.items():
        found = [word for word in words if word in said]
        assert bool(found) == (each in ticked), (each, found)
    assert not [word for word in NEVER if word in said]


def test_each_opt_in_reaches_note_summary_and_answers() -> None:
    said = taken_along(urlencode([*ANSWERED, *TICKS.values()]))
    for name in ("note.pdf", "summary.pdf", "response.json"):
        for words in TELLING.values():
            assert any(word.lower() in said[name].lower() for word in words), (name, words)


@pytest.mark.parametrize("value", ["", "0", "2", "on", "true", "1 ", "%31"])
def test_only_a_one_opts_in(value: str) -> None:
    fields = urlencode([*ANSWERED, ("include_saf", value), ("include_unr", value), ("include_v6", value)])
    said = everything_said(fields)
    assert not [word for each in ("saf", "unr", "V6") for word in TELLING[each] if word in said]


def test_taking_a_tick_back_takes_its_line_out_of_a_note_that_was_made_with_it() -> None:
    made = send(PAGE, urlencode([*ANSWERED, TICKS["saf"]])).content.decode()
    note = unescape(re.search(r"<textarea[^>]*name=\"note_text\"[^>]*>\n(.*?)</textarea>", made, re.S)[1])  # type: ignore[index]
    before = unescape(re.search(r'name="note_before" value="([^"]*)"', made)[1])  # type: ignore[index]
    assert "thoughts of ending" not in note
    assert "Thoughts of ending my life" in note
    edited = note.replace("Hello,", "Dear Dr Lee,")
    fields = urlencode([*ANSWERED, ("note_text", edited), ("note_before", before)])
    said = taken_along(fields)["note.pdf"]
    assert "Dear Dr Lee," in said
    assert "ending my life" not in said


def test_the_answers_that_are_taken_along_are_filtered_before_anything_is_made(check: SelfCheck) -> None:
    given = answers({"M1": 4, "V6": 4}, saf="3", unr="3", evt=("unsafe", "loss"), dur="gt2m")
    taken = take_along(check.questionnaire, given, Choices())
    assert dict(taken.answers.items) == {"M1": 4}
    assert dict(taken.answers.context) == {"dur": frozenset({"gt2m"})}
    assert "V6" not in [id for score in taken.scores for id in score.strong]


def test_what_was_taken_off_stands_on_no_paper() -> None:
    fields = urlencode(
        [*ANSWERED, ("leave_out", "dur"), ("leave_out", "fun"), ("leave_out", "med"), ("leave_out", "sup")]
    )
    said = everything_said(fields)
    for told in (
        "more than 2 months",
        "very hard",
        "dose changed",
        "My dose",
        "friend",
        '"dur"',
        '"fun"',
        '"med"',
        '"sup"',
    ):
        assert told not in said, told
    assert "Also not included: Duration, Everyday things, Feeling unreal, Medicines, Events, Support." in said
    assert "For some time I have noticed:" in said


def test_only_what_stands_there_anyway_can_be_taken_off(check: SelfCheck) -> None:
    chosen = read_choices(check.questionnaire, {"leave_out": ["dur", "saf", "M1", "country", "x"]})
    assert chosen.left_out == frozenset({"dur"})


def test_the_bands_stay_those_of_the_result(check: SelfCheck) -> None:
    given = answers({f"V{n}": 0 for n in range(1, 4)} | {"V6": 4})
    taken = take_along(check.questionnaire, given, Choices())
    assert (taken.scores[2].band.value, taken.scores[2].answered) == ("few", 4)


def test_agreeing_or_not_changes_no_band(check: SelfCheck) -> None:
    for agree in ("right", "partly", "no"):
        page = send(PAGE, urlencode([*ANSWERED, ("agree_muted", agree)])).content.decode()
        assert "Much of the time</strong> (6 of 6 answered)" in page


def test_what_is_not_one_of_our_fields_and_values_counts_as_not_chosen(check: SelfCheck) -> None:
    sent = {
        "agree_muted": ["right", "no"],
        "agree_enjoy": ["yes"],
        "agree_other": ["right"],
        "words_other": ["x"],
        "words_muted": ["  "],
        "include_evt": ["unsafe", "none", "loss", "LOSS"],
        "wish": ["money", "plan", "plan"],
    }
    chosen = read_choices(check.questionnaire, sent)
    assert (chosen.agree, chosen.words, chosen.events, chosen.wishes) == (
        {},
        {},
        frozenset({"loss"}),
        frozenset({"plan"}),
    )


def test_the_page_does_not_show_events_back() -> None:
    html = send(PAGE, urlencode(ANSWERED)).content.decode()
    assert 'name="include_evt" value="loss" checked' not in html
    assert "unsafe" not in html
    assert "A death or another big loss in the last year" in text_of(html), "offered to everyone, the same way"
