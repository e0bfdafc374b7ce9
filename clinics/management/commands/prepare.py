"""Bring the staff half's database up to date: its tables, and the one that counts attempts to log in."""

from typing import Any

from django.core.management import BaseCommand, call_command


class Command(BaseCommand):
    """See the module."""

    help = "Make or update the tables of the staff half. Safe to run again, and while the site is up."

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, then make the cache's table, which migrations do not know."""
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
