"""What the rules may look at, and the conditions they are made of: each can be asked, and each can be put in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from .questionnaire import Answers
from .scoring import Band, ScaleScore

SOME_OR_MORE = tuple(band for band in Band if band.some_or_more)


@dataclass(frozen=True, slots=True)
class Facts:
    """The band of each area, and the answers."""

    bands: Mapping[str, Band]
    answers: Answers


class Condition:
    """Holds or does not hold for given facts. `a & b`, `a | b` and, of a choice, `~a` make others."""

    __slots__ = ()

    def holds(self, facts: Facts) -> bool:
        """Whether it holds."""
        raise NotImplementedError

    def __and__(self, other: "Condition") -> "Both":
        return Both((*(self.parts if isinstance(self, Both) else (self,)), other))

    def __or__(self, other: "Condition") -> "Either":
        return Either((*(self.parts if isinstance(self, Either) else (self,)), other))


@dataclass(frozen=True, slots=True)
class Both(Condition):
    """All of these hold."""

    parts: tuple[Condition, ...]

    def holds(self, facts: Facts) -> bool:
        return all(part.holds(facts) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Either(Condition):
    """At least one of these holds."""

    parts: tuple[Condition, ...]

    def holds(self, facts: Facts) -> bool:
        return any(part.holds(facts) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Chose(Condition):
    """A question was answered with one of these options; or, turned round, with none of them."""

    question: str
    codes: tuple[str, ...]
    turned: bool = False

    def holds(self, facts: Facts) -> bool:
        return facts.answers.chose(self.question, *self.codes) is not self.turned

    def __invert__(self) -> "Chose":
        return Chose(self.question, self.codes, not self.turned)


@dataclass(frozen=True, slots=True)
class Areas(Condition):
    """At least so many areas came out as one of these bands."""

    bands: tuple[Band, ...]
    least: int

    def holds(self, facts: Facts) -> bool:
        return sum(band in self.bands for band in facts.bands.values()) >= self.least


@dataclass(frozen=True, slots=True)
class Area(Condition):
    """This area came out as one of these bands."""

    scale: str
    bands: tuple[Band, ...]

    def holds(self, facts: Facts) -> bool:
        return facts.bands.get(self.scale) in self.bands


@dataclass(frozen=True, slots=True)
class Answered(Condition):
    """A statement was answered with this value or a higher one."""

    item: str
    least: int

    def holds(self, facts: Facts) -> bool:
        return facts.answers.items.get(self.item, -1) >= self.least


def chose(question: str, *codes: str) -> Chose:
    """One of these options was chosen."""
    return Chose(question, codes)


def many(least: int) -> Areas:
    """Much of the time, in at least so many areas."""
    return Areas((Band.MANY,), least)


def some(least: int) -> Areas:
    """Some of the time or more, in at least so many areas."""
    return Areas(SOME_OR_MORE, least)


def facts(scores: tuple[ScaleScore, ...], answers: Answers) -> Facts:
    """What a result is made from."""
    return Facts({score.scale: score.band for score in scores}, answers)
