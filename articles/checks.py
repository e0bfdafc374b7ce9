"""What `manage.py check` says of articles: broken files are errors, overdue reviews are warnings."""

from typing import Any

from django.core.checks import CheckMessage, register

from web.checks import check_texts

from .library import library


@register("content")
def check_articles(**_: Any) -> list[CheckMessage]:
    """Read every article of every language."""
    return check_texts("articles", lambda language: library(language).articles)
