"""What the page of one reading list shows while it is put together: the form, its order, and what was moved last."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from .list_form import ListForm, Move, arranged, moved
from .list_things import Key, key_of, shelves, things, titles, value_of

MOVES: tuple[Move, ...] = ("up", "down", "remove")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing in the order. `focus` names the button that was pressed, so that the keyboard stays there."""

    value: str
    title: str
    gone: bool
    place: int
    first: bool
    last: bool
    focus: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A list as its form shows it, saved or not."""

    form: ListForm
    keys: Sequence[Key]
    is_moved: bool = False
    focus: tuple[str, Key] | None = None

    def context(self) -> dict[str, Any]:
        """What the templates need."""
        return {"form": self.form, "rows": self._rows(), "shelves": self._shelves(), "is_moved": self.is_moved}

    def _rows(self) -> list[Row]:
        known, last = things(), len(self.keys) - 1
        return [
            Row(
                value=value_of(key),
                title=title,
                gone=key not in known,
                place=place + 1,
                first=place == 0,
                last=place == last,
                focus=self._focus(key, place, last),
            )
            for place, (key, title) in enumerate(zip(self.keys, titles(self.keys), strict=True))
        ]

    def _focus(self, key: Key, place: int, last: int) -> str:
        """The pressed button; the other one where a thing has come to an end and that one is gone."""
        name, on = self.focus or ("", key)
        if on != key or not name:
            return ""
        if name == "up" and place == 0:
            return "down" if last else "remove"
        if name == "down" and place == last:
            return "up" if last else "remove"
        return name

    def _shelves(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """Every thing with its tick; ids count through, as the error summary leads to the first."""
        ticked, number = set(self.keys), iter(range(len(things())))
        return [
            (
                shelf.label,
                [{"thing": t, "ticked": t.key in ticked, "id": f"id_pick_{next(number)}"} for t in shelf.things],
            )
            for shelf in shelves()
        ]


def draft_of(keys: Sequence[Key], line: str = "") -> Draft:
    """A list as it is kept, or an empty one."""
    return Draft(form=ListForm(initial={"line": line}), keys=keys)


def sent_draft(data: QueryDict, kept: Sequence[Key]) -> Draft:
    """A list as it was sent to be saved."""
    order, ticked = _sent_keys(data)
    form = ListForm(order, kept, data=data)
    return Draft(form=form, keys=arranged(order, ticked, kept))


def moved_draft(data: QueryDict, kept: Sequence[Key]) -> Draft | None:
    """A list with one thing moved and nothing judged yet; None where it was sent to be saved."""
    move, _colon, value = data.get("do", "").partition(" ")
    if move not in MOVES:
        return None
    order, ticked = _sent_keys(data)
    before = arranged(order, ticked, kept)
    key = key_of(value)
    after = moved(before, move, key)
    focus = (move, key)
    if move == "remove" and key in before and after:
        focus = (move, after[min(before.index(key), len(after) - 1)])  # what has taken its place
    form = ListForm(initial={"line": data.get("line", "")})
    return Draft(form=form, keys=after, is_moved=True, focus=focus)


def _sent_keys(data: QueryDict) -> tuple[list[Key], list[Key]]:
    order, ticked = ([key_of(value) for value in data.getlist(name)] for name in ("order", "pick"))
    return order, ticked
