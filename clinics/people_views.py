"""Who belongs to a clinic: everyone may see it, and administrators of the site invite, change roles and remove."""

from functools import partial
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from . import invitations, second_factors
from .access import Here, for_administrators, for_members, hold
from .models import Invitation, Membership, StaffMember
from .people import members_of
from .people_form import InviteForm, RoleForm

ASKED = ["GET", "HEAD", "POST"]


@require_http_methods(ASKED)
@for_members
def people(request: HttpRequest, here: Here) -> HttpResponse:
    """Everyone of the clinic, and who is invited; an administrator invites here."""
    if request.method != "POST":
        return _page(request, here, InviteForm(clinic=here.clinic))
    if not here.is_administrator:
        raise PermissionDenied
    hold(here.clinic)
    form = InviteForm(request.POST, clinic=here.clinic)
    if not form.is_valid():
        return _page(request, here, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    row, secret = invitations.make(here.clinic, form.cleaned_data["email"], form.cleaned_data["role"], here.member)
    here.record(_("Invited"), after=_told(row))
    return _mailed(request, here, row, secret)


@require_POST
@for_administrators
def resend(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Send a waiting invitation again, with a new link; the link in the first mail stops working."""
    row = get_object_or_404(invitations.waiting(here.clinic), pk=number)
    secret = invitations.renew(row, here.member)
    here.record(_("Sent the invitation again"), after=_told(row))
    return _mailed(request, here, row, secret)


@require_POST
@for_administrators
def withdraw(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Make a waiting invitation open nothing any more."""
    row = get_object_or_404(invitations.waiting(here.clinic), pk=number)
    if invitations.withdraw(here.clinic.invitations.filter(pk=row.pk)):
        here.record(_("Withdrew the invitation"), before=_told(row))
    messages.success(request, _("The invitation for {email} is withdrawn.").format(email=row.email))
    return redirect("staff:people", here.clinic.code)


@require_POST
@for_administrators
def role(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Give a member another role."""
    row = _member(here, number)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _page(request, here, InviteForm(clinic=here.clinic), HTTPStatus.UNPROCESSABLE_ENTITY)
    if row.role != form.cleaned_data["role"]:
        before, row.role = _told(row), form.cleaned_data["role"]
        row.save(update_fields=["role"])
        here.record(_("Changed a role"), before, _told(row))
    done = _("{name} is {role} now.").format(name=row.member, role=row.get_role_display())
    messages.success(request, done)
    return redirect("staff:people", here.clinic.code)


@require_http_methods(ASKED)
@for_administrators
def remove(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Ask, and then end somebody's membership; every invitation that could bring them back goes with it."""
    row = _member(here, number)
    if request.method != "POST":
        return render(request, "clinics/staff/remove_member.html", {"here": here, "row": row})
    here.record(_("Removed"), before=_told(row))
    invitations.withdraw(here.clinic.invitations.filter(email=row.member.email))
    row.delete()
    messages.success(request, _("{name} no longer belongs to the clinic.").format(name=row.member))
    return redirect("staff:people", here.clinic.code)


@require_http_methods(ASKED)
@for_administrators
def reset_second_factor(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Ask, and then take a member's second factors away; not one's own, which would lock an administrator out."""
    row = _member(here, number)
    if row.member == here.member:
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "clinics/staff/reset_second_factor.html", {"here": here, "row": row})
    second_factors.reset(row.member)
    here.record(_("Took the second lock off"), after=row.member.email)
    transaction.on_commit(partial(_tell, request, row.member))
    return redirect("staff:people", here.clinic.code)


def _page(request: HttpRequest, here: Here, form: InviteForm, status: int = HTTPStatus.OK) -> HttpResponse:
    context = {"here": here, "form": form, "members": members_of(here), "waiting": invitations.waiting(here.clinic)}
    return render(request, "clinics/staff/people.html", context, status=status)


def _member(here: Here, number: int) -> Membership:
    hold(here.clinic)
    return get_object_or_404(here.clinic.memberships.select_related("member"), pk=number)


def _told(row: Invitation | Membership) -> str:
    email = row.email if isinstance(row, Invitation) else row.member.email
    return f"{email}: {row.get_role_display()}"


def _mailed(request: HttpRequest, here: Here, row: Invitation, secret: str) -> HttpResponse:
    """Mail it once it is certain that the invitation is kept."""
    transaction.on_commit(partial(_mail, request, row, secret))
    return redirect("staff:people", here.clinic.code)


def _mail(request: HttpRequest, row: Invitation, secret: str) -> None:
    if invitations.post(row, secret):
        messages.success(request, _("The invitation for {email} is on its way.").format(email=row.email))
        return
    problem = _(
        "The invitation for {email} is kept, but the mail could not be sent. Send it again later, or hand over this "
        "link in another way that only they can read: {address}"
    )
    messages.error(request, problem.format(email=row.email, address=invitations.address_of(secret)))


def _tell(request: HttpRequest, member: StaffMember) -> None:
    done = _("The second lock of {name} is off, and they are logged out. At the next log-in they choose a new one.")
    messages.success(request, done.format(name=member))
    if not second_factors.tell(member):
        messages.error(request, _("The mail that says so could not be sent: please tell them yourself."))
