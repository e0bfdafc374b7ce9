"""Read all content at once, so that a worker that starts has everything and a broken file stops it."""

from django.conf import settings
from django.utils.translation import override

from articles import library as articles
from articles.small_steps import small_steps
from clinics import library as clinics
from pages import claims, search
from pages import library as pages
from selfcheck import library as selfcheck
from selfcheck.tables import tables
from support.directory import directory
from support.library import texts


def load_everything() -> None:
    """Read every content file of every language. Raises ContentError, which names the file."""
    directory()
    for language, _ in settings.LANGUAGES:
        articles.library(language)
        small_steps(language)
        texts(language)
        clinics.texts(language)
        clinics.kit_words(language)
        clinics.list_words(language)
        pages.library(language)
        claims.claims(language)
        search.index(language)
        selfcheck.self_check(language)
        selfcheck.every_result_words(language)
    selfcheck.publication()


def render_tables() -> None:
    """Render what results are put together from, so that nobody has to wait for it."""
    for language, _ in settings.LANGUAGES:
        with override(language):
            tables()
