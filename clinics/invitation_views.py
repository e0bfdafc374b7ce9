"""Accept an invitation: the link in the mail, then a page without the secret in its address."""

from http import HTTPStatus
from typing import cast

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.backends.db import SessionStore
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from . import invitations
from .doorkeeping import PROVEN
from .models import Invitation, StaffMember
from .people_form import AcceptForm

KEPT = "invitation"


@require_safe
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Take the secret out of the address: no history, bookmark or server log of a later page shows it."""
    found = invitations.find(invitations.digest_of(secret))
    if not found:
        return _gone(request)
    request.session[KEPT] = found.digest
    answer = redirect("staff:invited")
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest) -> HttpResponse:
    """Which clinic and role, and what there is still to do."""
    found = invitations.find(request.session.get(KEPT, ""))
    member = StaffMember.objects.filter(email=found.email).first() if found else None
    if not found or (member and not member.is_active):
        return _gone(request)
    if request.user.is_authenticated and request.user != member:
        return _page(request, found, "other")
    if not member:
        return _new_account(request, found)
    if not request.user.is_authenticated:
        return _page(request, found, "log-in")
    if request.session.get(PROVEN) != member.pk:
        return redirect("staff:second-factor")
    return _join(request, found, member) if request.method == "POST" else _page(request, found, "join")


def _new_account(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = AcceptForm(request.POST or None, invitation=found)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
        return _page(request, found, "new", form, status)
    try:
        with transaction.atomic():
            member = invitations.accept_as_new(found, form.cleaned_data["name"], form.cleaned_data["password"])
    except (IntegrityError, invitations.GoneError):
        return _gone(request)
    del request.session[KEPT]
    # The password was typed a moment ago: setting up a second factor does not ask for it again.
    record_authentication(request, member, "password", email=member.email, reauthenticated=True)
    login = Login(user=member, email=member.email, redirect_url=reverse("staff:second-factor"))
    return cast(HttpResponse, perform_login(request, login))


def _join(request: HttpRequest, found: Invitation, member: StaffMember) -> HttpResponse:
    try:
        with transaction.atomic():
            invitations.accept(found, member)
    except invitations.GoneError:
        return _gone(request)
    del request.session[KEPT]
    messages.success(request, _("You belong to {clinic} now.").format(clinic=found.clinic.name))
    return redirect("staff:clinic", found.clinic.code)


def _page(
    request: HttpRequest, found: Invitation, case: str, form: AcceptForm | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {"invitation": found, "case": case, "form": form}
    return render(request, "clinics/staff/invitation.html", context, status=status)


def _gone(request: HttpRequest) -> HttpResponse:
    """Used, withdrawn, too old, never there: the same words for all, so that trying tells nothing."""
    page = render(request, "clinics/staff/invitation_gone.html", status=HTTPStatus.GONE)
    page.headers["Referrer-Policy"] = "no-referrer"
    if request.method == "POST":  # the second of two clicks must not end the session that the first has begun
        request.session = SessionStore()
        request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
    return page
