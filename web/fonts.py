"""Which characters the fonts of our PDFs can show; the rest become a box before anything is typeset."""

import unicodedata
from bisect import bisect_right
from functools import lru_cache

from django.conf import settings

BOX = "□"
# Parts of one visible character: without their base they would only add boxes of their own.
SKIN_TONES = ("\U0001f3fb", "\U0001f3ff")
PARTS = ("Mn", "Me", "Cf")


def boxed(text: str) -> str:
    """The text with a box for each character that no font of ours has."""
    return "".join(_shown(each) for each in text)


def can_show(text: str) -> bool:
    """Whether our fonts have every character of a text."""
    return boxed(text) == text


def _shown(character: str) -> str:
    if character.isspace() or _covered(ord(character)):
        return character
    part = unicodedata.category(character) in PARTS or SKIN_TONES[0] <= character <= SKIN_TONES[1]
    return "" if part else BOX


def _covered(point: int) -> bool:
    starts, ends = _coverage()
    place = bisect_right(starts, point) - 1
    return place >= 0 and point <= ends[place]


@lru_cache(maxsize=1)
def _coverage() -> tuple[list[int], list[int]]:
    """First and last code points of the ranges in fonts/coverage.txt, both ascending."""
    lines = (settings.FONTS_DIR / "coverage.txt").read_text(encoding="utf-8").split()
    pairs = [tuple(int(each, 16) for each in line.split("-")) for line in lines]
    return [first for first, _ in pairs], [last for _, last in pairs]
