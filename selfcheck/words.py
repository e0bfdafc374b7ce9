"""What a result says, as data. A sentence that lacks its number is dropped or replaced, never left open."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from functools import cache
from string import Formatter

from .take_along_words import CodeWords, LongNoteWords, NoteWords, StepWords, SummaryWords, TakeAlongWords

PLACEHOLDERS = frozenset(
    {"emergency", "crisis_line", "crisis_text", "urgent_line", "abuse_line", "find_help", "country"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of help, with at most one placeholder that can be missing; `without` replaces it then."""

    text: str
    without: str = ""

    def __post_init__(self) -> None:
        unknown = set(names(self.text) | names(self.without)) - PLACEHOLDERS
        if unknown:
            listed = ", ".join("{%s}" % name for name in sorted(PLACEHOLDERS))
            raise ValueError("unknown placeholder {%s}; there are %s" % (unknown.pop(), listed))

    @classmethod
    def from_text(cls, text: str) -> "Sentence":
        """A sentence that editors wrote as plain text."""
        return cls(text=text)


@cache
def names(text: str) -> frozenset[str]:
    """The placeholders in a text. Every sentence is looked at when it is read, so that no result adds any."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def speak(sentences: Iterable[Sentence], known: Set[str]) -> list[str]:
    """The sentences that can be said when only the placeholders in `known` have a value."""
    said = [sentence.text if names(sentence.text) <= known else sentence.without for sentence in sentences]
    return [text for text in said if text]


Sentences = tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelWords:
    """The help box of one level: what stands before the reasons and after them."""

    heading: str
    before: Sentences = ()
    after: Sentences
    gaps: Sentences = ()  # instead of `after`, when answers leave gaps


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAsked:
    """The block on what the check does not ask about, the same on every result."""

    title: str
    lead: Sentence
    call_now: tuple[str, ...]
    today_lead: str
    today: tuple[str, ...]
    medicines: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyWords:
    """Help that stands in the safety step."""

    everyone: Sentences
    see_lines: str
    block_3: Sentences
    block_1_h_2: Sentences
    block_r: Sentences
    first_button: str
    announce: str

    @property
    def blocks(self) -> dict[str, Sentences]:
        """The help for each kind of answer, by the codes it belongs to."""
        return {"3": self.block_3, "1h2": self.block_1_h_2, "r": self.block_r}


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkWords:
    """Who to talk to. `by_support` is what fits the answer to the support question."""

    lead: str
    by_support: Mapping[str, str]
    ways: Sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Barriers:
    """Lines that make it easier to call."""

    always: Sentences
    if_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IntroGroup:
    """Lines to know before the first question, under one small heading. In Markdown."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Every text of the self-check that is not a question."""

    title: str
    lead: str
    description: str
    danger: str
    opening: str
    intro: tuple[IntroGroup, ...]
    country: str
    send_note: str
    result_title: str
    thanks: str
    told_us: str
    band_labels: Mapping[str, str]
    not_enough: str
    bar_low: str
    bar_high: str
    small_steps_listed: str
    strong_lead: str
    levels: Mapping[str, LevelWords]
    actions: Mapping[str, Sentences]
    reasons: Mapping[str, Sentences]
    also: str
    no_emergency: str
    country_note: str
    home: Sentences
    not_asked: NotAsked
    safety: SafetyWords
    talk: TalkWords
    note: NoteWords
    long_note: LongNoteWords
    summary: SummaryWords
    code: CodeWords
    step: StepWords
    take_along: TakeAlongWords
    barriers: Barriers
    events_again: str
    events_left_out: str
    limits: tuple[str, ...] = field(default=())
