"""Counts: twelve months of the door and of each list; a number below ten cannot be read or worked out anywhere."""

import csv
import re
from datetime import date
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from clinics import counts_views
from clinics.counts import FEW, Month, counted, harmless, last_months
from clinics.counts_chart import LEAST, STUB, TALL, chart
from clinics.models import Clinic, Opens, ReadingList
from tests.pages import Elements, text_of, without_style

from .lists import make_list
from .staff import logged_in, make_clinic, make_member

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
MONTHS = last_months(TODAY)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts_views, "localdate", lambda: TODAY)


@pytest.fixture
def clinic() -> Clinic:
    return make_clinic()


@pytest.fixture
def staff(clinic: Clinic) -> Client:
    return logged_in(make_member(clinic, "viewer"))


def put(clinic: Clinic, *numbers: int, chosen: ReadingList | None = None) -> None:
    """The numbers of the last months, this one last."""
    for month, number in zip(reversed(MONTHS), reversed(numbers), strict=False):
        Opens.objects.create(clinic=clinic, reading_list=chosen, month=month, number=number)


def page(client: Client, end: str = "counts/") -> str:
    answer = client.get(f"/staff/clinics/riverside/{end}")
    assert answer.status_code == 200
    return without_style(answer.content.decode())


def told(client: Client) -> list[list[str]]:
    return list(csv.reader(StringIO(page(client, "counts.csv"))))


def without_token(html: str) -> str:
    """A page without what differs from one answer to the next, or from one test to the next."""
    return re.sub(r'value="[A-Za-z0-9]{64}"|member\d+@', "", html)


def test_the_last_twelve_months_end_with_this_one() -> None:
    assert MONTHS[0] == date(2025, 12, 1)
    assert MONTHS[-1] == date(2026, 11, 1)
    assert last_months(date(2027, 1, 31))[0] == date(2026, 2, 1)
    assert last_months(date(2027, 12, 1))[0] == date(2027, 1, 1)
    assert all(len(set(last_months(date(2027, month, 1)))) == 12 for month in range(1, 13))


def test_ten_is_told_and_nine_is_not(clinic: Clinic, staff: Client) -> None:
    put(clinic, 9, 10, 11)
    rows = told(staff)
    assert [row[3] for row in rows[-3:]] == ["fewer than 10", "10", "11"]
    table = text_of(page(staff).partition("<tbody>")[2].partition("</tbody>")[0])
    assert "September 2026 fewer than 10 October 2026 10 November 2026 (so far) 11" in " ".join(table.split())


@pytest.mark.parametrize("end", ["counts/", "counts.csv", "", "lists/"])
def test_every_number_below_ten_gives_the_very_same_answer(clinic: Clinic, staff: Client, end: str) -> None:
    chosen = make_list(clinic)
    put(clinic, 12, *[0] * 11)
    put(clinic, 31, *[0] * 11, chosen=chosen)
    answers = set()
    for number in range(FEW):
        Opens.objects.filter(month__gt=MONTHS[0]).update(number=number)
        answers.add(without_token(page(staff, end)))
    Opens.objects.filter(month__gt=MONTHS[0]).delete()
    answers.add(without_token(page(staff, end)))
    assert len(answers) == 1
    Opens.objects.update(number=FEW + 90)
    if end.startswith("counts"):
        assert without_token(page(staff, end)) not in answers, "larger numbers are told"


def test_small_numbers_are_not_even_read(clinic: Clinic) -> None:
    put(clinic, 9, 12)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = counted(clinic, TODAY)
    assert [month.number for month in found[0].months[-2:]] == [None, 12]
    assert (
        sum('"number" >= 10' in query["sql"] for query in asked) == sum("opens" in query["sql"] for query in asked) == 1
    )


def test_there_are_no_totals(clinic: Clinic, staff: Client) -> None:
    put(clinic, 4, 1_000, 20_000)
    html = page(staff)
    for total in (21_000, 21_004, 1_004, 20_004):
        assert str(total) not in html.replace(",", "")
    assert html.count("20000") == 3, "above its bar, in the bar's text and in the table"


def test_what_is_older_than_a_year_is_not_shown(clinic: Clinic, staff: Client) -> None:
    Opens.objects.create(clinic=clinic, month=date(2025, 11, 1), number=777)
    assert "777" not in page(staff)
    assert "777" not in page(staff, "counts.csv")


