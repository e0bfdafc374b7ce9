"""Helpers for tests of the staff half: a clinic, its members, and a browser in which one of them is logged in."""

import html
import re
import time
from functools import lru_cache
from itertools import count
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client

from clinics.doorkeeping import PROVEN
from clinics.models import Clinic, Membership, StaffMember

HALF_A_MINUTE = 30
PASSWORD = "thirteen quiet otters"
_numbers = count(1)


def make_clinic(code: str = "riverside", **fields: Any) -> Clinic:
    """A clinic."""
    return Clinic.objects.create(code=code, **({"name": "Riverside Practice", "country": "GB"} | fields))


def make_member(
    clinic: Clinic | None = None, role: str = "editor", email: str = "", administrator: bool = False, **fields: Any
) -> StaffMember:
    """Someone who may log in with PASSWORD; with a role at a clinic where one is given."""
    email = email or f"member{next(_numbers)}@clinic.example"
    fields = {"name": "Robin Field", "is_superuser": administrator} | fields
    member = StaffMember.objects.create(email=email.lower(), password=_kept_password(), **fields)
    if clinic:
        Membership.objects.create(member=member, clinic=clinic, role=role)
    return member


@lru_cache(maxsize=1)
def _kept_password() -> str:
    """PASSWORD as it is kept: made once, for it is slow to make on purpose."""
    return make_password(PASSWORD)


def give_second_factor(member: StaffMember) -> str:
    """Set up one-time codes and recovery codes; the secret that makes the codes."""
    secret: str = generate_totp_secret()
    TOTP.activate(member, secret)
    RecoveryCodes.activate(member)
    return secret


def browser(**fields: Any) -> Client:
    """A browser in which nobody is logged in, on the site's own pages."""
    return Client(headers={"host": "localhost", "sec-fetch-site": "same-origin"}, **fields)


def logged_in(member: StaffMember, proven: bool = True, **fields: Any) -> Client:
    """A browser in which somebody is logged in; where `proven`, with a second factor."""
    client = browser(**fields)
    client.force_login(member, settings.AUTHENTICATION_BACKENDS[0])
    if proven:
        if not Authenticator.objects.filter(user=member).exists():
            give_second_factor(member)
        session = client.session
        session[PROVEN] = member.pk
        session.save()
    return client


def code_of(secret: str) -> str:
    """The code that an app shows now, and for a second more."""
    if time.time() % HALF_A_MINUTE > HALF_A_MINUTE - 1:
        time.sleep(1)
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def log_in(client: Client, email: str, password: str = PASSWORD, follow: bool = True) -> Any:
    """Send the log-in form."""
    return client.post("/staff/account/login/", {"login": email, "password": password}, follow=follow)


def text(answer: Any) -> str:
    """A page as it is read: without tags, and in single spaces."""
    body = re.sub(r"(?s)<(style|script).*?</\1>", "", answer.content.decode())
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())
