"""What the staff half needs once a day."""

from typing import Any

from django.core.management import BaseCommand, call_command

from clinics.tidying import tidy


class Command(BaseCommand):
    """See the module."""

    help = "Remind clinics of what is due, and delete ended sessions and old log-in attempts. Run it from a timer."

    def handle(self, *args: Any, **options: Any) -> None:
        """Tidy first: a mail server that hangs must not hold that up."""
        self.stdout.write(f"Rows that were over and are gone: {tidy()}")
        call_command("remind", stdout=self.stdout)
