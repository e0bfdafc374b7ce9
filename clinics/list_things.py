"""What can stand on a reading list: every article and small step of the site, and the self-check."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.library import Article, library
from articles.small_steps import SmallStep, small_steps

from .models.reading_list import ItemKind

Key = tuple[str, str]  # kind and slug, as a list keeps them
SELF_CHECK: Key = (ItemKind.SELF_CHECK.value, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing to choose. Readers see `card`, a title that names no condition, as others may see their screen."""

    key: Key
    title: str
    card: str
    about: str
    address: str

    @property
    def value(self) -> str:
        """The thing as a form names it."""
        return value_of(self.key)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Things under one heading."""

    label: str
    things: tuple[Thing, ...]


def value_of(key: Key) -> str:
    """How a form names a thing: `article:feeling-numb`, or `self-check` alone."""
    return ":".join(filter(None, key))


def key_of(value: str) -> Key:
    """The other way round. Whether there is such a thing, `things` knows."""
    kind, _colon, slug = value.partition(":")
    return kind, slug


def things() -> dict[Key, Thing]:
    """Every thing in the language of this request."""
    return _things(get_language() or "en")


def shelves() -> tuple[Shelf, ...]:
    """The same under headings: the self-check, then articles as on their own page, then small steps."""
    return _shelves(get_language() or "en")


def titles(keys: Iterable[Key]) -> list[str]:
    """What staff read of things; a thing that the site no longer has goes by its address."""
    known = things()
    return [known[key].title if key in known else _("(gone: {slug})").format(slug=key[1] or key[0]) for key in keys]


@lru_cache(maxsize=8)
def _things(language: str) -> dict[Key, Thing]:
    return {thing.key: thing for shelf in _shelves(language) for thing in shelf.things}


@lru_cache(maxsize=8)
def _shelves(language: str) -> tuple[Shelf, ...]:
    articles = [
        Shelf(shelf.label, tuple(_article(article) for article in found))
        for shelf, found in library(language).shelves()
    ]
    steps = tuple(_small_step(step) for step in small_steps(language).steps.values())
    return (Shelf(_("Self-check"), (_self_check(),)), *articles, Shelf(_("Something small to try"), steps))


def _article(article: Article) -> Thing:
    about = article.about
    return Thing(
        key=(ItemKind.ARTICLE.value, article.slug),
        title=about.title,
        card=about.card,
        about=about.short_answer,
        address=reverse("articles:article", args=[article.slug]),
    )


def _small_step(step: SmallStep) -> Thing:
    about = step.about
    return Thing(
        key=(ItemKind.SMALL_STEP.value, step.slug),
        title=about.title,
        card=about.card,
        about=about.lead,
        address=reverse("pages:small-step", args=[step.slug]),
    )


def _self_check() -> Thing:
    return Thing(
        key=SELF_CHECK,
        title=_("The self-check"),
        card=_("The self-check"),
        about=_("18 short statements and 7 questions, about 5 minutes. Not a diagnosis. Your answers are not kept."),
        address=reverse("selfcheck:self-check"),
    )
