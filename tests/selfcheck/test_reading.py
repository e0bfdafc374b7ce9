"""Which topics answers lead to: every signal, in the order in which reading is offered."""

import pytest

from selfcheck.questionnaire import Answers
from selfcheck.reading import topics
from selfcheck.scoring import Band, ScaleScore

from .examples import answers

FEW = (Band.FEW, Band.FEW, Band.FEW)


def led(given: Answers, bands: tuple[Band, Band, Band] = FEW) -> tuple[str, ...]:
    scores = tuple(ScaleScore(id, band, 6, 6, ()) for id, band in zip(("muted", "enjoy", "avoid"), bands, strict=True))
    return topics(scores, given)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (answers(med="start"), ("medicines-and-feelings",)),
        (answers(med="dose"), ("medicines-and-feelings",)),
        (answers(med="stop"), ("medicines-and-feelings",)),
        (answers(med="steady"), ("medicines-and-feelings",)),
        (answers(evt="baby"), ("pregnancy-and-after",)),
        (answers(unr="1"), ("feeling-unreal-and-grounding",)),
        (answers(evt="trauma"), ("after-something-frightening",)),
        (answers(evt="loss"), ("grief",)),
        (answers({"V6": 3}), ("alcohol-and-switching-off",)),
        (answers(evt="stress"), ("burnout-and-caring",)),
        (answers(dur="always"), ("always-been-this-way",)),
        (answers(), ("what-is-numbness", "looking-after-yourself")),
        (answers({"V6": 2}, med="none", unr="0", evt="none"), ("what-is-numbness", "looking-after-yourself")),
    ],
)
def test_a_signal_alone_leads_to_its_topics(given: Answers, expected: tuple[str, ...]) -> None:
    assert led(given) == expected


@pytest.mark.parametrize(
    ("bands", "tears", "expected"),
    [
        ((Band.SOME, Band.FEW, Band.FEW), 1, ("what-is-numbness",)),
        ((Band.MANY, Band.FEW, Band.FEW), 2, ("what-is-numbness", "why-tears-get-stuck")),
        ((Band.FEW, Band.FEW, Band.FEW), 4, ("what-is-numbness", "looking-after-yourself")),
        ((Band.FEW, Band.SOME, Band.FEW), 0, ("losing-enjoyment", "small-steps")),
        ((Band.FEW, Band.FEW, Band.MANY), 0, ("why-we-turn-away", "going-at-your-pace")),
    ],
)
def test_an_area_leads_to_its_topics(bands: tuple[Band, Band, Band], tears: int, expected: tuple[str, ...]) -> None:
    assert led(answers({"M3": tears}), bands) == expected


def test_what_is_safest_to_read_first_comes_first() -> None:
    given = answers({"V6": 4, "M3": 4}, med="dose", unr="2", evt=("stress", "loss", "trauma", "baby"), dur="always")
    assert led(given, (Band.MANY, Band.MANY, Band.MANY)) == (
        "medicines-and-feelings",
        "pregnancy-and-after",
        "feeling-unreal-and-grounding",
        "after-something-frightening",
        "grief",
        "alcohol-and-switching-off",
        "what-is-numbness",
        "why-tears-get-stuck",
        "losing-enjoyment",
        "small-steps",
        "why-we-turn-away",
        "going-at-your-pace",
        "burnout-and-caring",
        "always-been-this-way",
    )
