"""The forms of django-allauth in the site's own words, without grey text in the fields."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as codes
from allauth.mfa.totp import forms as app
from django.forms import Form
from django.utils.translation import gettext_lazy as _

Words = dict[str, tuple[Any, Any]]

EMAIL, OLD = (_("E-mail"), ""), (_("Your present password"), "")
RULES = _(
    "At least 12 characters, not figures alone, and not like your name, your e-mail or your clinic. Three or four "
    "words that do not belong together are hard to guess and easy to keep in mind."
)
NEW = (_("New password"), RULES)
AGAIN = (_("The same password again"), "")
CODE = (
    _("Code"),
    _("Six figures from your authenticator app, or one of your recovery codes. Spaces do not matter."),
)


class InOurWords(Form):
    """Gives each field its label and its hint."""

    words: ClassVar[Words] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text = self.words[name]
            field.error_messages["required"] = _("Please fill in “%s”.") % field.label


class LoginForm(InOurWords, account.LoginForm):  # type: ignore[misc]
    """E-mail and password."""

    words: ClassVar[Words] = {"login": EMAIL, "password": (_("Password"), "")}


class ReauthenticateForm(InOurWords, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""

    words: ClassVar[Words] = {"password": (_("Password"), "")}


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):  # type: ignore[misc]
    """The old password, and a new one."""

    words: ClassVar[Words] = {"oldpassword": OLD, "password1": NEW, "password2": AGAIN}


class SetPasswordForm(InOurWords, account.SetPasswordForm):  # type: ignore[misc]
    """A first password."""

    words: ClassVar[Words] = {"password1": NEW, "password2": AGAIN}


class ResetPasswordForm(InOurWords, account.ResetPasswordForm):  # type: ignore[misc]
    """Where to send the link."""

    words: ClassVar[Words] = {"email": EMAIL}


class ResetPasswordKeyForm(InOurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, by the link."""

    words: ClassVar[Words] = {"password1": NEW, "password2": AGAIN}


class AuthenticateForm(InOurWords, codes.AuthenticateForm):  # type: ignore[misc]
    """A code as the second step."""

    words: ClassVar[Words] = {"code": CODE}


class ReauthenticateByCodeForm(InOurWords, codes.ReauthenticateForm):  # type: ignore[misc]
    """A code once more."""

    words: ClassVar[Words] = {"code": CODE}


class ActivateTOTPForm(InOurWords, app.ActivateTOTPForm):  # type: ignore[misc]
    """A first code of a new app."""

    words: ClassVar[Words] = {"code": (_("Code from the app"), _("Six figures. They change every half minute."))}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    def typed_secret(self) -> str:
        """The key in groups of four, to be typed."""
        return " ".join(self.secret[start : start + 4] for start in range(0, len(self.secret), 4))
