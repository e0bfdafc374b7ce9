"""The members of a clinic as its people page shows them."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator

from .access import Here
from .doorkeeping import SECOND_FACTORS
from .models import Membership


@dataclass(frozen=True, slots=True)
class Member:
    """One row: the membership, when they were invited, and whether they have a second factor yet."""

    row: Membership
    invited_at: datetime | None
    has_second_factor: bool
    is_self: bool


def members_of(here: Here) -> list[Member]:
    """Everyone of a clinic."""
    rows = here.clinic.memberships.select_related("member")
    accepted = here.clinic.invitations.exclude(accepted_at=None).order_by("sent_at")
    invited = dict(accepted.values_list("email", "sent_at"))
    locks = Authenticator.objects.filter(type__in=SECOND_FACTORS, user__memberships__clinic=here.clinic)
    locked = set(locks.values_list("user_id", flat=True))
    return [
        Member(row, invited.get(row.member.email), row.member_id in locked, row.member_id == here.member.pk)
        for row in rows
    ]
