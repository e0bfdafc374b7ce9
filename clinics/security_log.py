"""Log-ins, second factors and refusals of the staff half, by the number of an account: no name, address or path.

Nothing here hears of the public half, which has no log-in.
"""

import logging
from http import HTTPStatus
from typing import Any

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
    authenticator_used,
)
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from .models import StaffMember

logger = logging.getLogger("staff")
REFUSED = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.TOO_MANY_REQUESTS)


@receiver(user_logged_in)
def _logged_in(user: StaffMember, **_: Any) -> None:
    logger.info("Logged in: account %s", user.pk)


@receiver(user_logged_out)
def _logged_out(user: StaffMember | None, **_: Any) -> None:
    if user:
        logger.info("Logged out: account %s", user.pk)


@receiver(user_login_failed)
def _wrong_password(credentials: dict[str, Any], **_: Any) -> None:
    email = str(credentials.get("email", "")).lower()
    found = StaffMember.objects.filter(email=email).values_list("pk", flat=True).first()
    logger.warning("Wrong password: %s", f"account {found}" if found else "no account")


@receiver(authentication_failed)
def _wrong_code(user: StaffMember, **_: Any) -> None:
    logger.warning("Wrong code: account %s", user.pk)


@receiver(authenticator_used)
def _factor_shown(user: StaffMember, authenticator: Authenticator, **_: Any) -> None:
    logger.info("Second factor shown (%s): account %s", authenticator.type, user.pk)


@receiver(authenticator_added)
def _factor_added(user: StaffMember, authenticator: Authenticator, **_: Any) -> None:
    logger.info("Second factor added (%s): account %s", authenticator.type, user.pk)


@receiver(authenticator_removed)
def _factor_removed(user: StaffMember, authenticator: Authenticator, **_: Any) -> None:
    logger.info("Second factor removed (%s): account %s", authenticator.type, user.pk)


@receiver(authenticator_reset)
def _codes_made_anew(user: StaffMember, **_: Any) -> None:
    logger.info("Recovery codes made anew: account %s", user.pk)


@receiver([password_changed, password_reset])
def _new_password(user: StaffMember, **_: Any) -> None:
    logger.info("New password: account %s", user.pk)


def too_many() -> None:
    """Somebody has to wait; which account it is, the lines before say."""
    logger.warning("Too many wrong tries: refused")


def refused(request: HttpRequest, status: int) -> None:
    """A staff page that was refused, by its route in the map of addresses."""
    match = request.resolver_match
    if match and status in REFUSED:
        who = f"account {request.user.pk}" if request.user.is_authenticated else "nobody who is logged in"
        logger.warning("Refused (%s) at %s: %s", int(status), match.route, who)
