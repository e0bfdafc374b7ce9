"""What the notes, the summary, the code and the page around them say, as data."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWords:
    """The short note to start a conversation, and how to use it."""

    lead: str
    opening: str
    opening_otherwise: str
    notice: str
    own_words: str
    closing: tuple[str, ...]
    nothing_marked: str
    durations: Mapping[str, str]
    functioning: Mapping[str, str]
    medicines: Mapping[str, str]
    warning: str
    tips: tuple[str, ...]
    say_if_thoughts: str
    say_if_hard: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LongNoteWords:
    """The note to hand over, line by line; what it shares with the short one stands there."""

    greeting: tuple[str, ...]
    noticed: str
    things: str
    unreal: str
    safety: str
    areas: str
    area: str
    agree: Mapping[str, str]
    wishes: str
    step: str
    step_who: str
    step_when: str
    closing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryWords:
    """The summary for a health professional: `answers` are short forms by question and option."""

    title: str
    heading: str
    not_clinical: str
    lead: str
    answered: str
    agree: Mapping[str, str]
    own_words: str
    strong: str
    context: str
    labels: Mapping[str, str]
    answers: Mapping[str, Mapping[str, str]]
    safety: str
    safety_left_out: str
    left_out: str
    wishes: str
    last_line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeWords:
    """The text behind the code for another phone, and what to know before showing it."""

    text: str
    area: str
    bands: Mapping[str, str]
    agree: Mapping[str, str]
    opens: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepWords:
    """A next step with a day."""

    lead: str
    who: str
    when: str
    when_hint: str
    save: str
    notes: tuple[str, ...]
    event: str
    wrong: str
    past: str
    far: str
    missing: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeAlongWords:
    """The take-along page."""

    title: str
    lead: str
    now: str
    nothing_here: tuple[str, ...]
    make: str
    make_note: str
    agree_note: str
    note_lead: str
    short_lead: str
    edited: str
    updated: str
    file_note: str
    boxes: str
    no_pdf: str
    change_note: str
    choose_lead: str
    include: Mapping[str, str]
    include_hint: str
    leave_out: str
    events: str
    events_hint: str
    summary_lead: str
    software_lead: str
    cut: str
    cut_names: Mapping[str, str]
