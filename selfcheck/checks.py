"""What `manage.py check` says of the self-check: its files, and that every topic leads to reading."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, register

from articles.library import library
from web.checks import error, problems_of

from .library import every_result_words, publication, self_check
from .reading import ALL_TOPICS


@register("content")
def check_self_check(**_: Any) -> list[CheckMessage]:
    """Read the self-check of every language; then, if all is well, what is published of it."""
    found = [message for language, _name in settings.LANGUAGES for message in _check(language)]
    return found or problems_of(publication)


def _check(language: str) -> list[CheckMessage]:
    found = problems_of(lambda: self_check(language)) or problems_of(lambda: every_result_words(language))
    if found or problems_of(lambda: library(language)):
        return found  # articles report their own problems
    known = {topic.id for topic in library(language).topics.topics}
    return [
        error(f"content/{language}/topics.toml: topic '{topic}' is missing; results lead to it")
        for topic in ALL_TOPICS
        if topic not in known
    ]
