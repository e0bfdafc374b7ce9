"""Make a clinic to try the staff half with."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.urls import reverse

from clinics.demo import make_demo

LOCAL = ("localhost", "127.0.0.1", "::1")


class Command(BaseCommand):
    """See the module."""

    help = "Make a demo clinic with an editor and an administrator, and say how to log in. Only on localhost."

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse where visitors may come: made-up help must not meet somebody who needs some."""
        if urlsplit(settings.SITE_URL).hostname not in LOCAL:
            raise CommandError(f"{settings.SITE_URL} is not on this machine, and a demo clinic's help is made up.")
        demo = make_demo()
        self.stdout.write(f"A clinic's own address: {settings.SITE_URL}/c/{demo.code}/")
        for code in demo.lists:
            self.stdout.write(f"A reading list:         {settings.SITE_URL}/r/{code}/")
        self.stdout.write(f"Staff pages:            {settings.SITE_URL}{reverse('staff:home')}")
        for email, password in demo.passwords.items():
            self.stdout.write(f"  {email}  {password}")
        self.stdout.write("The first log-in asks for a second factor: a passkey, or an authenticator app.")
