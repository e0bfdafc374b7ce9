"""The summary for a health professional: the person's answers in words, and what was left out said plainly."""

from dataclasses import dataclass

from .note import own_statements
from .questionnaire import Questionnaire
from .take_along import TakeAlong
from .take_along_words import SummaryWords
from .words import Words


@dataclass(frozen=True, slots=True)
class SummaryArea:
    """One area: its name and band, how many statements were answered, and what the person says to it."""

    name: str
    band: str
    answered: str
    agree: str
    words: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Every line of the summary, in its order. `strong` and `context` are (label, text), `wishes` (ticked, label)."""

    title: str
    heading: str
    not_clinical: str
    lead: str
    areas: tuple[SummaryArea, ...]
    strong_lead: str
    strong: tuple[tuple[str, str], ...]
    context_lead: str
    context: tuple[tuple[str, str], ...]
    safety: str
    left_out: str
    wishes_lead: str
    wishes: tuple[tuple[bool, str], ...]
    last_line: str


def summary(questionnaire: Questionnaire, words: Words, taken: TakeAlong, site: str, date: str) -> Summary:
    """The summary of what the person takes along; `date` in words."""
    say = words.summary
    return Summary(
        title=say.title,
        heading=say.heading.format(site=site, version=questionnaire.version, date=date),
        not_clinical=say.not_clinical,
        lead=say.lead,
        areas=_areas(questionnaire, words, taken),
        strong_lead=say.strong,
        strong=_strong(questionnaire, taken),
        context_lead=say.context,
        context=_context(say, taken),
        safety=_safety(questionnaire, say, taken),
        left_out=_left_out(say, taken),
        wishes_lead=say.wishes,
        wishes=tuple((each.code in taken.choices.wishes, each.label) for each in questionnaire.wishes.options),
        last_line=say.last_line,
    )


def _areas(questionnaire: Questionnaire, words: Words, taken: TakeAlong) -> tuple[SummaryArea, ...]:
    say, chosen = words.summary, taken.choices
    return tuple(
        SummaryArea(
            name=scale.name,
            band=words.band_labels[score.band.value],
            answered=say.answered.format(n=score.answered, total=score.asked),
            agree=say.agree.get(chosen.agree.get(scale.id, ""), ""),
            words=say.own_words.format(words=chosen.words[scale.id].text) if scale.id in chosen.words else "",
        )
        for scale, score in zip(questionnaire.scales, taken.scores, strict=True)
    )


def _strong(questionnaire: Questionnaire, taken: TakeAlong) -> tuple[tuple[str, str], ...]:
    labels = {response.value: response.label for response in questionnaire.responses}
    said = own_statements(questionnaire, taken.answers)
    return tuple((labels[taken.answers.items[item.id]], item.text) for item in said)


def _context(say: SummaryWords, taken: TakeAlong) -> tuple[tuple[str, str], ...]:
    rows = []
    for id, label in say.labels.items():
        chosen = [text for code, text in say.answers[id].items() if taken.answers.chose(id, code)]
        rows += [(label, "; ".join(chosen))] if chosen else []
    return tuple(rows)


def _safety(questionnaire: Questionnaire, say: SummaryWords, taken: TakeAlong) -> str:
    options = questionnaire.question("saf").options
    chosen = [option.label for option in options if taken.answers.chose("saf", option.code)]
    return say.safety.format(answer=chosen[0]) if chosen else say.safety_left_out


def _left_out(say: SummaryWords, taken: TakeAlong) -> str:
    """What is not on the summary, whether it was skipped or held back: a reader cannot tell which."""
    what = [label for id, label in say.labels.items() if not taken.answers.context.get(id)]
    return say.left_out.format(what=", ".join(what)) if what else ""
