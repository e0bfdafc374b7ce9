"""The short note: in the person's own answers, with nothing claimed that was not said."""

import pytest

from selfcheck.library import SelfCheck
from selfcheck.note import short_note
from selfcheck.questionnaire import Answers
from selfcheck.result import result_of

from .examples import answers


def note(check: SelfCheck, given: Answers) -> str:
    return short_note(check.questionnaire, check.words.note, given, result_of(check.questionnaire, given))


def test_the_whole_note(check: SelfCheck) -> None:
    given = answers({"M1": 3, "M2": 4, "E1": 4, "E2": 4, "V6": 4}, dur="gt2m", fun="2", med=("dose",))
    assert note(check, given) == (
        "For more than 2 months I have felt emotionally numb. "
        "I notice: “Things I usually like felt dull”; “When something sad happened, I felt numb”; "
        "“Small pleasures, like sunshine or a good song, felt flat”. "
        "Everyday things are very hard for me. My dose changed in the last 3 months. "
        "I would like to talk about what may be behind it and what could help. "
        "I have not put everything in this note. Please ask me."
    )


def test_of_equal_statements_one_from_each_area_comes_first(check: SelfCheck) -> None:
    text = note(check, answers({f"{area}{n}": 4 for area in "MEV" for n in range(1, 7)}))
    assert "“My feelings were weaker than they used to be”; “Things I usually like felt dull”; “I pushed my" in text


def test_what_was_skipped_leaves_no_gap(check: SelfCheck) -> None:
    text = note(check, answers({"M1": 3}))
    assert text.startswith("For some time I have felt emotionally numb. I notice: “My feelings")
    assert "Everyday things" not in text
    assert "medicine" not in text
    assert "{" not in text


@pytest.mark.parametrize("duration", ["na", "unsure"])
def test_a_duration_without_words_is_some_time(check: SelfCheck, duration: str) -> None:
    assert note(check, answers({"M1": 3}, dur=duration)).startswith("For some time")


def test_nothing_is_claimed_for_someone_who_marked_nothing(check: SelfCheck) -> None:
    text = note(check, answers(dict.fromkeys(["M1", "M2", "M3", "M4"], 0), dur="gt2m"))
    assert "numb" not in text
    assert text.startswith("I have been thinking about how I feel.")


def test_alcohol_safety_unreality_and_events_are_left_out(check: SelfCheck) -> None:
    text = note(check, answers({"V6": 4}, saf="3", unr="3", evt=("unsafe", "trauma", "baby", "loss")))
    for never in ("alcohol", "life", "safe", "real", "hurt", "baby", "loss", "frightening"):
        assert never not in text.lower()
