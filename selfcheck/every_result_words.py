"""What the page of every result says around the texts of a result, as data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from string import Formatter


@dataclass(frozen=True, slots=True, kw_only=True)
class AreasWords:
    """How an area comes to its result."""

    title: str
    lead: str
    nearest: str
    least: str
    counted: str
    value: str
    edge: str
    strong: str
    small_steps: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsWords:
    """The context questions; `names` are short names by their ids."""

    title: str
    lead: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelsWords:
    """The help box, level by level, with its reasons."""

    title: str
    lead: tuple[str, ...]
    name: str
    none: str
    reason: str
    leads: str
    instead: str
    hides: str
    action: str
    before: str
    after: str
    gaps: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartWords:
    """A part with a title and a first sentence; `none` is what stands for no answer at all."""

    title: str
    lead: str
    none: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionWords:
    """How each kind of condition is put in words; `join` and `list` stand between answers and between ids."""

    both: str
    either: str
    chose: str
    not_chose: str
    areas: str
    area: str
    answered: str
    quoted: str
    join: str
    list: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EveryResultWords:
    """every-result.toml."""

    title: str
    description: str
    lead: str
    intro: tuple[str, ...]
    areas: AreasWords
    questions: QuestionsWords
    levels: LevelsWords
    reading: PartWords
    talk: PartWords
    conditions: ConditionWords


# The gaps that each text may hold, by its key; other texts hold none.
GAPS: dict[str, set[str]] = {
    "areas.nearest": {"labels"},
    "areas.least": {"least", "asked"},
    "areas.counted": {"values"},
    "areas.value": {"label", "value"},
    "areas.edge": {"low", "high", "band"},
    "areas.strong": {"labels", "lead"},
    "areas.small_steps": {"text"},
    "levels.lead": {"also", "describing", "most"},
    "levels.name": {"heading"},
    "levels.reason": {"id"},
    "levels.action": {"reasons"},
    "levels.gaps": {"strong", "tears"},
    "reading.lead": {"most"},
    "conditions.chose": {"question", "answers"},
    "conditions.not_chose": {"question", "answers"},
    "conditions.areas": {"least", "all", "bands"},
    "conditions.area": {"area", "bands"},
    "conditions.answered": {"statement", "answers"},
    "conditions.quoted": {"text"},
}


def wrong_gaps(words: EveryResultWords) -> list[str]:
    """Gaps that nothing fills, and gaps that a text has lost: a page must not keep silent about an answer."""
    found: dict[str, set[str]] = {}
    for key, text in _texts(words, ""):
        found.setdefault(key, set()).update(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    return [
        f"{key}: needs {_listed(GAPS.get(key, set()))}, but has {_listed(found[key])}"
        for key in found
        if found[key] != GAPS.get(key, set())
    ]


def _texts(value: object, key: str) -> Iterator[tuple[str, str]]:
    if is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name), f"{key}.{field.name}".lstrip("."))
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each, key)
    elif isinstance(value, str):
        yield key, value


def _listed(names: set[str]) -> str:
    return ", ".join("{%s}" % name for name in sorted(names)) or "no gap"
