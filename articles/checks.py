"""What `manage.py check` says of articles: broken files are errors, overdue reviews are warnings."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, register
from django.utils.timezone import localdate

from contentfiles import shown
from web.checks import overdue, problems_of

from .library import library


@register("content")
def check_articles(**_: Any) -> list[CheckMessage]:
    """Read every article of every language."""
    return [message for language, _name in settings.LANGUAGES for message in _check(language)]


def _check(language: str) -> list[CheckMessage]:
    found = problems_of(lambda: library(language))
    if found:
        return found
    folder = settings.CONTENT_DIR / language / "articles"
    return [
        message
        for slug, article in library(language).articles.items()
        for message in overdue(shown(folder / f"{slug}.md"), "its review", article.about.review_due, localdate())
    ]
