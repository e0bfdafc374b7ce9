"""How content problems become messages of `manage.py check`."""

from collections.abc import Callable
from datetime import date

from django.core.checks import CheckMessage, Error, Warning

from contentfiles import ContentError


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


def overdue(path: str, what: str, due: date, today: date) -> list[CheckMessage]:
    """A warning where a date has passed."""
    return [Warning(f"{what} was due on {due}", obj=path)] if due < today else []
