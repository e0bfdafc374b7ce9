"""The part of a text from which a hit shows what fits: where the words stand thickest, from a beginning on."""

import pytest

from pages.passage import passage

TEXT = (
    "Once there was a word: cry. " + "Filling says nothing. " * 20 + "She cried, and the crying went on. "
    "It stopped (numbly) at last. " + "More of it follows here. " * 20
)


def test_it_begins_with_the_sentence_where_the_words_stand_thickest() -> None:
    assert passage(TEXT, ["cri", "numb"], 100).startswith("She cried, and the crying went on. It stopped (numbly)")
    for length in range(60, 120):
        shown = passage(TEXT, ["cri", "numb"], length)
        assert length - len("sentence.") <= len(shown) <= length
        assert TEXT[TEXT.index(shown) + len(shown)] == " ", "no word is cut"


def test_a_text_that_has_the_words_at_its_beginning_is_shown_from_there() -> None:
    assert passage(TEXT, ["word"], 100).startswith("Once there was a word: cry.")
    assert passage("Cry", ["cri"], 100) == "Cry"


def test_of_a_long_sentence_the_part_with_the_words_is_shown_from_a_word_on() -> None:
    shown = passage("and then " * 60 + "numb at once" + " and so on" * 60, ["numb"], 100)
    assert shown.startswith(("and ", "then "))
    assert "numb at once" in shown


def test_letters_within_a_word_are_not_it() -> None:
    assert passage("The outcry was great. A cry.", ["cri"], 20) == "A cry."


@pytest.mark.parametrize("text", ["", "Nothing of it here."])
def test_a_text_without_the_words_is_whole(text: str) -> None:
    assert passage(text, ["numb"], 4) == text
    assert passage(text, [], 4) == text
