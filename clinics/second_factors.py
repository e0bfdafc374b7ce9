"""Take someone's second factors away, for the day when the phone and the recovery codes are lost."""

from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.translation import gettext as _

from .mails import send
from .models import StaffMember


def reset(member: StaffMember) -> None:
    """Take every second factor away and log out everywhere: the next log-in asks to choose a new one."""
    Authenticator.objects.filter(user=member).delete()
    end_sessions(member)


def tell(member: StaffMember) -> bool:
    """Mail that it was done; False where the mail could not be sent."""
    return send("second_factor_reset", member.email, _("choose a new second lock"), name=member.name)


def end_sessions(member: StaffMember, but: str | None = None) -> int:
    """Log someone out everywhere, or everywhere but in one session; how many sessions that ended."""
    found = Session.objects.exclude(session_key=but).iterator()
    theirs = [session for session in found if session.get_decoded().get(SESSION_KEY) == str(member.pk)]
    for session in theirs:
        session.delete()
    return len(theirs)
