"""The note and the summary as PDF: lay out their lines for the templates in templates/pdf/."""

import unicodedata
from dataclasses import asdict
from itertools import groupby
from typing import Any

from web.pdf import typeset

from .summary import Summary

SIZES = ((16, 10.5), (26, 9.4), (10_000, 8.4))  # at most so many rows, points
ITEM = "- "
BOXES = {"[ ] ": False, "[x] ": True, "[X] ": True}


def note_pdf(note: str, *, title: str, foot: str, boxes_note: str, language: str) -> bytes:
    """The note as it was edited. Lines that begin with "- " are items, those with "[ ] " or "[x] " have a box."""
    blocks = [
        {"kind": kind, "lines": [_line(kind, line) for line in lines]}
        for kind, lines in groupby(note.split("\n"), key=_kind)
        if kind
    ]
    return typeset("note", _frame(title, foot, boxes_note, language) | {"blocks": blocks})


def summary_pdf(summary: Summary, *, foot: str, boxes_note: str, language: str) -> bytes:
    """The summary on one page."""
    frame = _frame(summary.title, foot, boxes_note, language)
    return typeset("summary", frame | asdict(summary) | {"size": _size(summary)})


def _frame(title: str, foot: str, boxes_note: str, language: str) -> dict[str, Any]:
    return {"title": title, "foot": foot, "boxes_note": boxes_note, "lang": language}


def _kind(line: str) -> str:
    if not line.strip():
        return ""
    if line.startswith(ITEM):
        return "items"
    return "boxes" if line[:4] in BOXES else "lines"


def _line(kind: str, line: str) -> dict[str, Any]:
    """One line for the template; `rtl`: its first letter belongs to a script that runs from right to left."""
    text = line[4:] if kind == "boxes" else line.removeprefix(ITEM) if kind == "items" else line
    directions = (unicodedata.bidirectional(each) for each in text)
    first = next((each for each in directions if each in ("L", "R", "AL")), "L")
    return {"text": text, "ticked": BOXES.get(line[:4], False), "rtl": first != "L"}


def _size(summary: Summary) -> float:
    """The size of the summary's letters, in points: it has to stay on one page."""
    words = sum(len(area.words) for area in summary.areas)
    rows = len(summary.strong) + len(summary.context) + words / 80
    return next(size for most, size in SIZES if rows <= most)
