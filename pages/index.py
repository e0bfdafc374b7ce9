"""A full-text index in memory (tantivy): words by their stems, with others that mean the same, and slips mended."""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import takewhile
from typing import cast

import tantivy
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .passage import passage

STEMMED = "stemmed"
# What a hit in each field counts, next to one in the text itself.
WEIGHTS = {"title": 6.0, "questions": 4.0, "lead": 3.0, "text": 1.0}
SNIPPET = 170
PASSAGE = 3 * SNIPPET
SHORTEST_WITH_SLIP, SHORTEST_BEGINNING, MOST_ENDINGS = 4, 3, 6
ALIKE = 0.78  # how much of two words has to be the same (difflib) for one to be a slip of the other
MOST_MISSING = 2
HEAP = 15_000_000  # bytes; the least that tantivy takes
WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What can be found: one page, or one part of a page that has an address of its own.

    `weight` is what a hit in it counts beside one in an article.
    """

    address: str
    title: str
    kind: str
    lead: str = ""
    questions: tuple[str, ...] = ()
    text: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found, and the place in it that fits, with the words marked."""

    document: Document
    snippet: SafeString


def words_of(typed: str) -> list[str]:
    """The words of a text: small letters, no accents, no apostrophes."""
    plain = re.sub(r"['’ʼ]", "", unicodedata.normalize("NFKD", typed.lower()))
    return WORD.findall("".join(each for each in plain if not unicodedata.combining(each)))


class Index:
    """The documents of one language, and how to find them. `other_words` gives for a word others that mean the same."""

    def __init__(
        self, documents: Sequence[Document], other_words: Mapping[str, Sequence[str]], small_words: Iterable[str]
    ) -> None:
        self.documents, self.other_words, self.small_words = documents, other_words, frozenset(small_words)
        self.schema = _schema()
        self.index = tantivy.Index(self.schema)
        self.analyzer = _analyzer()
        self.index.register_tokenizer(STEMMED, self.analyzer)
        self.vocabulary = _vocabulary(documents)
        writer = self.index.writer(HEAP, 1)
        for number, document in enumerate(documents):
            writer.add_document(_stored(number, document))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.searcher = self.index.searcher()

    def find(self, typed: str, most: int) -> list[Hit]:
        """What fits best: first whatever has every word, then what has some of them."""
        words = words_of(typed)
        words = [word for word in words if word not in self.small_words] or words
        meant = [ways for n, word in enumerate(words) if (ways := self._meant(word, last=n == len(words) - 1))]
        if not meant:
            return []
        each = [tantivy.Query.disjunction_max_query([query for _, query in ways], 0.1) for ways in meant]
        some = tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in each])
        every = tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in each])
        found = dict.fromkeys([*self._numbers(every, most), *self._numbers(some, most)])
        marks = tantivy.SnippetGenerator.create(self.searcher, some, self.schema, "text")
        marks.set_max_num_chars(SNIPPET)
        stems = self.analyzer.analyze(" ".join(word for ways in meant for word, _ in ways))
        return [self._hit(number, stems, marks) for number in list(found)[:most]]

    def _numbers(self, query: tantivy.Query, most: int) -> list[int]:
        """The numbers of the best documents."""
        hits = self.searcher.search(query, 2 * most, count=False).hits
        numbers = cast(list[int], self.searcher.fast_field_values("number", [address for _, address in hits]))
        scores = zip([cast(float, score) for score, _ in hits], numbers, strict=True)
        best = sorted((-score * self.documents[number].weight, number) for score, number in scores)
        return [number for _, number in best]

    def _meant(self, word: str, last: bool) -> list[tuple[str, tantivy.Query]]:
        """A word, others that mean the same, what it may be the beginning of, or what it may be a slip of."""
        ways = self._known([word, *self.other_words.get(word, ())])
        if last and len(word) >= SHORTEST_BEGINNING:
            ways += self._known(self.vocabulary.endings(word))
        if not ways and len(word) >= SHORTEST_WITH_SLIP:
            right = self.vocabulary.meant(word)
            ways = self._known([right, *self.other_words.get(right, ())]) if right else []
        return ways

    def _known(self, words: Iterable[str]) -> list[tuple[str, tantivy.Query]]:
        """Those of these words that stand anywhere, each with what finds it."""
        asked = [
            (word, self.index.parse_query(word, list(WEIGHTS), field_boosts=WEIGHTS)) for word in dict.fromkeys(words)
        ]
        return [(word, query) for word, query in asked if self.searcher.search(query, 1, count=False).hits]

    def _hit(self, number: int, stems: Sequence[str], marks: tantivy.SnippetGenerator) -> Hit:
        document = self.documents[number]
        text = document.text or document.lead
        for shown in (passage(text, stems, PASSAGE), text):
            snippet = marks.snippet_from_doc(tantivy.Document(text=shown))
            if snippet.highlighted():
                return Hit(document, _marked(snippet))
        return Hit(document, SafeString(escape(document.lead or _beginning(document.text))))


