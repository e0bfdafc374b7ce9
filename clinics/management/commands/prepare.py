"""Bring the staff half's database up to date: its tables, and the one that counts attempts to log in."""

from typing import Any

from django.core.management import BaseCommand, CommandError, call_command
from django.db import Error

from web.away import is_away

AWAY = 75  # "try again later": deploy/release asks then whether there was anything to do


class Command(BaseCommand):
    """See the module."""

    help = "Make or update the tables of the staff half. Safe to run again, and while the site is up."

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, then make the cache's table, which migrations do not know."""
        try:
            call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)
        except Error as problem:
            if not is_away(problem):
                raise
            raise CommandError(f"the database does not answer: {problem}", returncode=AWAY) from problem
