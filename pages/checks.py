"""What `manage.py check` says of the site's own pages."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, register
from django.utils.timezone import localdate

from contentfiles import shown
from web.checks import overdue, problems_of

from .library import library


@register("content")
def check_pages(**_: Any) -> list[CheckMessage]:
    """Read every page of every language."""
    return [message for language, _name in settings.LANGUAGES for message in _check(language)]


def _check(language: str) -> list[CheckMessage]:
    found = problems_of(lambda: library(language))
    if found:
        return found
    folder = settings.CONTENT_DIR / language / "pages"
    return [
        message
        for slug, page in library(language).items()
        for message in overdue(shown(folder / f"{slug}.md"), "its review", page.about.review_due, localdate())
    ]
