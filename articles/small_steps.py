"""Small things to try: files in, SmallStep out, and which of them fit a result."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.utils.text import slugify

from contentfiles import ContentError, Prose, read_document
from web.texts import Citation, with_sources

from .library import library

MOST_STEPS = 2  # beside reading and people to talk to, more would be a programme
HERE = "***"  # the line of a file where the sheet, the list or the minutes stand
BREAK = "<hr>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A line of a sheet that a visitor may fill in. `rows` are the lines it has on paper."""

    id: str
    label: str
    hint: str = ""
    rows: int = 2

    @property
    def blank_lines(self) -> range:
        """The lines to write on, for a sheet that is printed empty."""
        return range(self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One minute of noticing, or one way back to the room."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word for a feeling, and what people mean by it."""

    word: str
    means: str

    @property
    def anchor(self) -> str:
        """Where on its page the word stands."""
        return f"word-{slugify(self.word, allow_unicode=True)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Words that lie close together."""

    id: str
    title: str
    words: tuple[Word, ...]
    note: str = ""

    @property
    def anchor(self) -> str:
        """Where on its page the group stands."""
        return f"group-{self.id}"


NEEDS = {"plan": "fields", "writing": "fields", "words": "groups", "body": "parts", "room": "parts"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What stands above the text. A step is not offered where a result has one of the topics in `not_beside`."""

    title: str
    card: str
    description: str
    lead: str
    minutes: int
    evidence: str
    stop: str
    topics: tuple[str, ...]
    kind: Literal["plan", "words", "body", "writing", "room"]
    written_on: date
    review_due: date
    citations: tuple[Citation, ...]
    not_beside: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    parts: tuple[Part, ...] = ()
    groups: tuple[Group, ...] = ()
    reviewed_on: date | None = None
    reviewed_by: str = ""

    def __post_init__(self) -> None:
        problems = [
            f"{name} is for another kind than '{self.kind}'"
            for name in dict.fromkeys(NEEDS.values())
            if getattr(self, name) and name != NEEDS[self.kind]
        ]
        if not getattr(self, NEEDS[self.kind]):
            problems.append(f"kind '{self.kind}' needs {NEEDS[self.kind]}")
        if self.review_due <= self.written_on:
            problems.append("review_due must be later than written_on")
        if bool(self.reviewed_on) != bool(self.reviewed_by):
            problems.append("reviewed_on and reviewed_by belong together")
        anchors = [word.anchor for group in self.groups for word in group.words]
        anchors += [each.anchor for each in self.groups] + [field.id for field in self.fields]
        problems += [f"'{anchor}' stands twice" for anchor in sorted({a for a in anchors if anchors.count(a) > 1})]
        if problems:
            raise ValueError("\n".join(problems))

    @property
    def is_typed_in(self) -> bool:
        """Whether a visitor may write on the page."""
        return bool(self.fields)


@dataclass(frozen=True, slots=True)
class SmallStep:
    """One thing to try, rendered: what is known of it, the text before its list or sheet, and the text after."""

    slug: str
    about: FrontMatter
    evidence_html: str
    before_html: str
    prose: Prose  # its html is the text after
    markdown: str


@dataclass(frozen=True, slots=True)
class SmallSteps:
    """Every small step of one language, by slug, the shortest first."""

    steps: Mapping[str, SmallStep]

    def on_topics(self, topics: Iterable[str]) -> list[SmallStep]:
        """At most two steps on these topics, in the order of the topics."""
        wanted = tuple(topics)
        fitting = [step for step in self.steps.values() if not set(step.about.not_beside) & set(wanted)]
        found = dict.fromkeys(step.slug for topic in wanted for step in fitting if topic in step.about.topics)
        return [self.steps[slug] for slug in found][:MOST_STEPS]


def read_small_step(path: Path, topics: Iterable[str]) -> SmallStep:
    """Read one file; its topics must be among `topics`. Raises ContentError."""
    about, markdown = read_document(path, FrontMatter)
    known = set(topics)
    named = (*about.topics, *about.not_beside)
    problems = [f"topic '{topic}' is not in topics.toml" for topic in named if topic not in known]
    if [line.strip() for line in markdown.splitlines()].count(HERE) != 1:
        problems.append(f"the text needs one line {HERE} where its list, sheet or minutes stand")
    if problems:
        raise ContentError(path, problems)
    # One text, so that sources are numbered through, in the order of the page.
    prose = with_sources(path, f"{markdown}\n\n{HERE}\n\n{about.evidence}", about.citations)
    before, after, evidence = prose.html.split(BREAK)
    return SmallStep(path.stem, about, evidence, before, replace(prose, html=after), markdown)


@lru_cache(maxsize=8)
def small_steps(language: str) -> SmallSteps:
    """The small steps of one language. Raises ContentError."""
    topics = [topic.id for topic in library(language).topics.topics]
    folder = settings.CONTENT_DIR / language / "small-steps"
    found = [read_small_step(path, topics) for path in sorted(folder.glob("*.md"))]
    return SmallSteps({step.slug: step for step in sorted(found, key=lambda step: step.about.minutes)})
