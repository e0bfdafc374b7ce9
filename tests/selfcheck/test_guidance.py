"""Rules and help levels: the worked examples, and what must hold for any answers at all."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfcheck.guidance import DESCRIBING, MOST_DESCRIBING, guide
from selfcheck.library import SelfCheck, self_check
from selfcheck.questionnaire import Answers, read_answers
from selfcheck.result import result_of
from selfcheck.rules import RULES, HelpLevel, fired
from selfcheck.scoring import Band, ScaleScore

from .examples import EXAMPLES, answers, as_form

ORDER = {"saf": ("0", "1", "h", "2", "3"), "fun": ("0", "1", "2", "3", "4"), "unr": ("0", "1", "2", "3")}
AREAS = ("muted", "enjoy", "avoid")
BANDS = (Band.FEW, Band.SOME, Band.MANY)


def test_there_are_59_worked_examples() -> None:
    assert len(EXAMPLES) == 59


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example['id']} {example['why']}")
def test_worked_example(check: SelfCheck, example: dict[str, Any]) -> None:
    asked = check.questionnaire
    result = result_of(asked, read_answers(asked, as_form(example)))
    expected = example["expect"]
    assert {score.scale: score.band.value for score in result.scores} == expected["bands"]
    assert {score.scale: list(score.strong) for score in result.scores} == expected["strong"]
    assert result.guidance.level.name.lower() == expected["level"]
    assert list(result.guidance.fired) == expected["rules"]


contexts = st.fixed_dictionaries(
    {},
    optional={
        question.id: st.frozensets(
            st.sampled_from([option.code for option in question.options]),
            min_size=1,
            max_size=3 if question.several else 1,
        )
        for question in self_check("en").questionnaire.context
    },
)
items = st.dictionaries(
    st.sampled_from([item.id for item in self_check("en").questionnaire.items]), st.integers(0, 4), max_size=18
)
bands = st.tuples(*[st.sampled_from(list(Band))] * 3)


def level(bands: tuple[Band, ...], context: dict[str, frozenset[str]]) -> HelpLevel:
    scores = tuple(ScaleScore(area, band, 6, 6, ()) for area, band in zip(AREAS, bands, strict=True))
    return guide(scores, Answers({}, context)).level


@given(bands, contexts, st.sampled_from(sorted(ORDER)), st.data())
def test_the_level_never_falls_when_an_answer_rises(
    bands: tuple[Band, ...], context: dict[str, frozenset[str]], question: str, data: st.DataObject
) -> None:
    low, high = sorted(data.draw(st.tuples(*[st.sampled_from(range(len(ORDER[question])))] * 2)))
    codes = ORDER[question]
    assert level(bands, context | {question: frozenset({codes[low]})}) <= level(
        bands, context | {question: frozenset({codes[high]})}
    )


@given(st.tuples(*[st.sampled_from(BANDS)] * 3), contexts, st.integers(0, 2), st.sampled_from(BANDS))
def test_the_level_never_falls_when_a_band_rises(
    bands: tuple[Band, ...], context: dict[str, frozenset[str]], place: int, other: Band
) -> None:
    low, high = sorted((bands[place], other), key=BANDS.index)
    assert level((*bands[:place], low, *bands[place + 1 :]), context) <= level(
        (*bands[:place], high, *bands[place + 1 :]), context
    )


@given(bands, contexts, st.sampled_from(sorted(ORDER)))
def test_a_blank_equals_the_lowest_answer(
    bands: tuple[Band, ...], context: dict[str, frozenset[str]], question: str
) -> None:
    blank = {id: codes for id, codes in context.items() if id != question}
    lowest = {**blank, question: frozenset({ORDER[question][0]})}
    assert level(bands, blank) == level(bands, lowest)


@given(items, contexts)
def test_not_able_to_keep_safe_is_always_now(items: dict[str, int], context: dict[str, frozenset[str]]) -> None:
    answers = Answers(items, context | {"saf": frozenset("3")})
    assert result_of(self_check("en").questionnaire, answers).guidance.level == HelpLevel.NOW


@given(st.integers(0, 4), contexts)
def test_the_tears_answer_alone_changes_no_level(value: int, context: dict[str, frozenset[str]]) -> None:
    asked = self_check("en").questionnaire
    never = dict.fromkeys((item.id for item in asked.items), 0)
    with_tears = result_of(asked, Answers(never | {"M3": value}, context)).guidance
    assert with_tears == result_of(asked, Answers(never, context)).guidance
    blank = result_of(asked, Answers({"M3": value}, context)).guidance
    assert blank.level == result_of(asked, Answers({}, context)).guidance.level


@given(bands)
def test_bands_alone_never_pass_consider(bands: tuple[Band, ...]) -> None:
    assert level(bands, {}) <= HelpLevel.CONSIDER


@settings(max_examples=300)
@given(items, contexts)
def test_a_reason_that_asks_for_action_is_hidden_only_by_one_that_contains_it(
    items: dict[str, int], context: dict[str, frozenset[str]]
) -> None:
    result = result_of(self_check("en").questionnaire, Answers(items, context)).guidance
    shown = {id.removesuffix("_always") for id in result.reasons + result.also}
    assert shown <= set(result.fired)
    assert len(shown & set(DESCRIBING)) <= MOST_DESCRIBING
    if result.fired:
        assert result.reasons, "a level that a rule called for says why"


def test_saying_that_one_is_hurt_or_unwell_is_always_soon_or_more() -> None:
    for chosen in (
        {"saf": "1"},
        {"saf": "h"},
        {"saf": "2"},
        {"unr": "3"},
        {"fun": "3"},
        {"fun": "4"},
        {"evt": "unsafe"},
    ):
        assert guide((), answers({}, **chosen)).level >= HelpLevel.SOON


@pytest.mark.parametrize(
    ("given_answers", "action"),
    [
        (answers(saf="2", fun="4"), "talk_today"),
        (answers(saf="h"), "talk_today"),
        (answers(unr="3", fun="3"), "professional_today"),
        (answers(fun="3"), "next_days"),
        (answers(evt="unsafe"), None),
        (answers(saf="3"), None),
    ],
)
def test_the_action_line_is_the_first_that_fits(given_answers: Answers, action: str | None) -> None:
    assert guide((), given_answers).action == action


def test_a_medicine_is_spoken_of_once() -> None:
    scores = tuple(ScaleScore(area, Band.MANY, 6, 6, ()) for area in AREAS)
    shown = guide(scores, answers(med="stop")).reasons + guide(scores, answers(med="stop")).also
    assert "S7" in shown
    assert not {"C6", "C1"} & set(shown)


def test_always_felt_this_way_has_its_own_words() -> None:
    scores = tuple(ScaleScore(area, Band.SOME, 6, 6, ()) for area in AREAS)
    assert "C2_always" in guide(scores, answers(dur="always")).reasons
    assert "C2" in guide(scores, answers(dur="gt2m")).reasons


def test_rules_are_in_the_order_of_their_levels_and_each_can_fire() -> None:
    assert [rule.level for rule in RULES] == sorted((rule.level for rule in RULES), reverse=True)
    seen = {rule for example in EXAMPLES for rule in example["expect"]["rules"]}
    assert seen == {rule.id for rule in RULES}
    assert fired((), Answers()) == ()


@pytest.mark.parametrize(
    ("given_answers", "gaps"),
    [
        (answers({"M1": 0}, saf="0"), True),  # too few answers in every area
        (answers(dict.fromkeys([f"{a}{n}" for a in "MEV" for n in range(1, 7)], 0), saf="0"), False),
        (answers(dict.fromkeys([f"{a}{n}" for a in "MEV" for n in range(1, 7)], 0)), True),  # safety left out
        (answers(dict.fromkeys([f"{a}{n}" for a in "MEV" for n in range(1, 7)], 0) | {"E2": 3}, saf="0"), True),
        (answers(dict.fromkeys([f"{a}{n}" for a in "MEV" for n in range(1, 7)], 0) | {"M3": 4}, saf="0"), False),
    ],
)
def test_level_read_may_not_sound_sure_over_gaps(check: SelfCheck, given_answers: Answers, gaps: bool) -> None:
    assert result_of(check.questionnaire, given_answers).guidance.gaps is gaps
