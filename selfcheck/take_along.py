"""What a person takes along from a result: only what they chose to share, whatever form it takes.

Every paper, code and file is made from `TakeAlong`, and from nothing else. An answer that was not opted in is not
in it, so that none of them can hold it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from .own_words import OwnWords, many_lines, one_line
from .questionnaire import Answers, ContextQuestion, Questionnaire
from .scoring import ScaleScore, score

OPT_IN_ITEM = "V6"  # names alcohol: papers reach employers, insurers and courts
OPT_IN_QUESTIONS = ("saf", "unr")
OPT_OUT_QUESTIONS = ("dur", "fun", "med", "sup")
EVENTS = "evt"
EVENTS_OFFERED = ("loss", "trauma", "stress", "baby")  # never what someone does to them now: others find papers
EMPTY = OwnWords()
LONGEST_LINE = 280
LONGEST_NAME = 80
LONGEST_NOTE = 3000
MOST_LINES = 100
LONGEST_DAY = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the person chose after the result; nothing is opted in unless it is here.

    `include` holds ids of opted-in questions and items, `left_out` those that were taken off, `events` the events
    ticked one by one; `agree` and `words` are by area. `note` and `short` are the two notes as edited, `note_before`
    and `short_before` as they stood before that. `who` and `when` (local date and time, as sent; None where none was)
    are the next step, `offered` the one that the page offered.
    """

    agree: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, OwnWords] = field(default_factory=dict)
    include: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    wishes: frozenset[str] = frozenset()
    note: OwnWords = EMPTY
    note_before: str | None = None
    short: OwnWords = EMPTY
    short_before: str | None = None
    who: OwnWords = EMPTY
    when: str | None = None
    offered: str = ""


@dataclass(frozen=True, slots=True)
class TakeAlong:
    """Bands, shared answers and choices: all that papers, codes and files are made of."""

    scores: tuple[ScaleScore, ...]
    answers: Answers
    choices: Choices


def read_choices(questionnaire: Questionnaire, sent: Mapping[str, Sequence[str]]) -> Choices:
    """Read a sent form. Whatever is not one of our fields and values counts as not chosen."""
    scales = [scale.id for scale in questionnaire.scales]
    agree = {scale: _one_of(questionnaire.agreement, sent.get(f"agree_{scale}", ())) for scale in scales}
    words = {scale: one_line(_first(sent, f"words_{scale}"), LONGEST_LINE) for scale in scales}
    optional = (*OPT_IN_QUESTIONS, OPT_IN_ITEM)
    return Choices(
        agree={scale: code for scale, code in agree.items() if code},
        words={scale: own for scale, own in words.items() if own.text or own.cut},
        include=frozenset(id for id in optional if "1" in sent.get(f"include_{id.lower()}", ())),
        left_out=frozenset(OPT_OUT_QUESTIONS) & frozenset(sent.get("leave_out", ())),
        events=frozenset(EVENTS_OFFERED) & frozenset(sent.get(f"include_{EVENTS}", ())),
        wishes=_codes(questionnaire.wishes) & frozenset(sent.get("wish", ())),
        note=many_lines(_first(sent, "note_text"), LONGEST_NOTE, MOST_LINES),
        note_before=_before(sent, "note_before"),
        short=many_lines(_first(sent, "short_text"), LONGEST_NOTE, MOST_LINES),
        short_before=_before(sent, "short_before"),
        who=one_line(_first(sent, "step_who"), LONGEST_NAME),
        when=one_line(_first(sent, "step_when"), LONGEST_DAY).text if "step_when" in sent else None,
        offered=one_line(_first(sent, "step_offered"), LONGEST_DAY).text,
    )


def take_along(questionnaire: Questionnaire, answers: Answers, choices: Choices) -> TakeAlong:
    """Keep of the answers what may leave the page. The bands stay those of the result."""
    return of_scores(score(questionnaire, answers), answers, choices)


def of_scores(scores: tuple[ScaleScore, ...], answers: Answers, choices: Choices) -> TakeAlong:
    """The same from scores that are there already."""
    shared = _shared(answers, choices)
    kept = (replace(each, strong=tuple([id for id in each.strong if id in shared.items])) for each in scores)
    return TakeAlong(tuple(kept), shared, choices)


def _shared(answers: Answers, choices: Choices) -> Answers:
    items = {id: value for id, value in answers.items.items() if id != OPT_IN_ITEM or id in choices.include}
    context = {
        id: codes
        for id, codes in answers.context.items()
        if id != EVENTS and id not in choices.left_out and (id not in OPT_IN_QUESTIONS or id in choices.include)
    }
    if events := choices.events & frozenset(EVENTS_OFFERED):
        context[EVENTS] = events
    return Answers(items, context)


def _first(sent: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(sent.get(name, ())), "")


def _before(sent: Mapping[str, Sequence[str]], name: str) -> str | None:
    return many_lines(_first(sent, name), LONGEST_NOTE, MOST_LINES).text if name in sent else None


def _codes(question: ContextQuestion) -> frozenset[str]:
    return frozenset(option.code for option in question.options)


def _one_of(question: ContextQuestion, sent: Sequence[str]) -> str:
    """The one code that was sent; two different ones are no answer."""
    found = _codes(question) & frozenset(sent)
    return next(iter(found)) if len(found) == 1 else ""
