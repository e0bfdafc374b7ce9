"""Who may go through to a staff page, and where everybody else is sent."""

import time
from http import HTTPStatus

from allauth.account.signals import authentication_step_completed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset, authenticator_used
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.views import redirect_to_login
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from .models import StaffMember
from .second_factors import end_sessions

# Pages for whoever is not logged in yet. Everything that is not named here is closed.
OPEN = (
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "staff:invitation",
    "staff:invited",
)
# Pages for whoever has logged in and still has to choose a second factor.
SETTING_UP = (
    "staff:second-factor",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_reauthenticate",
)
PROVEN = "second_factor"
BEGAN = "began"
SECRETS = ("csrfmiddlewaretoken", "next", "code", "credential")
TYPED = 8  # characters: what is shorter is quickly typed again, or was only ticked
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


@receiver([authenticator_added, authenticator_used])
def remember_second_factor(request: HttpRequest, user: AbstractBaseUser, **_more: object) -> None:
    """The session knows whose second factor was shown in it; an older session of the same account does not."""
    request.session[PROVEN] = user.pk


@receiver(authentication_step_completed)
def begin_anew(request: HttpRequest, **_more: object) -> None:
    """Whoever has just shown who they are, be it once more, goes on under another session identifier."""
    request.session.cycle_key()


@receiver([authenticator_added, authenticator_removed, authenticator_reset])
def end_other_sessions(request: HttpRequest, user: StaffMember, **_more: object) -> None:
    """Somebody may change their second lock because another has it."""
    if end_sessions(user, but=request.session.session_key):
        messages.info(request, _("Everywhere else you are logged out now."))


def refusal(request: HttpRequest) -> HttpResponseBase | None:
    """The answer instead of a staff page, or None where its reader may go on."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    if name in OPEN:
        return None
    if request.user.is_authenticated and _too_long_ago(request):
        logout(request)
    if not request.user.is_authenticated:
        return _logged_out(request)
    if request.session.get(PROVEN) == request.user.pk:
        return None
    if is_mfa_enabled(request.user, SECOND_FACTORS):
        logout(request)  # this session began before the second factor was there
        return redirect_to_login(request.get_full_path())
    return None if name in SETTING_UP else redirect("staff:second-factor")


def _too_long_ago(request: HttpRequest) -> bool:
    """Whether a log-in is over, however busy its session is."""
    began: float = request.session.setdefault(BEGAN, time.time())
    return time.time() - began > settings.LONGEST_SECONDS


def _logged_out(request: HttpRequest) -> HttpResponse:
    """The log-in page; where something was typed, a page that gives it back first."""
    typed = [(name, str(value)) for name, value in request.POST.items() if _worth_giving_back(name, str(value))]
    if request.method != "POST" or not typed:
        return redirect_to_login(request.get_full_path())
    context = {"typed": typed, "again": request.get_full_path()}
    return render(request, "clinics/staff/logged_out.html", context, status=HTTPStatus.UNAUTHORIZED)


def _worth_giving_back(name: str, value: str) -> bool:
    """Whether a value was typed by hand, and is no secret: it is shown on a page to whoever sits there now."""
    secret = "password" in name.lower() or name.lower() in SECRETS
    return not secret and (len(value) >= TYPED or " " in value or "\n" in value)
