"""The search finds what a visitor said in every spelling it is asked for, and nothing in what nobody said."""

import base64
import html
import json
import random
from pathlib import Path
from urllib.parse import quote, quote_plus, urlencode

import pytest

from .marks import CHOSEN, PHONE, SENTENCES, VISITOR, WHEN, marks_in, typed

SAID = {"typed": typed("words_muted"), "phone": PHONE, "address": f"{VISITOR}12", "day": WHEN}
SPELLINGS = {
    "plain": str.encode,
    "percent-encoded": lambda text: quote(text).encode(),
    "plus-encoded": lambda text: quote_plus(text).encode(),
    "every letter percent-encoded": lambda text: "".join(f"%{each:02X}" for each in text.encode()).encode(),
    "JSON": lambda text: json.dumps({"a": text}).encode(),
    "JSON, every letter escaped": lambda text: "".join(f"\\u{ord(each):04x}" for each in text).encode(),
    "HTML": lambda text: html.escape(text).encode(),
    "Python": lambda text: repr(text.encode()).encode(),
    "capital letters": lambda text: text.upper().encode(),
    "hexadecimal": lambda text: text.encode().hex().encode(),
    "UTF-16, little end first": lambda text: text.encode("utf-16-le"),
    "UTF-16, big end first": lambda text: text.encode("utf-16-be"),
    "base64": lambda text: base64.b64encode(text.encode()),
    "base64 after one letter": lambda text: base64.b64encode(b"x" + text.encode()),
    "base64 after two letters": lambda text: base64.urlsafe_b64encode(b"xy" + text.encode()),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("said", SAID)
def test_what_was_said_is_found_in_every_spelling(said: str, spelling: str) -> None:
    noise = random.Random(spelling).randbytes(5_000)
    assert marks_in(noise + SPELLINGS[spelling](SAID[said]) + noise)


@pytest.mark.parametrize(("name", "code"), CHOSEN.items())
def test_what_was_chosen_is_found_as_forms_pages_and_python_write_it(name: str, code: str) -> None:
    for spelt in (urlencode({name: code}), repr({name: [code]}), repr({name: code}), json.dumps({name: [code]})):
        assert marks_in(spelt.encode()), spelt
    assert marks_in(f'<input type="hidden" name="{name}" value="{code}">'.encode())


@pytest.mark.parametrize("sentence", SENTENCES)
def test_what_was_chosen_is_a_sentence_of_the_form_and_is_found_as_such(sentence: str) -> None:
    words = Path(__file__).parents[2] / "content/en/self-check.toml"
    assert sentence.replace("'", "’") in words.read_text().replace("'", "’")
    assert marks_in(sentence.encode())


def test_nothing_is_found_where_nobody_said_anything() -> None:
    assert marks_in(random.Random(1).randbytes(2_000_000)) == []
    for path in Path(__file__).parents[2].joinpath("docs").glob("*.md"):
        assert marks_in(path.read_bytes()) == [], path
