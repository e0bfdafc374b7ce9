"""What is asked to invite somebody, and of whoever accepts."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from .account_forms import RULES, InOurWords
from .invitations import waiting
from .models import Clinic, Invitation, StaffMember
from .models.staff import Role
from .passwords import check_against
from .plain_text import PlainText

ROLES = (
    (Role.VIEWER.value, _("Viewer: may read all of the clinic’s pages, and print")),
    (Role.EDITOR.value, _("Editor: may also change local help and reading lists")),
)
LONGEST_EMAIL = 254


class InviteForm(InOurWords):
    """Whom to invite, and what they may do."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=LONGEST_EMAIL,
        help_text=_("The person’s own work address. A shared mailbox cannot show who changed what."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Role"), choices=ROLES, widget=forms.RadioSelect)

    def __init__(self, *args: Any, clinic: Clinic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clinic = clinic

    def clean_email(self) -> str:
        """Each address is invited once, and not again while it belongs to the clinic."""
        email: str = self.cleaned_data["email"].lower()
        if self.clinic.memberships.filter(member__email=email).exists():
            raise forms.ValidationError(_("This address already belongs to someone on the list above."))
        if waiting(self.clinic).filter(email=email).exists():
            raise forms.ValidationError(_("This address is invited already. Use “Send again” beside it."))
        return email


class RoleForm(forms.Form):
    """Another role."""

    role = forms.ChoiceField(choices=Role.choices)


class AcceptForm(InOurWords):
    """What a new account needs."""

    name = PlainText(most=80, label=_("Your name"), help_text=_("Your colleagues see it beside what you change."))
    password = forms.CharField(
        label=_("Choose a password"),
        help_text=RULES,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    def clean_password(self) -> str:
        """A password by the rules."""
        password: str = self.cleaned_data["password"]
        validate_password(password, StaffMember(email=self.invitation.email, name=self.cleaned_data.get("name", "")))
        check_against(password, [self.invitation.clinic])
        return password
