"""A next step with a day: read kindly, and a calendar file that says nothing about health."""

from datetime import date, datetime

import icalendar
import pytest

from selfcheck.next_step import WrongDayError, calendar_file, read_day

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("sent", "day"),
    [
        ("", None),
        ("2026-11-24T09:30", datetime(2026, 11, 24, 9, 30)),
        ("2026-11-24 09:30", datetime(2026, 11, 24, 9, 30)),
        ("2026-11-23T23:59:59", datetime(2026, 11, 23, 23, 59)),
        ("2027-11-25T00:00", datetime(2027, 11, 25)),
    ],
)
def test_a_day_and_time_is_read(sent: str, day: datetime | None) -> None:
    assert read_day(sent, TODAY) == day


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ("soon", "wrong"),
        ("2026-13-01T10:00", "wrong"),
        ("2026-12-01", "wrong"),
        ("2026-W49-2T10:00", "wrong"),
        ("2026-12-01T10:00Z", "wrong"),
        ("2026-12-01T10:00+05:30", "wrong"),
        ("2026-12-01x10:00", "wrong"),
        ("٢٠٢٦-12-01T10:00", "wrong"),
        ("2026-12-01T25:00", "wrong"),
        ("\x00", "wrong"),
        ("9" * 1000, "wrong"),
        ("2026-11-22T10:00", "past"),
        ("0202-12-01T10:00", "past"),
        ("2027-11-26T10:00", "far"),
        ("9999-12-31T10:00", "far"),
    ],
)
def test_a_day_that_cannot_be_used_says_why(sent: str, why: str) -> None:
    with pytest.raises(WrongDayError, match=why):
        read_day(sent, TODAY)


def test_the_calendar_file_holds_a_neutral_title_day_and_time_and_nothing_else() -> None:
    made = calendar_file(datetime(2026, 12, 1, 10, 0), "Phone call")
    calendar = icalendar.Calendar.from_ical(made)
    (event,) = calendar.walk("VEVENT")
    assert event["SUMMARY"] == "Phone call"
    assert event.decoded("DTSTART") == datetime(2026, 12, 1, 10, 0), "the visitor's own clock, whatever their zone"
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "DURATION", "SUMMARY", "CLASS"}
    assert (event["CLASS"], event["DURATION"].to_ical()) == ("PRIVATE", b"PT15M")
    assert set(calendar) == {"VERSION", "PRODID"}
    assert calendar.errors == []
    assert calendar.subcomponents == [event]


def test_nothing_in_it_tells_where_it_comes_from_or_when_it_was_made() -> None:
    made = calendar_file(datetime(2026, 12, 1, 10, 0), "Phone call")
    assert made.replace("\r\n", "").count("\r") == made.replace("\r\n", "").count("\n") == 0
    for telling in ("Thaw", "thaw", "localhost", "self-check", "20261124", "VALARM", "DESCRIPTION"):
        assert telling not in made
    again = calendar_file(datetime(2026, 12, 1, 10, 0), "Phone call")
    assert [a for a, b in zip(made.split("\r\n"), again.split("\r\n"), strict=True) if a != b] == [
        line for line in made.split("\r\n") if line.startswith("UID:")
    ]
