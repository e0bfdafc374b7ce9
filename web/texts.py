"""A text with its numbered sources, as articles and the site's own pages share it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from contentfiles import ContentError, Labels, Prose, read_document, render


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The source of a claim. `read_as` says what of it was read: most often its abstract."""

    id: str
    text: str
    read_as: str
    doi: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        if not (self.doi or self.url):
            raise ValueError(f"citation '{self.id}' needs a doi or a url")

    @property
    def address(self) -> str:
        """Where the source can be opened."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url

    @property
    def markdown(self) -> str:
        """The source as it stands in the list of sources."""
        shown = f"doi:{self.doi}" if self.doi else self.url.removeprefix("https://").removeprefix("www.")
        read = _("Read: {what}.").format(what=self.read_as)
        return f"{self.text} [{shown}]({self.address}). {read}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What stands above the text of one of the site's own pages."""

    title: str
    description: str
    lead: str
    written_on: date
    review_due: date
    citations: tuple[Citation, ...] = ()

    def __post_init__(self) -> None:
        if self.review_due <= self.written_on:
            raise ValueError("review_due must be later than written_on")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site itself, rendered."""

    slug: str
    about: FrontMatter
    prose: Prose


def with_sources(path: Path, markdown: str, citations: Iterable[Citation]) -> Prose:
    """Render a text whose marks and citations must match. Raises ContentError."""
    sources = {citation.id: citation.markdown for citation in citations}
    labels = Labels(source=_("Source {number}"), back=_("Back to the text, source {number}"))
    prose = render(markdown, labels, sources)
    problems = [f"[^{mark}] has no source in citations" for mark in sorted(prose.cited - sources.keys())]
    problems += [f"source '{id}' is never cited" for id in sorted(sources.keys() - prose.cited)]
    if problems:
        raise ContentError(path, problems)
    return prose


def read_page(path: Path, fill: Mapping[str, str] | None = None) -> Page:
    """Read one page; each `{name}` in its text is replaced by `fill[name]`. Raises ContentError."""
    about, markdown = read_document(path, FrontMatter)
    for name, value in (fill or {}).items():
        markdown = markdown.replace("{%s}" % name, value)
    return Page(path.stem, about, with_sources(path, markdown, about.citations))
