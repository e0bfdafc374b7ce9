"""From the rules that fired to the help level, the reasons to show, and the line that asks for action."""

from dataclasses import dataclass

from .conditions import Condition, chose, facts
from .questionnaire import Answers
from .rules import HelpLevel, Rule, fired
from .scoring import STRONG, Band, ScaleScore

# Never say the same thing twice: a rule hides the reasons of those that it contains.
HIDES = {
    "N2": ("S1", "S2", "S3"),
    "N3": ("S3", "S8", "C8"),
    "S7": ("C6", "C1"),
    "S8": ("C8", "C1"),
    "S9": ("C1", "C2", "C3", "C9"),
}
# A reason that asks for an action is always shown. These only describe: three of them are enough.
DESCRIBING = ("S5", "S9", "C1", "C2", "C3", "C7", "C9")
MOST_DESCRIBING = 3

# At level `soon`, the first of these that fired says what to do.
ACTIONS = (
    ("talk_today", ("S1", "S2")),
    ("professional_today", ("S3", "S4")),
    ("next_days", ("S5", "S7", "S8", "S9")),
)
# A rule's other text, and when it is said instead: C2 has one for people who have always felt this way.
OTHER_TEXTS: dict[str, tuple[str, Condition]] = {"C2": ("C2_always", chose("dur", "always"))}
TODAY = ("talk_today", "professional_today")
LINES_FIRST = ("S1", "S2", "S3", "S4")  # a clinic may be closed: emergency and crisis lines come before its number
TEARS = "M3"  # one tears answer never decides anything by itself


@dataclass(frozen=True, slots=True)
class Guidance:
    """What the help box says.

    `fired` are the ids of all rules, before any is hidden. `reasons` and `also` name the reason
    texts of the top level and of lower ones; `action` the line that asks for action, if any.
    `gaps`: answers are missing or strong, so level `read` may not sound sure.
    `home_first`: the paragraph on being hurt at home stands directly under the box.
    """

    level: HelpLevel
    fired: tuple[str, ...]
    reasons: tuple[str, ...]
    also: tuple[str, ...]
    action: str | None
    gaps: bool
    home_first: bool

    @property
    def asks_for_today(self) -> bool:
        """Whether the box asks for help now, or for a talk today."""
        return self.level == HelpLevel.NOW or self.action in TODAY

    @property
    def lines_first(self) -> bool:
        """Whether emergency and crisis lines come before the number of the visitor's own clinic."""
        return self.level == HelpLevel.NOW or not set(LINES_FIRST).isdisjoint(self.fired)


def guide(scores: tuple[ScaleScore, ...], answers: Answers) -> Guidance:
    """Apply the rules to bands and context answers."""
    rules = fired(scores, answers)
    ids = tuple(rule.id for rule in rules)
    level = max((rule.level for rule in rules), default=HelpLevel.READ)
    shown = _shown(rules)
    return Guidance(
        level=level,
        fired=ids,
        reasons=tuple(_text_id(rule.id, answers) for rule in shown if rule.level == level),
        also=tuple(_text_id(rule.id, answers) for rule in shown if rule.level < level),
        action=_action(ids) if level == HelpLevel.SOON else None,
        gaps=_gaps(scores, answers),
        home_first="S6" in ids,
    )


def _shown(rules: tuple[Rule, ...]) -> list[Rule]:
    hidden = {other for rule in rules for other in HIDES.get(rule.id, ())}
    left = [rule for rule in rules if rule.id not in hidden]
    describing = [rule.id for rule in left if rule.id in DESCRIBING][:MOST_DESCRIBING]
    return [rule for rule in left if rule.id not in DESCRIBING or rule.id in describing]


def _text_id(rule: str, answers: Answers) -> str:
    other, when = OTHER_TEXTS.get(rule, (rule, None))
    return other if when and when.holds(facts((), answers)) else rule


def _action(ids: tuple[str, ...]) -> str | None:
    return next((action for action, rules in ACTIONS if not set(rules).isdisjoint(ids)), None)


def _gaps(scores: tuple[ScaleScore, ...], answers: Answers) -> bool:
    return (
        any(score.band == Band.NOT_ENOUGH for score in scores)
        or "saf" not in answers.context
        or any(value >= STRONG for item, value in answers.items.items() if item != TEARS)
    )
