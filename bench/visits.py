"""What Lighthouse reports of a visit, and what many visits of one page say together."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FULL = 100
NOT_INDEXED = re.compile(r'<meta name="robots" content="[^"]*noindex')


@dataclass(frozen=True, slots=True)
class Wanting:
    """An audit that keeps a score under 100."""

    category: str
    title: str
    said: str


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit: scores from 0 to 100, paints in milliseconds, what was transferred, what was not perfect."""

    scores: Mapping[str, int]
    first: float
    largest: float
    size: int
    requests: int
    wanting: tuple[Wanting, ...]


def read(report: Mapping[str, Any]) -> Visit:
    """A visit from Lighthouse's JSON. Raises RuntimeError where it saw no page, or could not judge something."""
    if trouble := report.get("runtimeError"):
        raise RuntimeError(f"{report['requestedUrl']}: {trouble['message']}")
    audits = report["audits"]
    asked = audits["network-requests"]["details"]["items"]
    return Visit(
        scores={name: _score(category) for name, category in report["categories"].items()},
        first=audits["first-contentful-paint"]["numericValue"],
        largest=audits["largest-contentful-paint"]["numericValue"],
        size=sum(each["transferSize"] for each in asked),
        requests=len(asked),
        wanting=tuple(_wanting(report["categories"], audits)),
    )


def _score(category: Mapping[str, Any]) -> int:
    if category["score"] is None:
        raise RuntimeError(f"{category['title']}: an audit of it failed to run")
    return round(FULL * float(category["score"]))


def _wanting(categories: Mapping[str, Any], audits: Mapping[str, Any]) -> list[Wanting]:
    """Audits that count and were not passed in full; the others are information."""
    found = []
    for name, category in categories.items():
        for reference in category["auditRefs"]:
            audit = audits[reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                found.append(Wanting(name, audit["title"], audit.get("displayValue", "")))
    return found


def scores(visits: Sequence[Visit]) -> dict[str, int]:
    """The median score of each category."""
    return {name: int(median(visit.scores[name] for visit in visits)) for name in CATEGORIES}


def counted(html: str) -> tuple[str, ...]:
    """The categories that a page is held to: one that search engines are asked to leave out needs no SEO."""
    return CATEGORIES[:-1] if NOT_INDEXED.search(html) else CATEGORIES


def failures(visits: Sequence[Visit], held_to: Sequence[str]) -> list[str]:
    """A line for each audit that keeps a median score under 100, with what it said and in how many visits."""
    lines = []
    for name, score in scores(visits).items():
        if score == FULL or name not in held_to:
            continue
        said: dict[str, list[str]] = {}
        for visit in visits:
            for each in visit.wanting:
                if each.category == name:
                    said.setdefault(each.title, []).append(each.said)
        lines += [
            f"{name} {score}: {title} {', '.join(filter(None, words))} ({len(words)} of {len(visits)} visits)"
            for title, words in said.items()
        ]
    return lines
