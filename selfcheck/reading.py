"""Which topics the answers lead to: they steer the reading, never the help level."""

from collections.abc import Callable

from .questionnaire import Answers
from .rules import Facts
from .scoring import STRONG, Band, ScaleScore

NOTHING = ("what-is-numbness", "looking-after-yourself")
SOMETIMES = 2


def _areas(*ids: str) -> Callable[[dict[str, Band], Facts], bool]:
    return lambda bands, _: any(bands[id].some_or_more for id in ids)


# In the order in which reading is offered: what is safest to read first comes first.
SIGNALS: tuple[tuple[Callable[[dict[str, Band], Facts], bool], tuple[str, ...]], ...] = (
    (lambda _, f: f.medicine_changed or f.chose("med", "steady"), ("medicines-and-feelings",)),
    (lambda _, f: f.chose("evt", "baby"), ("pregnancy-and-after",)),
    (lambda _, f: f.chose("unr", "1", "2", "3"), ("feeling-unreal-and-grounding",)),
    (lambda _, f: f.chose("evt", "trauma"), ("after-something-frightening",)),
    (lambda _, f: f.chose("evt", "loss"), ("grief",)),
    (lambda _, f: f.answers.items.get("V6", 0) >= STRONG, ("alcohol-and-switching-off",)),
    (_areas("muted"), ("what-is-numbness",)),
    (lambda b, f: b["muted"].some_or_more and f.answers.items.get("M3", 0) >= SOMETIMES, ("why-tears-get-stuck",)),
    (_areas("enjoy"), ("losing-enjoyment", "small-steps")),
    (_areas("avoid"), ("why-we-turn-away", "going-at-your-pace")),
    (lambda _, f: f.chose("evt", "stress"), ("burnout-and-caring",)),
    (lambda _, f: f.chose("dur", "always"), ("always-been-this-way",)),
)
ALL_TOPICS = tuple(dict.fromkeys(topic for _, topics in SIGNALS for topic in topics)) + NOTHING[1:]


def topics(scores: tuple[ScaleScore, ...], answers: Answers) -> tuple[str, ...]:
    """The topics to read about, most fitting first."""
    bands = {score.scale: score.band for score in scores}
    facts = Facts(tuple(bands.values()), answers)
    found = tuple(topic for applies, topics in SIGNALS if applies(bands, facts) for topic in topics)
    return found or NOTHING
