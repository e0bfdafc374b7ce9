"""Every text with a date by which it is to be read again: found in the content files themselves, whatever they hold."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from contentfiles import shown

FENCE = "+++"
# A text is due for review, a list of numbers for a check; it was written, or compiled.
DUE, WRITTEN = ("review_due", "check_due"), ("written_on", "compiled_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One text: its file (and which part of it), when it was written, who reviewed it when, and when it is due."""

    text: str
    written_on: date | None
    reviewed_on: date | None
    reviewed_by: str
    due: date

    def overdue(self, today: date) -> bool:
        """Whether the day has passed."""
        return self.due < today


def reviews(folder: Path) -> list[Review]:
    """Every text of a content folder, the one that is due first in front. Raises tomllib.TOMLDecodeError."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".toml", ".md"))
    found = [review for path in files for review in _dated(_front(path), shown(path))]
    return sorted(found, key=lambda review: (review.due, review.text))


def _front(path: Path) -> dict[str, Any]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        _, fence, rest = text.partition(f"{FENCE}\n")
        text = rest.partition(f"\n{FENCE}")[0] if fence else ""
    return tomllib.loads(text)


def _dated(data: Any, place: str, part: str = "") -> Iterator[Review]:
    """The table itself, if it has a date that is due, and every table in it that has; those of a list by their ids."""
    if isinstance(data, list):
        for number, each in enumerate(data, 1):
            yield from _dated(each, place, f" ({each.get('id', number)})" if isinstance(each, dict) else part)
    if not isinstance(data, dict):
        return
    if due := _first(data, DUE):
        yield Review(
            text=place + part,
            written_on=_first(data, WRITTEN),
            reviewed_on=data.get("reviewed_on"),
            reviewed_by=data.get("reviewed_by", ""),
            due=due,
        )
    for each in data.values():
        yield from _dated(each, place, part)


def _first(data: dict[str, Any], keys: tuple[str, ...]) -> date | None:
    return next((data[key] for key in keys if isinstance(data.get(key), date)), None)
