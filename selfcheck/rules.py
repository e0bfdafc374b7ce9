"""The help rules, strongest first: a table to read aloud. Bands alone never pass `consider`."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from .questionnaire import Answers
from .scoring import Band, ScaleScore


class HelpLevel(IntEnum):
    """How soon to turn to someone."""

    READ = 1
    CONSIDER = 2
    SOON = 3
    NOW = 4


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules may look at: the bands and the context answers."""

    bands: tuple[Band, ...]
    answers: Answers

    @property
    def many(self) -> int:
        """In how many areas much of the time."""
        return self.bands.count(Band.MANY)

    @property
    def some(self) -> int:
        """In how many areas some of the time or more."""
        return sum(band.some_or_more for band in self.bands)

    @property
    def medicine_changed(self) -> bool:
        """A medicine was started, stopped or its dose changed."""
        return self.chose("med", "start", "dose", "stop")

    def chose(self, question: str, *codes: str) -> bool:
        """Whether any of these options was chosen."""
        return self.answers.chose(question, *codes)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its id (also that of its reason), the level it calls for, when it fires."""

    id: str
    level: HelpLevel
    fires: Callable[[Facts], bool]


NOW, SOON, CONSIDER = HelpLevel.NOW, HelpLevel.SOON, HelpLevel.CONSIDER

RULES = (
    Rule("N1", NOW, lambda f: f.chose("saf", "3")),
    Rule("N2", NOW, lambda f: f.chose("unr", "3") and f.chose("saf", "1", "h", "2")),
    Rule("N3", NOW, lambda f: f.chose("unr", "3") and f.chose("evt", "baby")),
    Rule("S1", SOON, lambda f: f.chose("saf", "2")),
    Rule("S2", SOON, lambda f: f.chose("saf", "1", "h")),
    Rule("S3", SOON, lambda f: f.chose("unr", "3")),
    Rule("S4", SOON, lambda f: f.chose("fun", "4")),
    Rule("S5", SOON, lambda f: f.chose("fun", "3")),
    Rule("S6", SOON, lambda f: f.chose("evt", "unsafe")),
    Rule("S7", SOON, lambda f: f.medicine_changed and f.many >= 1),
    Rule(
        "S8",
        SOON,
        lambda f: f.chose("evt", "baby") and (f.many >= 1 or f.chose("saf", "1", "h", "2") or f.chose("fun", "3", "4")),
    ),
    Rule("S9", SOON, lambda f: f.many >= 2 and f.chose("dur", "gt2m", "always") and f.chose("fun", "2")),
    Rule("C1", CONSIDER, lambda f: f.many >= 1),
    Rule("C2", CONSIDER, lambda f: f.some >= 1 and f.chose("dur", "2w2m", "gt2m", "always")),
    Rule("C3", CONSIDER, lambda f: f.chose("fun", "2")),
    Rule("C4", CONSIDER, lambda f: f.chose("unr", "2")),
    Rule("C5", CONSIDER, lambda f: f.chose("saf", "r")),
    Rule(
        "C6",
        CONSIDER,
        lambda f: (
            f.medicine_changed
            and (
                f.some >= 1
                or f.chose("saf", "1", "h", "2", "3")
                or f.chose("unr", "2", "3")
                or f.chose("fun", "3", "4")
            )
        ),
    ),
    Rule("C7", CONSIDER, lambda f: f.chose("evt", "trauma") and f.some >= 1),
    Rule("C8", CONSIDER, lambda f: f.chose("evt", "baby") and f.some >= 1),
    Rule("C9", CONSIDER, lambda f: f.some >= 2 and not f.chose("dur", "lt2w", "na")),
)


def fired(scores: tuple[ScaleScore, ...], answers: Answers) -> tuple[Rule, ...]:
    """Every rule that fires, in the order of the table."""
    facts = Facts(tuple(score.band for score in scores), answers)
    return tuple(rule for rule in RULES if rule.fires(facts))
