"""The bars of one address's months, in the units of the drawing."""

from collections.abc import Sequence
from dataclasses import dataclass

from .counts import Month

WIDE, GAP, TALL = 24, 6, 80  # a bar, the room between two, and the tallest
STUB, LEAST = 5, 8  # every small number is drawn alike, and lower than any number that is told
TOP, FOOT = 16, 18  # room for the number above a bar and the letter of its month below


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: `x` and `middle` across, `y` and `height` down, `foot` for the letter below."""

    month: Month
    x: int
    y: int
    height: int
    middle: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The bars, and what they stand on."""

    bars: tuple[Bar, ...]
    width: int
    wide: int = WIDE
    ground: int = TOP + TALL
    letters: int = TOP + TALL + FOOT - 4
    height: int = TOP + TALL + FOOT


def chart(months: Sequence[Month]) -> Chart:
    """The chart of these months, as high as the largest number that is told."""
    most = max((month.number or 0 for month in months), default=0)
    bars = tuple(_bar(place, month, most) for place, month in enumerate(months))
    return Chart(bars=bars, width=len(months) * (WIDE + GAP) - GAP)


def _bar(place: int, month: Month, most: int) -> Bar:
    height = STUB if month.number is None else max(LEAST, round(month.number / most * TALL))
    x = place * (WIDE + GAP)
    return Bar(month=month, x=x, y=TOP + TALL - height, height=height, middle=x + WIDE // 2)
