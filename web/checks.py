"""How content problems become messages of `manage.py check`."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Protocol

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.utils.timezone import localdate

from contentfiles import ContentError, shown


class Dated(Protocol):
    """Front matter that says when its text is due again."""

    @property
    def review_due(self) -> date:
        """The day by which the text is to be read again."""


class Text(Protocol):
    """An article or a page."""

    @property
    def about(self) -> Dated:
        """Its front matter."""


def error(line: str) -> CheckMessage:
    """An error from a line such as `content/en/topics.toml: what is wrong`."""
    path, _, problem = line.partition(": ")
    return Error(problem, obj=path)


def problems_of(read: Callable[[], object]) -> list[CheckMessage]:
    """Read content; give an error for each problem of the first file that is broken."""
    try:
        read()
    except ContentError as broken:
        return [error(line) for line in str(broken).splitlines()]
    return []


def overdue(path: str, what: str, due: date) -> list[CheckMessage]:
    """A warning where a date has passed."""
    return [Warning(f"{what} was due on {due}", obj=path)] if due < localdate() else []


def check_texts(folder: str, read: Callable[[str], Mapping[str, Text]]) -> list[CheckMessage]:
    """Read the texts of a folder in every language, and warn of every review that is overdue."""
    return [message for language, _ in settings.LANGUAGES for message in _check_language(language, folder, read)]


def _check_language(language: str, folder: str, read: Callable[[str], Mapping[str, Text]]) -> list[CheckMessage]:
    texts: dict[str, Any] = {}
    found = problems_of(lambda: texts.update(read(language)))
    place = settings.CONTENT_DIR / language / folder
    for slug, text in texts.items():
        found += overdue(shown(place / f"{slug}.md"), "its review", text.about.review_due)
    return found
