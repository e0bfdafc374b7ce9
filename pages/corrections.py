"""The corrections in the change log, for the page on how we write."""

import re
from pathlib import Path

from contentfiles import ContentError

SECTION = re.compile(r"^## Corrections$(.*?)(?=^## |\Z)", re.M | re.S)
DATED = re.compile(r"- \d{4}-\d{2}-\d{2}: \S")


def corrections(path: Path) -> str:
    """The corrections as Markdown: a list, or the sentence that there are none. Raises ContentError."""
    found = SECTION.search(path.read_text(encoding="utf-8"))
    paragraphs = found[1].strip().split("\n\n") if found else []
    if len(paragraphs) < 2:
        raise ContentError(path, ["'## Corrections' needs a paragraph on how to add one, and then the corrections"])
    listed = "\n".join(paragraphs[1:])
    lines = [line for line in listed.splitlines() if line.startswith("-")]
    if wrong := [line for line in lines if not DATED.match(line)]:
        raise ContentError(path, [f"a correction opens with its date, as '- 2027-01-31: …', not '{wrong[0]}'"])
    days = [line[2:12] for line in lines]
    if days != sorted(days, reverse=True):
        raise ContentError(path, ["corrections stand with the newest first"])
    return listed
