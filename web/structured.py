"""What a page says of itself to programs, in the words of schema.org: builders of JSON-LD, and nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from .texts import Citation

Node = dict[str, Any]
LICENCE = "https://creativecommons.org/licenses/by/4.0/"  # of all words of the site


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """This copy of the site. `url` has no slash at its end; `operator` is empty where nobody is named."""

    name: str
    url: str
    language: str
    operator: str = ""


class SourcedText(Protocol):
    """Front matter of a text whose claims have sources."""

    @property
    def title(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def written_on(self) -> date: ...
    @property
    def reviewed_on(self) -> date | None: ...
    @property
    def reviewed_by(self) -> str: ...
    @property
    def citations(self) -> Sequence[Citation]: ...


def graph(*nodes: Node) -> Node:
    """Everything that one page says of itself; empty nodes are left out."""
    return {"@context": "https://schema.org", "@graph": [node for node in nodes if node]}


def website(site: Site) -> Node:
    """The site, and who runs it if they are named."""
    node = {"@type": "WebSite", "name": site.name, "url": f"{site.url}/", "inLanguage": site.language}
    return node | _publisher(site)


def trail(site: Site, *steps: tuple[str, str]) -> Node:
    """The way from the front page to this one: (name, address) of each step below the front page."""
    places = [(site.name, "/"), *steps]
    elements = [
        {"@type": "ListItem", "position": number, "name": name, "item": site.url + address}
        for number, (name, address) in enumerate(places, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": elements}


def questions(asked: Iterable[tuple[str, str]]) -> Node:
    """Questions that stand on the page, each with the answer that stands below it; nothing if there are none."""
    found = [
        {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}
        for question, answer in asked
        if question.endswith("?")
    ]
    return {"@type": "FAQPage", "mainEntity": found} if found else {}


def medical_page(site: Site, address: str, text: SourcedText, topics: Iterable[str]) -> Node:
    """A text about health. It says "reviewed" only where somebody who is named reviewed it."""
    node = {
        "@type": "MedicalWebPage",
        "name": text.title,
        "headline": text.title,
        "description": text.description,
        "url": site.url + address,
        "inLanguage": site.language,
        "datePublished": text.written_on.isoformat(),
        "audience": {"@type": "MedicalAudience", "audienceType": "Patient"},
        "about": [{"@type": "Thing", "name": topic} for topic in topics],
        "citation": [
            {"@type": "CreativeWork", "name": source.text, "url": source.address} for source in text.citations
        ],
        "isPartOf": {"@type": "WebSite", "name": site.name, "url": f"{site.url}/"},
        "license": LICENCE,
    }
    return node | _publisher(site) | _review(text)


def _publisher(site: Site) -> Node:
    return {"publisher": {"@type": "Organization", "name": site.operator}} if site.operator else {}


def _review(text: SourcedText) -> Node:
    if text.reviewed_on is None:
        return {}
    reviewer = {"@type": "Person", "name": text.reviewed_by}
    return {"lastReviewed": text.reviewed_on.isoformat(), "reviewedBy": reviewer}
