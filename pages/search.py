"""Search over everything: what was asked is answered and forgotten, and help comes first where it may be needed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from contentfiles import read_toml
from web.kept_nowhere import kept_nowhere

from .findable import documents
from .index import Index, words_of

MOST = 10
LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchWords:
    """search.toml: the page's words, words that mean the same, and words at which help comes first."""

    title: str
    description: str
    lead: str
    nothing: str
    nothing_asked: str
    help_first: str
    same: Mapping[str, tuple[str, ...]]
    small: tuple[str, ...]
    crisis: tuple[str, ...]


@lru_cache(maxsize=8)
def search_words(language: str) -> SearchWords:
    """The words of one language. Raises ContentError."""
    return read_toml(settings.CONTENT_DIR / language / "search.toml", SearchWords)


@lru_cache(maxsize=8)
def index(language: str) -> Index:
    """The index of one language; made once, when a worker starts."""
    words = search_words(language)
    return Index(documents(language), words.same, words.small)


def asks_for_help(typed: str, crisis: tuple[str, ...]) -> bool:
    """Whether words that may mean danger stand in what was asked, one after the other."""
    asked = f" {' '.join(words_of(typed))} "
    return any(f" {' '.join(words_of(each))} " in asked for each in crisis)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer a search. The words stand in the address, so the answer tells no one where it came from."""
    words = search_words(get_language())
    asked = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST]
    hits = index(get_language()).find(asked, MOST) if asked else []
    context = {
        "words": words,
        "asked": asked,
        "hits": hits,
        "help_first": asks_for_help(asked, words.crisis),
        "noindex": True,
    }
    response = kept_nowhere(render(request, "pages/search.html", context))
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
