"""What is said elsewhere about numbness and tears: claims.toml in, a page of claims and verdicts out."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from django.conf import settings

from articles import library as articles
from contentfiles import ContentError, Prose, read_toml
from web.texts import FrontMatter, with_sources

VerdictId = Literal["wrong", "overstated", "nobody-knows", "supported"]
VERDICTS: tuple[VerdictId, ...] = ("wrong", "overstated", "nobody-knows", "supported")
MARK = re.compile(r"\[\^([^\]\s]+)\]")
ANCHOR = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# All claims are rendered as one text, so that sources are numbered across the page; a rule parts one from the next.
BETWEEN, RULE = "\n\n---\n\n", "<hr>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One of the four verdicts, with the sign that stands beside its word."""

    id: VerdictId
    mark: str
    label: str
    means: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim as people say it, our verdict, and what is known. Its id is its anchor, for good."""

    id: str
    claim: str
    verdict: VerdictId
    says: str
    cites: tuple[str, ...]
    topics: tuple[str, ...]
    article: str = ""

    @property
    def markdown(self) -> str:
        """What is known, with a mark for every source: where the text puts it, or else at its end."""
        placed = MARK.findall(self.says)
        return self.says + "".join(f"[^{id}]" for id in self.cites if id not in placed)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsFile(FrontMatter):
    """claims.toml: the page's own words, the verdicts in the order of the page, and the claims."""

    chosen: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim as it stands on the page: its text rendered, and the article to read on."""

    claim: Claim
    html: str
    article: articles.Article | None


@dataclass(frozen=True, slots=True)
class ClaimsPage:
    """The whole page: claims under their verdicts, the topics to filter by, and the sources."""

    about: ClaimsFile
    groups: tuple[tuple[Verdict, tuple[Shown, ...]], ...]
    topics: tuple[articles.Topic, ...]
    prose: Prose


def read_claims(path: Path, books: articles.Library) -> ClaimsPage:
    """Read the file, with the topics and articles that it may name. Raises ContentError."""
    about = read_toml(path, ClaimsFile)
    if problems := [*_verdict_problems(about), *_claim_problems(about, books)]:
        raise ContentError(path, problems)
    in_order = [claim for verdict in about.verdicts for claim in about.claims if claim.verdict == verdict.id]
    prose = with_sources(path, BETWEEN.join(claim.markdown for claim in in_order), about.citations)
    texts = prose.html.split(RULE)
    if len(texts) != len(in_order):
        raise ContentError(path, ["claims: no text may hold a line across the page, such as ---"])
    shown = [Shown(claim, text, books.articles.get(claim.article)) for claim, text in zip(in_order, texts, strict=True)]
    groups = tuple(
        (verdict, tuple(row for row in shown if row.claim.verdict == verdict.id)) for verdict in about.verdicts
    )
    used = {topic for claim in about.claims for topic in claim.topics}
    return ClaimsPage(about, groups, tuple(topic for topic in books.topics.topics if topic.id in used), prose)


def _verdict_problems(about: ClaimsFile) -> Iterator[str]:
    """Each verdict is explained once."""
    explained = Counter(verdict.id for verdict in about.verdicts)
    for id in VERDICTS:
        if explained[id] != 1:
            yield f"verdicts: '{id}' must be explained once, not {explained[id]} times"


def _claim_problems(about: ClaimsFile, books: articles.Library) -> Iterator[str]:
    """What is wrong with each claim, and where it stands."""
    sources = {citation.id for citation in about.citations}
    topics = {topic.id for topic in books.topics.topics}
    ids = Counter(claim.id for claim in about.claims)
    for number, claim in enumerate(about.claims, 1):
        for problem in _problems_of(claim, sources, topics, books.articles):
            yield f"claims[{number}] '{claim.id}': {problem}"
        if ids[claim.id] > 1:
            yield f"claims[{number}] '{claim.id}': this id stands {ids[claim.id]} times; it is the claim's own address"


def _problems_of(
    claim: Claim, sources: set[str], topics: set[str], written: Mapping[str, articles.Article]
) -> Iterator[str]:
    if not ANCHOR.fullmatch(claim.id):
        yield "an id is lower-case words and hyphens, such as 'cold-water'"
    if not claim.cites:
        yield "cites needs at least one source"
    if not claim.topics:
        yield "topics needs at least one topic"
    yield from (f"cites: '{id}' has no source in citations" for id in claim.cites if id not in sources)
    yield from (
        f"says marks [^{id}], which cites does not list" for id in MARK.findall(claim.says) if id not in claim.cites
    )
    yield from (f"topic '{topic}' is not in topics.toml" for topic in claim.topics if topic not in topics)
    if claim.article and claim.article not in written:
        yield f"article '{claim.article}' does not exist"


@lru_cache(maxsize=8)
def claims(language: str) -> ClaimsPage:
    """The claims of one language."""
    return read_claims(settings.CONTENT_DIR / language / "claims.toml", articles.library(language))
