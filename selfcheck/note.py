"""The notes to start a conversation, in the person's own answers: a short one, and a long one to hand over."""

import re

from .questionnaire import Answers, Item, Questionnaire
from .scoring import STRONG
from .take_along import EVENTS, EVENTS_OFFERED, OPT_IN_ITEM, TakeAlong
from .take_along_words import LongNoteWords, NoteWords
from .words import Words

SENTENCE_END = re.compile(r"(?<=[.!?]) +|\n+")
MUTED = "muted"
MOST_IN_SHORT = 3
MOST_IN_LONG = 6
CHANGES = ("start", "dose", "stop", "steady")


def short_note(questionnaire: Questionnaire, words: NoteWords, taken: TakeAlong) -> str:
    """The note as one paragraph. A skipped answer drops its sentence; nothing is claimed that was not said."""
    statements = [_quoted(item.text) for item in _first_of(own_statements(questionnaire, taken.answers), MOST_IN_SHORT)]
    said = [_opening(words, taken, bool(statements))]
    if statements:
        said.append(words.notice.format(statements="; ".join(statements)))
    if own := [_quoted(each.text) for each in taken.choices.words.values()]:
        said.append(words.own_words.format(words="; ".join(own)))
    said += [words.functioning[code] for code in taken.answers.context.get("fun", ())]
    said += _medicines(words, taken.answers)
    return " ".join([*said, *words.closing])


def long_note(questionnaire: Questionnaire, words: Words, taken: TakeAlong, site: str, when: str) -> str:
    """The note to hand over, one sentence a line. `when` is the day and time of the next step, in words."""
    groups = [
        list(words.long_note.greeting),
        _noticed(questionnaire, words, taken),
        _areas(questionnaire, words, taken),
        [words.note.functioning[code] for code in taken.answers.context.get("fun", ())],
        _things(questionnaire, words, taken.answers),
        _careful(questionnaire, words.long_note, taken.answers),
        [words.long_note.wishes, *_boxes(questionnaire, taken)],
        _step(words.long_note, taken.choices.who.text, when),
        [line.format(site=site) for line in words.long_note.closing],
    ]
    return "\n\n".join("\n".join(group) for group in groups if group)


def own_statements(questionnaire: Questionnaire, answers: Answers) -> list[Item]:
    """The statements answered often or almost always: the strongest first, and of equals one from each area."""
    ranked = [
        (-answers.items[item.id], place, item)
        for scale in questionnaire.scales
        for place, item in enumerate(item for item in scale.items if answers.items.get(item.id, 0) >= STRONG)
    ]
    return [item for *_, item in sorted(ranked, key=lambda each: each[:2])]


def _first_of(statements: list[Item], most: int) -> list[Item]:
    """The first few; the one that was ticked to be among them always is."""
    ticked = [item for item in statements[most:] if item.id == OPT_IN_ITEM]
    return [*statements[: most - len(ticked)], *ticked]


def merged(before: str | None, edited: str, fresh: str) -> str:
    """The note after the person edited it and then chose otherwise.

    `before` is what they edited, `fresh` what would be made now. Lines that are no longer made go, new ones come in
    where they belong, and whatever the person wrote, changed or deleted stays so. An empty note is made afresh.
    """
    if not edited or edited == before:
        return fresh
    if before is None:
        return edited
    old, new = before.split("\n"), fresh.split("\n")
    lines = [line for line in edited.split("\n") if line in new or line not in old]
    for place, line in enumerate(new):
        if line not in old and line not in lines:
            at = _place(new, place, lines)
            lines[at:at] = ["", line] if place and not new[place - 1] and at and lines[at - 1] else [line]
    return "\n".join(lines)


def _place(new: list[str], place: int, lines: list[str]) -> int:
    """Where a new line belongs among those that are there: after the one before it, or before the one after it."""
    before = next((each for each in reversed(new[:place]) if each and each in lines), None)
    after = next((each for each in new[place + 1 :] if each and each in lines), None)
    if before is not None:
        return lines.index(before) + 1
    return lines.index(after) if after is not None else len(lines)


