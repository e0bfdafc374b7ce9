"""The note and the summary as PDF: lay out their lines for the templates in templates/pdf/."""

from dataclasses import asdict
from itertools import groupby
from typing import Any

from web.pdf import typeset

from .summary import Summary

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
    return typeset("summary", _frame(summary.title, foot, boxes_note, language) | asdict(summary))


def _frame(title: str, foot: str, boxes_note: str, language: str) -> dict[str, Any]:
    return {"title": title, "foot": foot, "boxes_note": boxes_note, "lang": language}


def _kind(line: str) -> str:
    if not line.strip():
        return ""
    if line.startswith(ITEM):
        return "items"
    return "boxes" if line[:4] in BOXES else "lines"


def _line(kind: str, line: str) -> Any:
    if kind == "boxes":
        return {"ticked": BOXES[line[:4]], "text": line[4:]}
    return line.removeprefix(ITEM) if kind == "items" else line
