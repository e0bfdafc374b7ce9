"""How often a clinic's addresses were opened in each of the last months; small numbers stay in the database.

Below ten, and zero is below ten, nobody learns the number: it is never read, so it cannot be shown, added up or left in
a file by mistake. There are no totals either, from which it could be worked out.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO

from django.conf import settings
from django.urls import reverse
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from .models import Clinic, ReadingList

FEW = 10
MONTHS = 12
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # what a spreadsheet would run


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One month of one address. `number` is None where it is below ten."""

    first_day: date
    number: int | None

    @property
    def name(self) -> str:
        """Such as October 2026."""
        return date_format(self.first_day, "F Y")

    @property
    def letter(self) -> str:
        """Such as O, for below a bar."""
        return date_format(self.first_day, "F")[0]

    @property
    def said(self) -> str:
        """The number, or that it is small."""
        return _("fewer than 10") if self.number is None else str(self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One address and its months, the oldest first. `reading_list` is None for the clinic's door."""

    title: str
    address: str
    months: tuple[Month, ...]
    reading_list: ReadingList | None = None

    @property
    def most(self) -> Month | None:
        """The month with most opens, of those whose number may be known."""
        known = [month for month in self.months if month.number is not None]
        return max(known, key=lambda month: month.number or 0, default=None)


def last_months(today: date) -> list[date]:
    """The first days of the last twelve months, this one included."""
    ends = today.year * 12 + today.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(ends - MONTHS + 1, ends + 1)]


def counted(clinic: Clinic, today: date) -> list[Counted]:
    """The door, then every list: those in use first."""
    months = last_months(today)
    rows = clinic.opens.filter(month__gte=months[0], number__gte=FEW).values_list("reading_list", "month", "number")
    known: dict[tuple[int | None, date], int] = {(key, month): number for key, month, number in rows}

    def of(key: int | None) -> tuple[Month, ...]:
        return tuple(Month(first_day=month, number=known.get((key, month))) for month in months)

    door = Counted(title=_("Your clinic’s address"), address=reverse("door", args=[clinic.code]), months=of(None))
    lists = [
        Counted(
            title=_("Reading list {code}").format(code=row.groups),
            address=reverse("reading-list", args=[row.code]),
            months=of(row.pk),
            reading_list=row,
        )
        for row in clinic.reading_lists.all()
    ]
    return [door, *lists]


def as_csv(found: Sequence[Counted]) -> str:
    """One row for each month of each address."""
    out = StringIO()
    write = csv.writer(out)
    write.writerow([_("month"), _("address"), _("line of the list"), _("opens")])
    for each in found:
        line = each.reading_list.line if each.reading_list else ""
        for month in each.months:
            cells = (f"{month.first_day:%Y-%m}", f"{settings.SITE_URL}{each.address}", line, month.said)
            write.writerow(map(harmless, cells))
    return out.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell
