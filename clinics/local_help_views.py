"""The page on which a clinic's staff keep what patients read of it: read by every member, changed by editors."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from .access import Here, for_members, hold
from .directory import local_help as as_visitors_see
from .local_help import Meanwhile, meanwhile, parts_of, seen_of, steps
from .local_help_form import LocalHelpForm
from .local_help_store import facts_of, keep, last_change
from .models.local_help import due_before
from .reminders import due_of
from .services import MOST_SERVICES

PAGE = "clinics/staff/local/help.html"


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def local_help(request: HttpRequest, here: Here) -> HttpResponse:
    """The clinic's parts, each with the day of its last check, and the services near it."""
    if request.method == "POST":
        return _sent(request, here)
    if not here.can_edit:
        context = {"here": here, "shown": as_visitors_see(here.clinic), "last": last_change(here.clinic)}
        return render(request, "clinics/staff/local/read.html", context)
    parts = parts_of(facts_of(here.clinic).values())
    return _page(request, here, LocalHelpForm(parts, here.clinic.country), seen_of(parts))


def _sent(request: HttpRequest, here: Here) -> HttpResponse:
    if not here.can_edit:
        raise PermissionDenied
    hold(here.clinic)
    parts, seen = parts_of(facts_of(here.clinic).values()), request.POST.get("seen", "")
    form = LocalHelpForm(parts, here.clinic.country, request.POST)
    if not form.is_valid():
        return _page(request, here, form, seen, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if others := meanwhile(seen, parts, form.typed):
        form = form.again(parts, here.clinic.country, others)
        return _page(request, here, form, seen_of(parts), others, status=HTTPStatus.CONFLICT)
    done = steps(parts, form.typed, form.checked)
    keep(here, done)
    messages.success(request, _("Saved. Patients see it now.") if done else _("There was nothing to change."))
    return redirect("staff:local-help", here.clinic.code)


def _page(
    request: HttpRequest,
    here: Here,
    form: LocalHelpForm,
    seen: str,
    others: list[Meanwhile] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    rows, services = facts_of(here.clinic), list(here.clinic.services.all())
    context = {
        "here": here,
        "form": form,
        "seen": seen,
        "parts": [(part, rows.get(part.kind)) for part in form.parts],
        "others": others or [],
        "services": services,
        "full": len(services) >= MOST_SERVICES,
        "old": due_before(localdate()),
        "due": due_of(here.clinic),
        "last": last_change(here.clinic),
    }
    return render(request, PAGE, context, status=status)
