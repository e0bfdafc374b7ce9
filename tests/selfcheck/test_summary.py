"""The summary: read in half a minute, without a number made from answers, and open about what is not on it."""

import re

from selfcheck.library import SelfCheck
from selfcheck.own_words import OwnWords
from selfcheck.questionnaire import Answers
from selfcheck.summary import Summary, summary
from selfcheck.take_along import Choices, take_along

from .examples import answers


def made(check: SelfCheck, given: Answers, **chosen: object) -> Summary:
    taken = take_along(check.questionnaire, given, Choices(**chosen))  # type: ignore[arg-type]
    return summary(check.questionnaire, check.words, taken, "Thaw (thaw.example)", "24 November 2026")


GIVEN = answers(
    {"M1": 3, "M2": 4, "M3": 4, "M4": 0, "E1": 2, "E2": 2, "E3": 2, "E4": 1, "V6": 4},
    dur="gt2m",
    fun="2",
    unr="1",
    saf="1",
    med=("dose", "steady"),
    evt=("unsafe", "loss"),
    sup=("friend",),
)


def test_it_says_whose_it_is_and_what_it_is_not(check: SelfCheck) -> None:
    said = made(check, GIVEN)
    assert said.heading == (
        "SUMMARY PREPARED BY THE PERSON — from a public self-check at Thaw (thaw.example), "
        "version 1.1, 24 November 2026"
    )
    assert said.not_clinical.startswith("Not a clinical assessment. Not validated. No cut-offs. No total.")
    assert said.last_line.endswith("ask directly about suicidal thoughts, self-harm and safety.")


def test_areas_are_words_and_how_many_statements_were_answered(check: SelfCheck) -> None:
    said = made(check, GIVEN, agree={"muted": "no"}, words={"enjoy": OwnWords("Flat")})
    rows = [(area.name, area.band, area.answered, area.agree, area.words) for area in said.areas]
    assert rows == [
        ("Muted feelings", "Much of the time", "4 of 6 answered", "The person says: not really.", ""),
        ("Loss of enjoyment and interest", "Some of the time", "4 of 6 answered", "", "In their own words: “Flat”"),
        ("Turning away from feelings", "Not enough answers to sum up", "1 of 6 answered", "", ""),
    ]


def test_strong_answers_stand_with_the_word_that_was_chosen(check: SelfCheck) -> None:
    assert made(check, GIVEN).strong == (
        ("Almost always", "When something sad happened, I felt numb."),
        ("Almost always", "I needed to cry, but my tears felt stuck."),
        ("Often", "My feelings were weaker than they used to be."),
    )


def test_alcohol_stands_there_only_when_it_was_ticked(check: SelfCheck) -> None:
    assert "alcohol" not in str(made(check, GIVEN))
    assert "alcohol" in str(made(check, GIVEN, include=frozenset({"V6"})).strong)


def test_context_is_what_the_person_chose(check: SelfCheck) -> None:
    assert dict(made(check, GIVEN).context) == {
        "Duration": "more than 2 months",
        "Everyday things": "very hard",
        "Medicines": "dose changed in the last 3 months; takes one for mood, anxiety or sleep, no change",
        "Support": "a friend or someone in the family",
    }
    chosen = made(check, GIVEN, include=frozenset({"unr"}), events=frozenset({"baby"}))
    assert dict(chosen.context)["Feeling unreal"] == "yes, for short moments"
    assert dict(chosen.context)["Events"].startswith("a pregnancy now")


def test_what_was_left_out_is_said_and_does_not_mean_no(check: SelfCheck) -> None:
    said = made(check, GIVEN)
    assert said.safety == "Safety question: not included by the person. THIS DOES NOT MEAN “NO”."
    assert said.left_out == "Also not included: Feeling unreal, Events. This does not mean “no”."
    skipped = made(check, answers({"M1": 1}))
    assert skipped.left_out == (
        "Also not included: Duration, Everyday things, Feeling unreal, Medicines, Events, Support. "
        "This does not mean “no”."
    )


def test_safety_stands_in_the_persons_own_answer_once_it_was_ticked(check: SelfCheck) -> None:
    said = made(check, GIVEN, include=frozenset({"saf"}))
    assert said.safety.endswith("“No, but I have felt that life is not worth living”.")
    unanswered = made(check, answers({"M1": 1}), include=frozenset({"saf"}))
    assert "DOES NOT MEAN" in unanswered.safety


def test_everything_that_can_be_answered_has_its_short_form(check: SelfCheck) -> None:
    for question in check.questionnaire.context:
        if question.id != "saf":
            codes = {option.code for option in question.options}
            assert set(check.words.summary.answers[question.id]) == codes - {"unsafe"} - (
                {"none"} if question.id == "evt" else set()
            )


def test_no_number_is_made_from_answers(check: SelfCheck) -> None:
    said = made(check, GIVEN, include=frozenset({"saf", "unr", "V6"}))
    counts = re.sub(r"\d of 6 answered|version 1\.1|24 November 2026|last (?:2|3) \w+|2 weeks|2 months", "", str(said))
    assert not re.search(r"\d", counts)
