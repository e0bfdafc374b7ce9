"""How django-allauth is to treat staff accounts: by invitation only, and never without a second factor."""

import base64
import hashlib
import logging
from smtplib import SMTPException
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from web.qr import qr_svg

from . import security_log

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet

logger = logging.getLogger(__name__)
TOO_MANY = gettext_lazy("Too many wrong tries in a row. To protect the account, please wait a quarter of an hour.")
WAITS = ("too_many_login_attempts", "rate_limited")
WAYS = {
    "reauthenticate": gettext_lazy("Use your password"),
    "mfa_reauthenticate": gettext_lazy("Use a code"),
    "mfa_reauthenticate:webauthn": gettext_lazy("Use your passkey"),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by accepting an invitation, and in no other way."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy(
            "This e-mail address and this password do not belong together. Please check both."
        ),
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "incorrect_password": gettext_lazy("That is not your password."),
        "enter_current_password": gettext_lazy("That is not your present password."),
        "account_inactive": gettext_lazy("This account is closed."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """By the site's own address, whatever host the request named."""
        uidb36, _hyphen, temporary = key.partition("-")
        place = reverse("account_reset_password_from_key", kwargs={"uidb36": uidb36, "key": temporary})
        return f"{settings.SITE_URL}{place}"

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """What a form says; that somebody has to wait is logged as well."""
        if code in WAITS:
            security_log.too_many()
        error: ValidationError = super().validation_error(code, *args)
        return error

    def is_safe_url(self, url: str | None) -> bool:
        """Only an address within this site, without a host."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def format_email_subject(self, subject: str) -> str:
        """Which site a mail comes from."""
        return f"{settings.SITE_NAME}: {subject}"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """After a new password: the account."""
        return reverse("mfa_index")

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """The ways to show once more who is there, in our words."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [method | {"description": WAYS[method["id"]]} for method in methods]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that does not answer must not undo what was done; the log says so, without the address."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError) as problem:
            logger.error("A mail could not be sent (%s): %s", template_prefix, type(problem).__name__)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Passkeys and one-time codes. Their secrets are kept encrypted with a key that is not in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "That did not match. Please try again; a code from an app is good for half a minute only."
        ),
        "cannot_delete_authenticator": gettext_lazy("This is your only second lock. Add another one first."),
        "cannot_generate_recovery_codes": gettext_lazy("Choose a passkey or one-time codes first."),
    }

    def build_totp_svg(self, url: str) -> str:
        """The code to scan, as the site draws all its codes."""
        return qr_svg(url, _("Code for your authenticator app"))

    def encrypt(self, text: str) -> str:
        """A secret as it is kept."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """A secret as it is used."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last second factor stays: without one, no staff page opens."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """A first name for a new passkey."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey") if number == 1 else _("Passkey {number}").format(number=number)


def _cipher() -> "MultiFernet":
    """The present key encrypts; those that the site had before still decrypt."""
    from cryptography.fernet import Fernet, MultiFernet  # a process that answers visitors has no need of it

    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = [hashlib.sha256(b"second factors of staff" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
