"""From answers to one band per area, in whole numbers so that a score on the line never wobbles."""

from dataclasses import dataclass
from enum import StrEnum

from .questionnaire import Answers, Questionnaire, Scale

MIN_ANSWERED = 4  # of six; stricter than half, since averaging what is left is biased
STRONG = 3  # "often" and "almost always"
# Where bands begin: the midpoints between labels, 1.5 and 2.5, counted in halves to stay whole.
SOME_FROM = 3
MANY_FROM = 5


class Band(StrEnum):
    """Which label the average answer is nearest to. Not a cut-off, and never a number to show."""

    NOT_ENOUGH = "not-enough"
    FEW = "few"  # Never, Rarely
    SOME = "some"  # Sometimes
    MANY = "many"  # Often, Almost always

    @property
    def some_or_more(self) -> bool:
        """Whether the area was there at least some of the time."""
        return self in (Band.SOME, Band.MANY)


@dataclass(frozen=True, slots=True)
class ScaleScore:
    """One area's result: its band, how many items were answered, and those answered strongly."""

    scale: str
    band: Band
    answered: int
    asked: int
    strong: tuple[str, ...]


def score(questionnaire: Questionnaire, answers: Answers) -> tuple[ScaleScore, ...]:
    """Score every scale, in the order the questionnaire lists them."""
    return tuple(_score_scale(scale, answers) for scale in questionnaire.scales)


def _score_scale(scale: Scale, answers: Answers) -> ScaleScore:
    values = {item.id: answers.items[item.id] for item in scale.items if item.id in answers.items}
    strong = tuple(id for id, value in values.items() if value >= STRONG)
    return ScaleScore(scale.id, band_of(sum(values.values()), len(values)), len(values), len(scale.items), strong)


def band_of(total: int, answered: int) -> Band:
    """The band of an area whose answered statements come to this total."""
    if answered < MIN_ANSWERED:
        return Band.NOT_ENOUGH
    if 2 * total < SOME_FROM * answered:
        return Band.FEW
    return Band.SOME if 2 * total < MANY_FROM * answered else Band.MANY
