"""One visitor's result: areas, guidance and topics, made from the answers and nothing else."""

from dataclasses import dataclass, replace

from .guidance import Guidance, guide
from .questionnaire import Answers, Questionnaire
from .reading import topics
from .rules import HelpLevel
from .scoring import ScaleScore, score


@dataclass(frozen=True, slots=True)
class Result:
    """What the result page is made of."""

    scores: tuple[ScaleScore, ...]
    guidance: Guidance
    topics: tuple[str, ...]

    @property
    def strong(self) -> tuple[str, ...]:
        """Ids of all items answered often or almost always."""
        return tuple(item for score in self.scores for item in score.strong)


def result_of(questionnaire: Questionnaire, answers: Answers) -> Result:
    """Score, guide and choose topics."""
    scores = score(questionnaire, answers)
    return Result(scores, guide(scores, answers), topics(scores, answers))


def with_help_first(result: Result) -> Result:
    """The same result at level `now`: for a page that no longer has every answer that led there."""
    return replace(result, guidance=replace(result.guidance, level=HelpLevel.NOW, action=None))
