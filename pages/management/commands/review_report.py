"""Print which texts and help numbers are due to be read again, and by whom they were reviewed; overdue ones first."""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand
from django.utils.timezone import localdate

from pages.reviews import Review, reviews

HEADINGS = ("Due", "Written", "Reviewed", "Text")
NOBODY = "not yet"


class Command(BaseCommand):
    """See the module."""

    help = "Print every text with who reviewed it and when it is due, overdue ones first."
    requires_system_checks = []  # what is due can be asked while a text is being mended

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--due-before DATE` leaves out what is due on that day or later."""
        parser.add_argument(
            "--due-before",
            type=date.fromisoformat,
            metavar="DATE",
            help="only what is due before this day, as 2027-05-24",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the table, and one line that sums it up."""
        today, before = localdate(), options["due_before"]
        found = [each for each in reviews(settings.CONTENT_DIR) if not before or each.due < before]
        for line in _table(found, today):
            self.stdout.write(line)
        late = sum(each.overdue(today) for each in found)
        reviewed = sum(bool(each.reviewed_by) for each in found)
        self.stdout.write(f"\n{len(found)} texts: {late} overdue, {reviewed} reviewed by someone named in the file.")


def _table(found: list[Review], today: date) -> Iterator[str]:
    rows = [HEADINGS, *(_row(each, today) for each in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        yield "  ".join([*(row[column].ljust(width) for column, width in enumerate(widths)), row[3]])


def _row(review: Review, today: date) -> tuple[str, str, str, str]:
    by = f"{review.reviewed_on}, {review.reviewed_by}" if review.reviewed_by else NOBODY
    due = f"{review.due} OVERDUE" if review.overdue(today) else str(review.due)
    return due, str(review.written_on or ""), by, review.text.removeprefix("content/")
