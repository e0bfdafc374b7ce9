"""Remind clinics of what they last checked half a year ago."""

from typing import Any

from django.core.management import BaseCommand

from clinics.reminders import remind_all


class Command(BaseCommand):
    """See the module."""

    help = "Mail each clinic's editors what is due to be checked, at most once a month for each part. Run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        """Remind, and say in one line what was done."""
        told = remind_all()
        said = f"Clinics reminded: {told.clinics}; parts named: {told.parts}; mails sent: {told.mails}"
        self.stdout.write(f"{said}; mails that failed: {told.failed}")
