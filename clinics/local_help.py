"""What a clinic says of itself, as it is edited: what changed, what was only checked, and who was faster."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from .models.local_help import FactKind, LocalFact
from .phone import NO_NUMBER, Number

WHAT = "Local help: "  # how each change of it begins in the history; the page finds its last change by this
Done = Literal["added", "changed", "checked", "removed"]


@dataclass(frozen=True, slots=True)
class Part:
    """What one part says: a text, a number, or both."""

    text: str = ""
    number: Number = NO_NUMBER

    def __bool__(self) -> bool:
        return bool(self.text or self.number.phone)

    def __str__(self) -> str:
        return "\n".join(each for each in (self.number.phone, self.text) if each)

    @property
    def mark(self) -> str:
        """A few letters that are other ones when the part says something else."""
        return hashlib.sha256(str((self.text, self.number.phone)).encode()).hexdigest()[:12]


Parts = Mapping[str, Part]


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done with one part."""

    kind: str
    done: Done
    before: Part
    after: Part

    @property
    def what(self) -> str:
        """The step in words, for the history."""
        part = FactKind(self.kind).label
        says = {
            "added": _("{part} added"),
            "changed": _("{part} changed"),
            "checked": _("{part} checked, still right"),
            "removed": _("{part} removed"),
        }
        return WHAT + says[self.done].format(part=part)


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """A part that somebody else changed while it was being edited. `is_mine`: it was changed here as well."""

    kind: str
    now: Part
    typed: Part
    is_mine: bool

    @property
    def label(self) -> str:
        """The part in words."""
        return str(FactKind(self.kind).label)


def parts_of(rows: Iterable[LocalFact]) -> Parts:
    """Every part of a clinic's page, in order; those that say nothing are empty."""
    said = {row.kind: Part(row.text, Number(row.phone, row.dial)) for row in rows}
    return {kind: said.get(kind, Part()) for kind in FactKind.values}


def seen_of(parts: Parts) -> str:
    """What a form carries along to know later whether somebody else was faster."""
    return ".".join(parts[kind].mark for kind in FactKind.values)


def steps(now: Parts, typed: Parts, checked: set[str]) -> list[Step]:
    """What to do so that a page says what was typed; `checked` are the parts whose box was ticked."""
    found = ((kind, _done(now[kind], typed[kind], kind in checked)) for kind in FactKind.values)
    return [Step(kind, done, now[kind], typed[kind]) for kind, done in found if done]


def _done(now: Part, typed: Part, is_checked: bool) -> Done | None:
    if typed != now:
        return "removed" if not typed else "changed" if now else "added"
    return "checked" if is_checked and now else None


def meanwhile(seen: str, now: Parts, typed: Parts) -> list[Meanwhile]:
    """The parts that changed since a form was shown, unless they say already what was typed."""
    marks = dict(zip(FactKind.values, seen.split("."), strict=False))
    return [
        Meanwhile(kind, now[kind], typed[kind], typed[kind].mark != marks.get(kind))
        for kind in FactKind.values
        if now[kind].mark != marks.get(kind) and typed[kind] != now[kind]
    ]
