"""What a person typed stays theirs, in any script, and is nothing but text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.own_words import many_lines, one_line


@pytest.mark.parametrize(
    "text",
    [
        "I can’t cry 😢",
        "No siento nada, ni con mi niña",
        "不想哭也哭不出来",
        "ما أحس بشيء",
        "אני לא מרגיש כלום",
        "👩‍👩‍👧 and 🏳️‍🌈",
        '<script>alert(1)</script> & "quotes" #strong[x] $x$ \\n',
        "a\u200eb\u200f",
    ],
)
def test_any_script_stays_as_it_is(text: str) -> None:
    assert one_line(text, 280).text == text
    assert many_lines(text, 280, 100).text == text


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("a\x00b\x07c\x7f", "abc"),
        ("a\r\nb\tc   d", "a b c d"),
        ("  spaces \n", "spaces"),
        ("abc\u202egnihton\u202c", "abcgnihton"),
        ("a\u2066b\u2069\ufffe", "ab"),
        ("cafe\u0301", "café"),
        ("\ufffd stays", "\ufffd stays"),
        ("line\u2028next", "line next"),
        ("\ufeffHello", "Hello"),
        ("\u200b\u200f \u0301", ""),
        ("a" + "\u0301" * 500, "á" + "\u0301" * 7),
    ],
)
def test_one_line_is_cleaned(typed: str, text: str) -> None:
    assert one_line(typed, 280).text == text


def test_several_lines_stay_several() -> None:
    assert (
        many_lines("\r\n\r\nHello,  \r\n\r\n\tme\rhere\u2028there\n\n", 100, 100).text == "Hello,\n\n me\nhere\nthere"
    )


def test_too_long_is_cut_and_said() -> None:
    assert (one_line("x" * 280, 280).cut, one_line("x" * 281, 280).cut) == (False, True)
    assert one_line("x" * 281, 280).text == "x" * 280


@pytest.mark.parametrize(
    "character", ["👩‍👩‍👧", "👍🏽", "❤️", "🇬🇧", "🏴\U000e0067\U000e0062\U000e007f", "g\u0303\u0330"]
)
def test_a_cut_breaks_no_visible_character(character: str) -> None:
    for most in range(10, 10 + len(character)):
        assert one_line("x" * 9 + " " + character, most).text == "x" * 9


def test_what_is_not_looked_at_is_said_to_be_cut() -> None:
    assert one_line("x" * 10 + " " * 1000, 10).cut is False
    assert one_line(" " * 41 + "x", 10).cut is True
    assert many_lines("x\n" * 101, 1000, 100).cut is True
    assert many_lines("x\n" * 100, 1000, 100).cut is False


def test_a_tower_of_marks_costs_no_more_than_other_text() -> None:
    """Putting marks in order takes time by the square of their number, unless there are few of them."""
    import time

    def seconds(text: str) -> float:
        start = time.process_time()
        many_lines(text, 3000, 100)
        return time.process_time() - start

    assert seconds("a" + "\u0315\u0300" * 15_900) < 20 * seconds("ab cd" * 6_360)


@given(st.text(), st.integers(0, 50))
def test_what_comes_out_is_clean_and_short(typed: str, most: int) -> None:
    for cleaned, allowed in ((one_line(typed, most), ""), (many_lines(typed, most, 100), "\n")):
        assert len(cleaned.text) <= most
        assert not [each for each in cleaned.text if unicodedata.category(each) == "Cc" and each not in allowed]
        assert one_line(cleaned.text, most).text == " ".join(cleaned.text.split())
