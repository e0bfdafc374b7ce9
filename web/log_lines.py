"""What a line of the log may say: where something broke, and never what was asked or sent.

A message of Python's often quotes the value that it stumbled over, and that may be an answer; a path may be a link that
still works. So a line holds the route, the kind of each exception and the lines of code it passed, in JSON or as text.
"""

import logging
import traceback
from types import TracebackType
from typing import Any

from django.db import OperationalError
from pythonjsonlogger.json import JsonFormatter

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
FIELDS = ("asctime", "levelname", "name", "message")
NAMES = {"asctime": "time", "levelname": "level", "name": "logger"}
SAID = ("time", "level", "logger", "message", "exc_info")
MAY_SPEAK = (OperationalError,)  # the database is away: it says which, and was told nothing


class RouteNotPath(logging.Filter):
    """Django's line about a request names its path: put the route there, as the map of addresses has it."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = record.__dict__.pop("request", None)
        if request is not None and isinstance(record.args, tuple):
            match = getattr(request, "resolver_match", None)
            route = f"/{match.route}" if match else "an address of no page"
            record.args = tuple(route if each == request.path else each for each in record.args)
        return True


class Lines(logging.Formatter):
    """A line a person reads."""

    def formatException(self, ei: Raised) -> str:  # noqa: N802 - Python's name
        return where(ei)


class JsonLines(JsonFormatter):
    """A line a program reads: time, level, logger, message, and where it broke."""

    def __init__(self) -> None:
        super().__init__(FIELDS, rename_fields=NAMES)

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        """Leave out whatever else was handed to the logger: it may be a request, or what was asked of a database."""
        return {name: value for name, value in log_data.items() if name in SAID}

    def formatException(self, ei: Raised) -> str:  # noqa: N802 - Python's name
        return where(ei)


def where(raised: Raised) -> str:
    """The way of an exception through the code, and of those that led to it, without what they say."""
    error: BaseException | None = raised[1]
    told: list[str] = []
    while error is not None:
        frames = traceback.extract_tb(error.__traceback__)
        lines = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        said = f": {error}" if isinstance(error, MAY_SPEAK) else ""
        told.append("\n".join([*lines, type(error).__qualname__ + said]))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\nwhile handling\n".join(told)