def test_bars_that_stand_for_small_numbers_are_all_alike_and_lower_than_the_others() -> None:
    months = [Month(first_day=day, number=number) for day, number in zip(MONTHS, [None, 10, 5_000, None], strict=False)]
    small, ten, most, none = chart(months).bars
    assert (small.height, small.y) == (none.height, none.y)
    assert small.height == STUB < LEAST == ten.height
    assert most.height == TALL
    assert chart([Month(first_day=MONTHS[0], number=None)]).bars[0].height == STUB


def test_the_chart_is_drawn_without_styles_and_says_what_it_is(clinic: Clinic, staff: Client) -> None:
    put(clinic, 3, 12, 40)
    found = Elements(page(staff)).found
    chart_of = next(attrs for tag, attrs in found if tag == "svg" and attrs.get("role") == "img")
    assert (
        chart_of["aria-label"]
        == "Bars for twelve months; the highest is 40, in November 2026. The table has all of them."
    )
    bars = [attrs for tag, attrs in found if tag == "rect"]
    assert [bar["fill"] for bar in bars] == ["url(#few)"] * 10 + ["currentColor"] * 2
    assert len({bar["height"] for bar in bars[:10]}) == 1
    assert sum(attrs.get("id") == "few" for _, attrs in found) == 1
    assert not any("style" in attrs for _, attrs in found)


def test_door_and_lists_are_told_apart_and_quiet_lists_stand_together(clinic: Clinic, staff: Client) -> None:
    busy, quiet, retired = (
        make_list(clinic, line="Busy one"),
        make_list(clinic, line="Quiet one"),
        make_list(clinic, retired_on=date(2026, 10, 1)),
    )
    put(clinic, 50)
    put(clinic, 60, chosen=busy)
    put(clinic, 6, chosen=quiet)
    put(clinic, 70, chosen=retired)
    html = page(staff)
    parts = [
        html.index(mark) for mark in ("Your clinic’s address", busy.groups, retired.groups, "Fewer than 10 in every")
    ]
    assert parts == sorted(parts)
    assert html.index(quiet.groups) > parts[-1]
    rows = told(staff)
    assert rows[0] == ["month", "address", "line of the list", "opens"]
    assert len(rows) == 1 + 12 * 4
    last = {row[1]: row[3] for row in rows[1:] if row[0] == "2026-11"}
    where = "http://localhost:8000"
    assert last == {
        f"{where}/c/riverside/": "50",
        f"{where}/r/{busy.code}/": "60",
        f"{where}/r/{quiet.code}/": "fewer than 10",
        f"{where}/r/{retired.code}/": "70",
    }


@pytest.mark.parametrize("line", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", '=HYPERLINK("http://x")'])
def test_no_cell_is_a_formula(clinic: Clinic, staff: Client, line: str) -> None:
    make_list(clinic, line=line)
    cells = [cell for row in told(staff) for cell in row]
    assert f"'{line}" in cells
    assert not any(cell.strip().startswith(("=", "+", "-", "@")) for cell in cells)
    assert harmless("Start = here") == "Start = here"


def test_the_file_is_plain_text_to_be_saved(staff: Client) -> None:
    answer = staff.get("/staff/clinics/riverside/counts.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="riverside-counts.csv"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.content.startswith(b"\xef\xbb\xbf")


def test_nobody_reads_another_clinics_counts(clinic: Clinic, staff: Client) -> None:
    other = make_clinic("other")
    theirs = make_list(other, line="Theirs")
    put(other, 555)
    put(other, 666, chosen=theirs)
    for end in ("counts/", "counts.csv"):
        answer = staff.get(f"/staff/clinics/other/{end}")
        assert answer.status_code == 404
        own = page(staff, end)
        for trace in ("555", "666", "Theirs", theirs.code):
            assert trace not in own


def test_a_count_is_only_read(staff: Client) -> None:
    for end in ("counts/", "counts.csv"):
        assert staff.post(f"/staff/clinics/riverside/{end}").status_code == 405


def test_the_page_says_what_is_counted(staff: Client) -> None:
    said = text_of(page(staff))
    for words in (
        "One more each time the page opens",
        "no cookie",
        "no time of day",
        "Programs, previews",
        "“?preview”",
    ):
        assert words in said
