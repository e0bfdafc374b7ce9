"""The writing rules that a machine can hold an article to: everything wrong with it, and in which line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from contentfiles import read_toml

from . import readability
from .library import Article

FENCE = "+++"
CITATIONS = re.compile(r"^\[\[citations\]\].*?(?=^\+\+\+$)", re.M | re.S)
# What stands in a file and is never read: marks of sources, addresses of links and pictures, keys of front matter.
NOT_READ = re.compile(r"\[\^[^\]\s]+\]|(?<=\])\([^)\s]*\)|!(?=\[)|^\w+ = ", re.M)
PICTURE = re.compile(r"!\[(.*?)\]\(|<img\b(?![^>]*\balt=\"[^\"]+\")")
PHONE = re.compile(r"\b(?:988|911|999|112|116 ?123)\b|\+\d{6,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The reading grade and the words of a sentence that are not to be passed, and the length of an article."""

    grade: int
    sentence: int
    shortest: int
    longest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Medicines:
    """The sentence that stands wherever one of these words does."""

    mentioned: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """writing-rules.toml."""

    limits: Limits
    banned: tuple[str, ...]
    headings: tuple[str, ...]
    never_on_a_card: tuple[str, ...]
    counted: tuple[str, ...]
    medicines: Medicines


@lru_cache(maxsize=8)
def rules(language: str) -> Rules:
    """The writing rules of one language. Raises ContentError."""
    return read_toml(settings.CONTENT_DIR / language / "writing-rules.toml", Rules)


def article_problems(article: Article, source: str, rules: Rules) -> Iterator[str]:
    """Everything wrong with the words of an article; `source` is its whole file."""
    about, body = article.about, plain(article.markdown)
    front = f"{about.title}.\n\n{about.short_answer}\n\n" + "\n\n".join(about.in_short)
    yield from reading_problems(f"{front}\n\n{body}", source, rules)
    yield from _banned(source, rules)
    yield from _medicines(f"{front}\n\n{body}", source, rules)
    yield from _numbers(article.markdown, source, rules)
    yield from _headings([words for _, words in article.prose.headings], rules)
    yield from _pictures(source)
    for found in PHONE.finditer(article.markdown):
        where = _at(source, found[0])
        yield f"the number {found[0]} may change: say “your emergency number”, or link to Find help{where}"
    for part in rules.never_on_a_card:
        if part in about.card.lower():
            yield f"card stands on results and may name no condition ('{part}'){_at(source, about.card)}"
    words = len(body.split())
    if not rules.limits.shortest <= words <= rules.limits.longest:
        yield f"has {words} words; an article has {rules.limits.shortest} to {rules.limits.longest}"
    if about.reviewed_on and about.reviewed_on < about.written_on:
        yield "reviewed_on is before written_on"


def reading_problems(text: str, source: str, rules: Rules) -> Iterator[str]:
    """Sentences that are too long, and a text that is too hard to read."""
    for words in readability.sentences(text):
        if len(words) > rules.limits.sentence:
            start = " ".join(words[:6])
            yield f"a sentence of {len(words)} words, {rules.limits.sentence} at most: “{start} …”{_at(source, start)}"
    grade = readability.grade(text)
    if grade > rules.limits.grade:
        yield f"reads at grade {grade:.1f}, {rules.limits.grade} at most: shorter sentences and words help"


def plain(markdown: str) -> str:
    """A text as its reader meets it; headings, rows and list items end like sentences."""
    text = re.sub(r"\[\^[^\]\s]+\]", "", markdown)
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)
    text = re.sub(r"^#+ (.*)$", r"\1.", text, flags=re.M)
    text = re.sub(r"^\s*(?:[-*]|\d+\.) |^\|[-| :]*$|\|", "\n\n", text, flags=re.M)
    return re.sub(r"[*_>]", "", text)


def readable(source: str) -> str:
    """A file in which all that no visitor reads is blanked out, every line in its place."""
    text = CITATIONS.sub(_blank, source)
    return NOT_READ.sub(_blank, text)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _banned(source: str, rules: Rules) -> Iterator[str]:
    text = readable(source)
    for found in _any_of(rules.banned).finditer(text):
        phrase = " ".join(found[0].lower().split())
        yield f"'{phrase}' is not used here (line {_line(text, found.start())})"


@lru_cache(maxsize=8)
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Any of these as whole words, also where a line ends between them."""
    longest_first = sorted(phrases, key=len, reverse=True)
    words = "|".join(r"\s+".join(map(re.escape, each.split())) for each in longest_first if each[0].isalpha())
    marks = "".join(re.escape(each) for each in longest_first if not each[0].isalpha())
    return re.compile(rf"\b(?<!-)(?:{words})(?![\w-])" + (f"|[{marks}]" if marks else ""), re.I)


def _medicines(text: str, source: str, rules: Rules) -> Iterator[str]:
    found = re.search("|".join(map(re.escape, rules.medicines.mentioned)), text, re.I)
    if found and rules.medicines.sentence not in " ".join(text.split()):
        where = _at(source, found[0])
        yield f"mentions medicines{where}, so it needs this sentence, word for word: “{rules.medicines.sentence}”"


def _numbers(markdown: str, source: str, rules: Rules) -> Iterator[str]:
    claim = re.compile(rf"\b\d[\d,]* (?:{'|'.join(map(re.escape, rules.counted))})\b|\b\d[\d.,]* ?%")
    for paragraph in markdown.split("\n\n"):
        if (found := claim.search(paragraph)) and "[^" not in paragraph:
            line = _line(source, source.index(paragraph) + found.start())
            yield f"a number without a source in its paragraph: “{found[0]}” (line {line})"


def _headings(found: list[str], rules: Rules) -> Iterator[str]:
    yield from (f"the heading '{heading}' is missing" for heading in rules.headings if heading not in found)


def _pictures(source: str) -> Iterator[str]:
    for found in PICTURE.finditer(source):
        if not (found[1] or "").strip():
            yield f"a picture has no words for who cannot see it (line {_line(source, found.start())})"


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _at(source: str, words: str) -> str:
    """The line in which these words first stand where they are read, whatever stands between them."""
    pattern = r"\W+".join(map(re.escape, re.findall(r"\w+", words)))
    found = re.search(pattern, readable(source), re.I)
    return f" (line {_line(source, found.start())})" if found else ""
