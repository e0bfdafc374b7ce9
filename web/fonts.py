"""Which characters the fonts of our PDFs can show; the rest become a box before anything is typeset."""

import unicodedata
from bisect import bisect_right
from functools import lru_cache

from django.conf import settings

BOX = "□"
NO_PDF_MAY_HOLD = "\ufeff"  # PDF/UA-1 forbids it, though a font of ours has it
# What cannot be seen by itself: without what it belongs to, it would only add a box.
UNSEEN = (("\ufe00", "\ufe0f"), ("\U0001f3fb", "\U0001f3ff"), ("\U000e0020", "\U000e007f"))


def boxed(text: str) -> str:
    """The text with a box for each visible character that no font of ours has."""
    return "".join(_shown(each) for each in text)


def can_show(text: str) -> bool:
    """Whether our fonts have every visible character of a text."""
    return boxed(text).count(BOX) == text.count(BOX)


def _shown(character: str) -> str:
    if character == NO_PDF_MAY_HOLD:
        return ""
    if character.isspace() or _covered(ord(character)):
        return character
    unseen = unicodedata.category(character) == "Cf" or any(first <= character <= last for first, last in UNSEEN)
    return "" if unseen else BOX


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
