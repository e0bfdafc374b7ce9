"""The text behind the code: short enough for any phone, and nothing that was not meant for a stranger's eyes."""

from itertools import product

from selfcheck.handover import code_text
from selfcheck.library import SelfCheck
from selfcheck.own_words import OwnWords
from selfcheck.take_along import Choices, take_along

from .examples import answers

BANDS = {"few": 0, "some": 2, "many": 4, "not enough": None}


def text(check: SelfCheck, site: str = "Thaw", **chosen: object) -> str:
    given = answers({"M1": 4, "M2": 4, "M3": 3, "M4": 3, "V6": 4}, saf="3", unr="3", evt="trauma", dur="gt2m")
    taken = take_along(check.questionnaire, given, Choices(**chosen))  # type: ignore[arg-type]
    return code_text(check.questionnaire, check.words.code, taken, site, "24 November 2026")


def test_the_whole_text(check: SelfCheck) -> None:
    assert text(check, agree={"muted": "right", "avoid": "no"}) == (
        "Thaw, 24 November 2026. Self-check, not a diagnosis. In the person's own answers, last 2 weeks: "
        "Muted feelings: much of the time (sounds right). Loss of enjoyment and interest: not enough answers. "
        "Turning away from feelings: not enough answers (not really)."
    )


def test_own_words_and_careful_answers_are_never_in_it(check: SelfCheck) -> None:
    everything = {
        "include": frozenset({"saf", "unr", "V6"}),
        "events": frozenset({"trauma"}),
        "words": {"muted": OwnWords("behind glass")},
        "who": OwnWords("Dr Lee"),
    }
    assert text(check, **everything) == text(check)


def test_it_is_150_to_300_characters_whatever_was_answered(check: SelfCheck) -> None:
    for values in product(BANDS.values(), repeat=3):
        given = answers(
            {f"{area}{n}": v for area, v in zip("MEV", values, strict=True) if v is not None for n in range(1, 5)}
        )
        for site, agree in product(
            ("Thaw", "A name as long as this one is, and longer still"), ("", "right", "partly", "no")
        ):
            chosen = Choices(agree=dict.fromkeys(("muted", "enjoy", "avoid"), agree) if agree else {})
            taken = take_along(check.questionnaire, given, chosen)
            made = code_text(check.questionnaire, check.words.code, taken, site, "24 September 2026")
            assert 150 <= len(made) <= 300, made
            assert made.isascii(), "any reader knows these letters"
            assert "http" not in made
