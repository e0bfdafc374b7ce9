"""The voices of all countries, made at once: which of them were asked for is kept nowhere."""

from collections.abc import Mapping
from functools import lru_cache

from support.directory import directory

from .library import self_check
from .voice import Voice


@lru_cache(maxsize=8)
def voices(language: str) -> Mapping[str, Voice]:
    """The voice of every country by its code, and of none by ""."""
    words = self_check(language).words
    return {"": Voice(words, None), **{code: Voice(words, country) for code, country in directory().countries.items()}}