def merged_sentences(before: str | None, edited: str, fresh: str) -> str:
    """The same for a note in one paragraph: a sentence is what a line is there."""
    lines = [SENTENCE_END.sub("\n", text) for text in (before or "", edited, fresh)]
    return merged(None if before is None else lines[0], lines[1], lines[2]).replace("\n", " ")


def _quoted(text: str) -> str:
    return f"“{text.rstrip('.')}”"


def _opening(words: NoteWords, taken: TakeAlong, marked: bool) -> str:
    """Numb is said only by who marked it, and did not say that it is not the word."""
    if not marked and not any(score.band.some_or_more for score in taken.scores):
        return words.nothing_marked
    muted = next(score for score in taken.scores if score.scale == MUTED)
    numb = (muted.band.some_or_more or muted.strong) and taken.choices.agree.get(MUTED) != "no"
    return (words.opening if numb else words.opening_otherwise).format(duration=_duration(words, taken.answers))


def _duration(words: NoteWords, answers: Answers) -> str:
    chosen = next(iter(answers.context.get("dur", ())), "default")
    return words.durations.get(chosen, words.durations["default"])


def _noticed(questionnaire: Questionnaire, words: Words, taken: TakeAlong) -> list[str]:
    statements = _first_of(own_statements(questionnaire, taken.answers), MOST_IN_LONG)
    if not statements:
        return [_opening(words.note, taken, marked=False)]
    lead = words.long_note.noticed.format(duration=_duration(words.note, taken.answers))
    return [lead, *(f"- {item.text}" for item in statements)]


def _medicines(words: NoteWords, answers: Answers) -> list[str]:
    return [words.medicines[code] for code in CHANGES if answers.chose("med", code)]


def _things(questionnaire: Questionnaire, words: Words, answers: Answers) -> list[str]:
    labels = {option.code: option.label for option in questionnaire.question(EVENTS).options}
    events = [f"{labels[code]}." for code in EVENTS_OFFERED if answers.chose(EVENTS, code)]
    things = [*_medicines(words.note, answers), *events]
    return [words.long_note.things, *(f"- {each}" for each in things)] if things else []


def _careful(questionnaire: Questionnaire, words: LongNoteWords, answers: Answers) -> list[str]:
    """Unreality and safety, in the answer's own words: they are among the answers only where they were ticked."""
    said = []
    for id, line in (("unr", words.unreal), ("saf", words.safety)):
        chosen = [option.label for option in questionnaire.question(id).options if answers.chose(id, option.code)]
        said += [line.format(answer=label) for label in chosen]
    return said


def _areas(questionnaire: Questionnaire, words: Words, taken: TakeAlong) -> list[str]:
    lines = []
    for scale, score in zip(questionnaire.scales, taken.scores, strict=True):
        agree, own = taken.choices.agree.get(scale.id), taken.choices.words.get(scale.id)
        said = [words.long_note.agree[agree]] if agree else []
        said += [words.note.own_words.format(words=_quoted(own.text))] if own else []
        if said:
            band = words.code.bands[score.band.value]
            lines.append(" ".join(["-", words.long_note.area.format(area=scale.name, band=band), *said]))
    return [words.long_note.areas, *lines] if lines else []


def _boxes(questionnaire: Questionnaire, taken: TakeAlong) -> list[str]:
    """Every wish with a box: on paper, the rest can still be ticked with a pen."""
    marks = {True: "[x]", False: "[ ]"}
    return [f"{marks[each.code in taken.choices.wishes]} {each.label}" for each in questionnaire.wishes.options]


def _step(words: LongNoteWords, who: str, when: str) -> list[str]:
    line = {(True, True): words.step, (True, False): words.step_who, (False, True): words.step_when}
    found = line.get((bool(who), bool(when)))
    return [found.format(who=who, when=when)] if found else []
