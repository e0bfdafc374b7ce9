"""The texts of the pages for clinics and the words of the kit. Files in, Page and KitWords out."""

from functools import lru_cache

from django.conf import settings

from contentfiles import ContentError, read_toml
from web.operator import contact, operator
from web.texts import Page, read_page

from .kit_words import KitWords, wrong_gaps
from .list_words import ListWords, wrong_texts


@lru_cache(maxsize=8)
def texts(language: str) -> dict[str, Page]:
    """Every text for clinics of one language, by slug. Raises ContentError."""
    fill = {"operator": operator(), "contact": contact()}
    folder = settings.CONTENT_DIR / language / "clinics"
    return {path.stem: read_page(path, fill) for path in sorted(folder.glob("*.md"))}


@lru_cache(maxsize=8)
def kit_words(language: str) -> KitWords:
    """Every word of the kit in one language. Raises ContentError."""
    path = settings.CONTENT_DIR / language / "clinics/kit.toml"
    words = read_toml(path, KitWords)
    if problems := wrong_gaps(words):
        raise ContentError(path, problems)
    return words


@lru_cache(maxsize=8)
def list_words(language: str) -> ListWords:
    """The words of a reading list's card and text message in one language. Raises ContentError."""
    path = settings.CONTENT_DIR / language / "clinics/reading-list.toml"
    words = read_toml(path, ListWords)
    if problems := wrong_texts(words):
        raise ContentError(path, problems)
    return words
