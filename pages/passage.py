"""The part of a text where what was asked stands thickest: marking words in a whole article takes ten times as long."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator


def passage(text: str, stems: Iterable[str], length: int) -> str:
    """At most `length` characters in whole words, from the sentence (or a word) on where most of these stems are.

    The whole text where none of them is seen: a word may be written otherwise than its stem.
    """
    # No pattern is made of the stems, as Python keeps the last patterns, and with them what was asked.
    places = sorted(_places(text.lower(), stems))
    if not places:
        return text
    _most, first = max((bisect_left(places, place + length) - n, -place) for n, place in enumerate(places))
    rest = text[_start(text, -first, length) :]
    return rest if len(rest) <= length else rest[: length + 1].rpartition(" ")[0] or rest[:length]


def _places(text: str, stems: Iterable[str]) -> Iterator[int]:
    """Where a word begins like one of these stems."""
    for beginning in {each for stem in stems for each in _beginnings(stem)}:
        at = text.find(beginning)
        while at >= 0:
            if not at or not text[at - 1].isalnum():
                yield at
            at = text.find(beginning, at + len(beginning))


def _beginnings(stem: str) -> tuple[str, ...]:
    """What the words of a stem begin with: "cri" stands for "cry" and "cried"."""
    return (stem, f"{stem[:-1]}y") if stem.endswith("i") else (stem,)


def _start(text: str, place: int, length: int) -> int:
    """The beginning of its sentence, or of a word not long before it where the sentence is long."""
    sentence = max(text.rfind(end, 0, place) for end in (". ", "? ", "! "))
    start = sentence + 2 if sentence >= 0 else 0
    return start if place - start < length // 2 else text.rfind(" ", 0, place - length // 4) + 1
