"""What is due to be checked again, and the mail that says so: for each part at most once a month."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from .mails import send
from .models import Clinic, LocalFact, LocalService, StaffMember
from .models.local_help import FactKind, due_before
from .models.staff import Role

logger = logging.getLogger(__name__)
PAUSE = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Due:
    """Something that was last checked half a year ago or longer. `place` is where it stands on the staff page."""

    row: LocalFact | LocalService

    @property
    def label(self) -> str:
        """What it is, in words."""
        return str(FactKind(self.row.kind).label) if isinstance(self.row, LocalFact) else self.row.name

    @property
    def checked_on(self) -> date:
        """The day of its last check."""
        return self.row.checked_on

    @property
    def place(self) -> str:
        """Its id on the page."""
        return f"part-{self.row.kind}" if isinstance(self.row, LocalFact) else f"service-{self.row.pk}"


@dataclass(slots=True)
class Told:
    """What a round of reminders did."""

    clinics: int = 0
    parts: int = 0
    mails: int = 0
    failed: int = 0


def due_of(clinic: Clinic) -> list[Due]:
    """What of a clinic is due, in the order of its page."""
    old, order = due_before(localdate()), list(FactKind.values)
    facts = sorted(clinic.facts.filter(checked_on__lte=old), key=lambda row: order.index(row.kind))
    return [Due(row) for row in facts] + [Due(row) for row in clinic.services.filter(checked_on__lte=old)]


def remind_all() -> Told:
    """Mail the editors of every clinic in use what is due and was not named for a month."""
    told = Told()
    for clinic in Clinic.objects.filter(retired_on=None):
        asked_by = localdate() - PAUSE
        due = [each for each in due_of(clinic) if not each.row.reminded_on or each.row.reminded_on <= asked_by]
        if due:
            _remind(clinic, due, told)
    return told


def _remind(clinic: Clinic, due: list[Due], told: Told) -> None:
    addresses, has_editor = addresses_for(clinic)
    sent = [_send(clinic, due, address, has_editor) for address in addresses]
    told.mails, told.failed = told.mails + sum(sent), told.failed + len(sent) - sum(sent)
    if not sent:
        logger.error("Nobody can be reminded of what is due at the clinic %s: it has no editor", clinic.code)
    if any(sent):
        told.clinics, told.parts = told.clinics + 1, told.parts + len(due)
        _mark(due)


def addresses_for(clinic: Clinic) -> tuple[list[str], bool]:
    """The editors of a clinic who may log in; without any, the administrators. And whether there is an editor."""
    active = StaffMember.objects.filter(is_active=True)
    editors = active.filter(memberships__clinic=clinic, memberships__role=Role.EDITOR)
    has_editor = editors.exists()
    return [each.email for each in (editors if has_editor else active.filter(is_superuser=True))], has_editor


def _send(clinic: Clinic, due: list[Due], address: str, has_editor: bool) -> bool:
    """One mail to one person: nobody learns of another's address, and one that fails stops no other."""
    link = settings.SITE_URL + reverse("staff:local-help", args=[clinic.code])
    subject = _("please check what patients read about {clinic}").format(clinic=clinic.name)
    name = " ".join(clinic.name.split())
    if send("reminder", address, subject, name=name, due=due, link=link, has_editor=has_editor):
        return True
    logger.error("A reminder for the clinic %s could not be sent", clinic.code)
    return False


def _mark(due: Iterable[Due]) -> None:
    for each in due:
        type(each.row)._default_manager.filter(pk=each.row.pk, checked_on=each.row.checked_on).update(
            reminded_on=localdate()
        )
