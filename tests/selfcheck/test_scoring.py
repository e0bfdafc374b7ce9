"""Scoring: every worked example, and both sides of every limit."""

import pytest

from selfcheck.questionnaire import Answers, Questionnaire
from selfcheck.scoring import Band, score


def band_of(questionnaire: Questionnaire, values: str) -> Band:
    items = {f"M{n}": int(value) for n, value in enumerate(values, 1) if value != "-"}
    return score(questionnaire, Answers(items))[0].band


@pytest.mark.parametrize(
    ("values", "band"),
    [
        ("221111", Band.FEW),  # 8 of 24
        ("222111", Band.SOME),  # 9: the average is 1.5
        ("332222", Band.SOME),  # 14
        ("333222", Band.MANY),  # 15: the average is 2.5
        ("2111--", Band.FEW),
        ("2211--", Band.SOME),
        ("3222--", Band.SOME),
        ("3322--", Band.MANY),
        ("444---", Band.NOT_ENOUGH),
        ("0000--", Band.FEW),
        ("------", Band.NOT_ENOUGH),
    ],
)
def test_a_band_is_the_label_that_the_average_is_nearest_to(small: Questionnaire, values: str, band: Band) -> None:
    assert band_of(small, values) == band


def test_strong_answers_are_listed_in_any_band(small: Questionnaire) -> None:
    scored = score(small, Answers({"M1": 4, "M2": 0, "M3": 3, "M4": 0, "M5": 0, "M6": 2}))[0]
    assert scored.band == Band.SOME
    assert scored.strong == ("M1", "M3")
    assert (scored.answered, scored.asked) == (6, 6)
