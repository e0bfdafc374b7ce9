"""The forms of django-allauth for passkeys in the site's own words. Loads all that reads a passkey's answer."""

from typing import Any, ClassVar

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as passkeys
from django.forms import HiddenInput, JSONField
from django.utils.translation import gettext_lazy as _

from .account_forms import InOurWords, Words

LONGEST_NAME = 60
PASSKEY_NAME = (_("A name for this passkey"), _("For example: reception laptop. You can have several."))


class Answer(JSONField):
    """The answer itself. It is good once, so no page shows it again."""

    def bound_data(self, data: Any, initial: Any) -> str:
        return ""

    def prepare_value(self, value: Any) -> str:
        return ""


class Answered(InOurWords):
    """What a device answers when it is asked for a passkey; allauth lets some errors of its parser through."""

    credential = Answer(widget=HiddenInput)
    words: ClassVar[Words] = {"credential": (_("Passkey"), "")}

    def full_clean(self) -> None:
        """Take an answer that cannot be read as a wrong one."""
        try:
            super().full_clean()
        except (AttributeError, LookupError, RecursionError, TypeError, ValueError):
            self.add_error("credential", get_adapter().validation_error("incorrect_code"))


class AuthenticatePasskeyForm(Answered, passkeys.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as the second step."""


class LoginPasskeyForm(Answered, passkeys.LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey alone."""


class ReauthenticatePasskeyForm(Answered, passkeys.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey once more."""


class AddPasskeyForm(Answered, passkeys.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey."""

    words: ClassVar[Words] = Answered.words | {
        "name": PASSKEY_NAME,
        "passwordless": (
            _("Let this passkey open my account by itself, without the password"),
            _("Untick this for a security key that only comes after your password."),
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"passwordless": True} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def clean_name(self) -> str:
        """A name that is too long is cut: the passkey is already on the device, and refusing would leave it useless."""
        name: str = super().clean_name()
        return name[:LONGEST_NAME]


class RenamePasskeyForm(InOurWords, passkeys.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    words: ClassVar[Words] = {"name": PASSKEY_NAME}

    def clean_name(self) -> str:
        """As for a new one."""
        return str(self.cleaned_data["name"])[:LONGEST_NAME]
