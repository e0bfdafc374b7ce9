"""Take someone's second factors away from the server itself: for an administrator whom nobody else can help."""

from typing import Any

from django.core.management import BaseCommand, CommandError
from django.core.management.base import CommandParser

from clinics import second_factors
from clinics.models import StaffMember


class Command(BaseCommand):
    """See the module."""

    help = "Take someone's passkeys, app and recovery codes away, and log them out. They choose anew at next log-in."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose."""
        parser.add_argument("email", help="the address of the account")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and mail them."""
        member = StaffMember.objects.filter(email=options["email"].strip().lower()).first()
        if member is None:
            raise CommandError("No account has that address.")
        second_factors.reset(member)
        told = second_factors.tell(member)
        self.stdout.write("Done, and told by mail." if told else "Done. The mail about it could not be sent.")
