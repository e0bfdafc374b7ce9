"""The help rules, strongest first: a table to read aloud. Bands alone never pass `consider`."""

from dataclasses import dataclass
from enum import IntEnum

from .conditions import Condition, chose, facts, many, some
from .questionnaire import Answers
from .scoring import ScaleScore


class HelpLevel(IntEnum):
    """How soon to turn to someone."""

    READ = 1
    CONSIDER = 2
    SOON = 3
    NOW = 4


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its id (also that of its reason), the level it calls for, when it fires."""

    id: str
    level: HelpLevel
    when: Condition


NOW, SOON, CONSIDER = HelpLevel.NOW, HelpLevel.SOON, HelpLevel.CONSIDER
MEDICINE_CHANGED = chose("med", "start", "dose", "stop")

# & is "and", | is "or", ~ is "not". many(1): in at least one area much of the time. some(2): in at least two areas
# some of the time or more. The page /self-check/every-result/ says each line in words.
RULES = (
    Rule("N1", NOW, chose("saf", "3")),
    Rule("N2", NOW, chose("unr", "3") & chose("saf", "1", "h", "2")),
    Rule("N3", NOW, chose("unr", "3") & chose("evt", "baby")),
    Rule("S1", SOON, chose("saf", "2")),
    Rule("S2", SOON, chose("saf", "1", "h")),
    Rule("S3", SOON, chose("unr", "3")),
    Rule("S4", SOON, chose("fun", "4")),
    Rule("S5", SOON, chose("fun", "3")),
    Rule("S6", SOON, chose("evt", "unsafe")),
    Rule("S7", SOON, MEDICINE_CHANGED & many(1)),
    Rule("S8", SOON, chose("evt", "baby") & (many(1) | chose("saf", "1", "h", "2") | chose("fun", "3", "4"))),
    Rule("S9", SOON, many(2) & chose("dur", "gt2m", "always") & chose("fun", "2")),
    Rule("C1", CONSIDER, many(1)),
    Rule("C2", CONSIDER, some(1) & chose("dur", "2w2m", "gt2m", "always")),
    Rule("C3", CONSIDER, chose("fun", "2")),
    Rule("C4", CONSIDER, chose("unr", "2")),
    Rule("C5", CONSIDER, chose("saf", "r")),
    Rule(
        "C6",
        CONSIDER,
        MEDICINE_CHANGED
        & (some(1) | chose("saf", "1", "h", "2", "3") | chose("unr", "2", "3") | chose("fun", "3", "4")),
    ),
    Rule("C7", CONSIDER, chose("evt", "trauma") & some(1)),
    Rule("C8", CONSIDER, chose("evt", "baby") & some(1)),
    Rule("C9", CONSIDER, some(2) & ~chose("dur", "lt2w", "na")),
)


def fired(scores: tuple[ScaleScore, ...], answers: Answers) -> tuple[Rule, ...]:
    """Every rule that fires, in the order of the table."""
    given = facts(scores, answers)
    return tuple(rule for rule in RULES if rule.when.holds(given))
