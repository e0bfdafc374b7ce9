"""A next step with a day: read the day and time, and make a calendar file that says nothing about health."""

import re
from datetime import date, datetime, timedelta
from uuid import uuid4

ZONES_APART = timedelta(days=1)  # the visitor's today may be our yesterday
LOCAL = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?", re.ASCII)
FARTHEST = timedelta(days=366)


class WrongDayError(Exception):
    """A day and time that cannot be used; its text is the key of the sentence that says why."""


def read_day(sent: str, today: date) -> datetime | None:
    """The local day and time of a `datetime-local` field; None where nothing was sent. Raises WrongDayError."""
    if not sent:
        return None
    if not LOCAL.fullmatch(sent):
        raise WrongDayError("wrong")
    try:
        day = datetime.fromisoformat(sent[: len("2026-12-01T10:00")])
    except ValueError:
        raise WrongDayError("wrong") from None
    if day.date() < today - ZONES_APART:
        raise WrongDayError("past")
    if day.date() > today + FARTHEST:
        raise WrongDayError("far")
    return day


def calendar_file(day: datetime, title: str) -> str:
    """An iCalendar file (RFC 5545) with one private event of a quarter of an hour, in floating local time.

    Who is called never enters it. DTSTAMP is required; it repeats the start, so that it does not tell when or where
    the file was made.
    """
    start = f"{day:%Y%m%dT%H%M%S}"
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Calendar//EN",
        "BEGIN:VEVENT",
        f"UID:{uuid4()}",
        f"DTSTAMP:{start}Z",
        f"DTSTART:{start}",
        "DURATION:PT15M",
        f"SUMMARY:{title}",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{line}\r\n" for line in lines)