class Vocabulary:
    """Every word of the documents, for what was not typed to its end, or with a slip."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = counts
        self.sorted = sorted(counts)
        self.by_letter: dict[str, list[str]] = {}
        for word in self.sorted:
            self.by_letter.setdefault(word[0], []).append(word)

    def endings(self, beginning: str) -> list[str]:
        """The most frequent words that begin so."""
        start = bisect_left(self.sorted, beginning)
        found = list(takewhile(lambda word: word.startswith(beginning), self.sorted[start:]))
        return sorted(found, key=lambda word: -self.counts[word])[:MOST_ENDINGS]

    def meant(self, word: str) -> str:
        """The known word that is most like it; one with the same first letter where there is one."""
        swapped = [word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in range(len(word) - 1)]
        if turned := [each for each in swapped if each in self.counts]:
            return max(turned, key=lambda each: self.counts[each])
        near = [each for each in self.by_letter.get(word[0], []) if abs(len(each) - len(word)) <= MOST_MISSING]
        close = get_close_matches(word, near, n=1, cutoff=ALIKE)
        anywhere = close or get_close_matches(word, self._as_long_as(word), n=1, cutoff=ALIKE)
        return anywhere[0] if anywhere else ""

    def _as_long_as(self, word: str) -> list[str]:
        return [each for each in self.sorted if abs(len(each) - len(word)) <= 1]


def _vocabulary(documents: Iterable[Document]) -> Vocabulary:
    counts: Counter[str] = Counter()
    for each in documents:
        counts.update(words_of(" ".join((each.title, *each.questions, each.lead, each.text))))
    return Vocabulary(counts)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("number", fast=True)
    for name in WEIGHTS:
        builder.add_text_field(name, tokenizer_name=STEMMED)
    return builder.build()


def _analyzer() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for each in (tantivy.Filter.lowercase(), tantivy.Filter.ascii_fold(), tantivy.Filter.stemmer("english")):
        builder = builder.filter(each)
    return builder.build()


def _stored(number: int, document: Document) -> tantivy.Document:
    fields = {
        "title": document.title,
        "questions": " ".join(document.questions),
        "lead": document.lead,
        "text": document.text or document.lead,
    }
    # Apostrophes go, as people leave them out: "cant" finds "can't".
    plain = {name: re.sub(r"['’]", "", text) if name != "text" else text for name, text in fields.items()}
    return tantivy.Document(number=number, **plain)


def _beginning(text: str) -> str:
    return text if len(text) <= SNIPPET else text[:SNIPPET].rsplit(" ", 1)[0] + " …"


def _marked(snippet: tantivy.Snippet) -> SafeString:
    """A snippet as HTML with its words in <mark>; tantivy escapes the text and writes <b>."""
    html = snippet.to_html().replace("<b>", "<mark>").replace("</b>", "</mark>")
    return mark_safe(f"… {html} …")  # noqa: S308 - escaped by tantivy, and our own text
