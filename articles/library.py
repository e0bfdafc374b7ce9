"""Articles and topics: files in, Article out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from django.conf import settings

from contentfiles import ContentError, Prose, read_document, read_toml
from web.texts import Citation, with_sources

MOST_READING = 3  # more than three things to read is a list, not an offer


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A heading under which articles are listed."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What joins a band or reason with reading. Until an article is about it, `until_written` stands in."""

    id: str
    label: str
    shelf: str
    until_written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """topics.toml: shelves in the order of the page, and every topic."""

    shelves: tuple[Shelf, ...]
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What stands above an article's text. `card` is the title that names no condition."""

    title: str
    card: str
    short_answer: str
    description: str
    in_short: tuple[str, ...]
    topics: tuple[str, ...]
    areas: tuple[str, ...]
    related: tuple[str, ...]
    written_on: date
    review_due: date
    citations: tuple[Citation, ...]
    question: str = ""  # as people ask it, for the front page
    reviewed_on: date | None = None
    reviewed_by: str = ""

    @property
    def changed_on(self) -> date:
        """When the text was last written or reviewed."""
        return max(self.written_on, self.reviewed_on or self.written_on)

    def __post_init__(self) -> None:
        problems = []
        if len(self.in_short) != 3:
            problems.append(f"in_short needs three lines, there are {len(self.in_short)}")
        if self.review_due <= self.written_on:
            problems.append("review_due must be later than written_on")
        if bool(self.reviewed_on) != bool(self.reviewed_by):
            problems.append("reviewed_on and reviewed_by belong together")
        if problems:
            raise ValueError("\n".join(problems))


@dataclass(frozen=True, slots=True)
class Article:
    """One article, rendered."""

    slug: str
    about: FrontMatter
    prose: Prose
    markdown: str


@dataclass(frozen=True)
class Library:
    """Every article and topic of one language."""

    articles: Mapping[str, Article]
    topics: Topics

    def on_topics(self, topics: Iterable[str]) -> list[Article]:
        """At most three articles on these topics, in the order of the topics."""
        known = {topic.id: topic for topic in self.topics.topics}
        found: dict[str, Article] = {}
        for topic in topics:
            # Of one topic no more than are shown at all: a result costs the same however many articles there are.
            for slug in (self.slugs_on(topic) or [known[topic].until_written])[:MOST_READING]:
                found.setdefault(slug, self.articles[slug])
        return list(found.values())[:MOST_READING]

    def slugs_on(self, topic: str) -> list[str]:
        """The articles that say they are about a topic."""
        return self._by_topic.get(topic, [])

    @cached_property
    def _by_topic(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for slug, article in self.articles.items():
            for topic in article.about.topics:
                found.setdefault(topic, []).append(slug)
        return found

    def shelves(self) -> list[tuple[Shelf, list[Article]]]:
        """Articles under the shelf of their first topic, empty shelves left out."""
        shelf_of = {topic.id: topic.shelf for topic in self.topics.topics}
        placed = [
            (shelf, [article for article in self.articles.values() if shelf_of[article.about.topics[0]] == shelf.id])
            for shelf in self.topics.shelves
        ]
        return [(shelf, articles) for shelf, articles in placed if articles]

    def related(self, article: Article) -> list[Article]:
        """What to read next."""
        return [self.articles[slug] for slug in article.about.related]


def read_article(path: Path) -> Article:
    """Read one article file. Raises ContentError."""
    about, markdown = read_document(path, FrontMatter)
    return Article(path.stem, about, with_sources(path, markdown, about.citations), markdown)


def read_library(folder: Path) -> Library:
    """Read topics.toml and every article of one language. Raises ContentError."""
    topics = read_toml(folder / "topics.toml", Topics)
    articles = {path.stem: read_article(path) for path in sorted((folder / "articles").glob("*.md"))}
    for slug, article in articles.items():
        _check_links(folder / "articles" / f"{slug}.md", article, topics, articles)
    _check_topics(folder / "topics.toml", topics, articles)
    return Library(articles, topics)


def _check_links(path: Path, article: Article, topics: Topics, articles: Mapping[str, Article]) -> None:
    known = {topic.id for topic in topics.topics}
    problems = [f"topic '{topic}' is not in topics.toml" for topic in article.about.topics if topic not in known]
    problems += [f"related article '{slug}' does not exist" for slug in article.about.related if slug not in articles]
    if not article.about.topics:
        problems.append("topics needs at least one topic")
    if problems:
        raise ContentError(path, problems)


def _check_topics(path: Path, topics: Topics, articles: Mapping[str, Article]) -> None:
    shelves = {shelf.id for shelf in topics.shelves}
    written = {topic for article in articles.values() for topic in article.about.topics}
    problems = []
    for topic in topics.topics:
        if topic.shelf not in shelves:
            problems.append(f"topic '{topic.id}': shelf '{topic.shelf}' does not exist")
        if topic.id in written and topic.until_written:
            problems.append(f"topic '{topic.id}' has an article now: take its until_written out")
        if topic.id not in written and topic.until_written not in articles:
            problems.append(f"topic '{topic.id}' has no article: name one in until_written")
    if problems:
        raise ContentError(path, problems)


@lru_cache(maxsize=8)
def library(language: str) -> Library:
    """The articles of one language."""
    return read_library(settings.CONTENT_DIR / language)
