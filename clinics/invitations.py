"""Invite staff by mail. An invitation opens once, within seven days, for the address that it was sent to."""

import hashlib
import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from .history import record
from .mails import send
from .models import Clinic, Invitation, Membership, StaffMember

LASTS = timedelta(days=7)


class GoneError(Exception):
    """The invitation was used, withdrawn or grew too old a moment ago."""


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def address_of(secret: str) -> str:
    """The address that opens an invitation."""
    return str(settings.SITE_URL) + reverse("staff:invitation", args=[secret])


def make(clinic: Clinic, email: str, role: str, by: StaffMember) -> tuple[Invitation, str]:
    """A new invitation and its secret, which is nowhere kept."""
    secret = secrets.token_urlsafe(32)
    row = Invitation.objects.create(
        clinic=clinic,
        email=email.strip().lower(),
        role=role,
        invited_by=by,
        digest=digest_of(secret),
        expires_at=now() + LASTS,
    )
    return row, secret


def renew(invitation: Invitation, by: StaffMember) -> str:
    """Make a waiting invitation open for seven days more, by a new secret; the old one opens nothing."""
    secret = secrets.token_urlsafe(32)
    invitation.digest, invitation.expires_at = digest_of(secret), now() + LASTS
    invitation.sent_at, invitation.invited_by = now(), by
    invitation.save(update_fields=["digest", "expires_at", "sent_at", "invited_by"])
    return secret


def post(invitation: Invitation, secret: str) -> bool:
    """Mail an invitation; False where the mail could not be sent."""
    clinic, by = invitation.clinic.name, invitation.invited_by
    subject = _("your invitation for {clinic}").format(clinic=clinic)
    context = {"clinic": clinic, "role": invitation.role, "by": by, "address": address_of(secret)}
    return send("invitation", invitation.email, subject, until=invitation.expires_at, **context)


def waiting(clinic: Clinic) -> QuerySet[Invitation]:
    """Invitations that were neither used nor withdrawn; `is_old` marks those that open nothing any more."""
    rows = clinic.invitations.filter(accepted_at=None, withdrawn_at=None)
    return rows.annotate(is_old=Q(expires_at__lte=now()))


def withdraw(invitations: QuerySet[Invitation]) -> int:
    """Make invitations open nothing any more; how many there were."""
    return invitations.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=now())


def find(digest: str) -> Invitation | None:
    """The invitation of a digest, where it still opens something."""
    return _open(Invitation.objects.select_related("clinic", "invited_by").filter(digest=digest)).first()


def accept_as_new(invitation: Invitation, name: str, password: str) -> StaffMember:
    """Make the account that an invitation is for. Call it in a transaction.

    Raises GoneError, or IntegrityError where the address has an account since a moment ago.
    """
    _use(invitation)
    member = StaffMember.objects.create_user(invitation.email, password, name=name)
    EmailAddress.objects.create(user=member, email=member.email, primary=True, verified=True)
    _join(invitation, member)
    return member


def accept(invitation: Invitation, member: StaffMember) -> None:
    """Let somebody who has an account join. Call it in a transaction. Raises GoneError."""
    _use(invitation)
    _join(invitation, member)


def _open(rows: QuerySet[Invitation]) -> QuerySet[Invitation]:
    return rows.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=now(), clinic__retired_on=None)


def _use(invitation: Invitation) -> None:
    """One statement, so that of two clicks at the same moment only one goes through."""
    if not _open(Invitation.objects.filter(pk=invitation.pk, digest=invitation.digest)).update(accepted_at=now()):
        raise GoneError


def _join(invitation: Invitation, member: StaffMember) -> None:
    membership, _new = Membership.objects.get_or_create(
        member=member, clinic=invitation.clinic, defaults={"role": invitation.role}
    )
    after = f"{member.email}: {membership.get_role_display()}"
    record(invitation.clinic, member, _("Accepted the invitation"), after=after)
