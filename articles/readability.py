"""How hard an English text is to read: sentence length and Flesch-Kincaid grade, with no dictionary."""

import re
from functools import lru_cache

_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’][A-Za-z]+)*|\d[\d,.]*\d|\d")
_SENTENCE_END = re.compile(r"[.!?]+[\"”’)]*(?:\s+|$)|\n{2,}")
_VOWELS = re.compile(r"[aeiouyà-ÿ]+")
# An e that is written and not said: liked, times, make, rule; and inside a word: lately, hopeful, something.
_SILENT = re.compile(
    r"(?:(?<![td])ed|(?<![aeiouycsgxz])es|(?<![aeiouyl])e|(?<=[^aeiouy][aeiouy])le)$"
    r"|(?<=[a-z]{2}[^aeiouyl])e(?=(?:ly|ful|less|ness|ment|where|thing|time|body|self)(?:$|[^aeiou]))|(?<=ev)e(?=ry)"
)
# Vowels that stand together and are said apart: idea, quiet, going, prism, isn't.
_APART = re.compile(r"(?<![tscg])ia(?!l)|ie[tr]|[oey]ing|ism$|(?<=[^aeiour])n't$")


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """Syllables of one English word, by its groups of vowels: right for most words, close for a text."""
    word = word.lower().replace("’", "'")
    if word[0].isdigit():
        return 1  # a figure is one beat to the eye
    return max(1, len(_VOWELS.findall(word)) - len(_SILENT.findall(word)) + len(_APART.findall(word)))


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence; list items and headings count as sentences."""
    found = (_WORD.findall(part) for part in _SENTENCE_END.split(text))
    return [words for words in found if words]


def grade(text: str) -> float:
    """Flesch-Kincaid grade (Kincaid et al. 1975) of plain text; 0 where there is none."""
    parts = sentences(text)
    words = [word for part in parts for word in part]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(parts) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
