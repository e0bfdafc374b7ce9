"""Which topics the answers lead to: they steer the reading, never the help level."""

from .conditions import SOME_OR_MORE, Answered, Area, Condition, chose, facts
from .questionnaire import Answers
from .scoring import STRONG, ScaleScore

NOTHING = ("what-is-numbness", "looking-after-yourself")
SOMETIMES = 2


def _area(id: str) -> Area:
    return Area(id, SOME_OR_MORE)


# In the order in which reading is offered: what is safest to read first comes first.
SIGNALS: tuple[tuple[Condition, tuple[str, ...]], ...] = (
    (chose("med", "start", "dose", "stop", "steady"), ("medicines-and-feelings",)),
    (chose("evt", "baby"), ("pregnancy-and-after",)),
    (chose("unr", "1", "2", "3"), ("feeling-unreal-and-grounding",)),
    (chose("evt", "trauma"), ("after-something-frightening",)),
    (chose("evt", "loss"), ("grief",)),
    (Answered("V6", STRONG), ("alcohol-and-switching-off",)),
    (_area("muted"), ("what-is-numbness",)),
    (_area("muted") & Answered("M3", SOMETIMES), ("why-tears-get-stuck",)),
    (_area("enjoy"), ("losing-enjoyment", "small-steps")),
    (_area("avoid"), ("why-we-turn-away", "going-at-your-pace")),
    (chose("evt", "stress"), ("burnout-and-caring",)),
    (chose("dur", "always"), ("always-been-this-way",)),
)
ALL_TOPICS = tuple(dict.fromkeys(topic for _, topics in SIGNALS for topic in topics)) + NOTHING[1:]


def topics(scores: tuple[ScaleScore, ...], answers: Answers) -> tuple[str, ...]:
    """The topics to read about, most fitting first."""
    given = facts(scores, answers)
    found = tuple(topic for applies, topics in SIGNALS if applies.holds(given) for topic in topics)
    return found or NOTHING
