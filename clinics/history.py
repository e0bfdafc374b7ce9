"""Write down who changed what of a clinic."""

from .models import Change, Clinic, StaffMember


def record(clinic: Clinic, member: StaffMember | None, what: str, before: str = "", after: str = "") -> None:
    """Keep one change; `before` and `after` are shown to staff as they are. Call it beside the change."""
    who = f"{member.name} ({member.email})" if member and member.name else str(member or "")
    Change.objects.create(clinic=clinic, member=member, who=who[:120], what=what[:120], before=before, after=after)
