"""The pages on which an administrator makes, renames, retires and reopens a clinic."""

from http import HTTPStatus

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from support.directory import directory
from support.phrases import country_name

from .access import Here, administrators_only, for_administrators, hold
from .clinic_form import ClinicForm
from .history import record
from .models import Clinic, FormerCode, StaffMember

page = require_http_methods(["GET", "HEAD", "POST"])


@page
@administrators_only
def new(request: HttpRequest) -> HttpResponse:
    """Make a clinic."""
    form = ClinicForm(None, request.POST if request.method == "POST" else None)
    if form.is_valid():
        clinic = Clinic(**form.cleaned_data)
        if _saved(clinic, form):
            member = request.user if isinstance(request.user, StaffMember) else None
            record(clinic, member, _("Clinic made"), "", _in_words(clinic))
            messages.success(request, _("{name} is here. Invite its staff next.").format(name=clinic.name))
            return redirect("staff:clinic", clinic.code)
    return render(request, "clinics/staff/clinics/new.html", {"form": form}, status=_status(form))


@page
@for_administrators
def settings(request: HttpRequest, here: Here) -> HttpResponse:
    """Name, code and country; and the way to retire or reopen."""
    hold(here.clinic)
    here.clinic.refresh_from_db()
    form = ClinicForm(here.clinic, request.POST if request.method == "POST" else None)
    if form.is_valid() and _changed(request, here, form):
        return redirect("staff:settings", here.clinic.code)
    shown = Clinic.objects.get(pk=here.clinic.pk)
    context = {"here": Here(shown, here.member, here.role), "form": form, "former": shown.former_codes.all()}
    return render(request, "clinics/staff/clinics/settings.html", context, status=_status(form))


def _changed(request: HttpRequest, here: Here, form: ClinicForm) -> bool:
    """Write what was changed; whether nobody was faster with the same code."""
    clinic, before, old_code, old_country = here.clinic, _in_words(here.clinic), here.clinic.code, here.clinic.country
    for name, value in form.cleaned_data.items():
        setattr(clinic, name, value)
    after = _in_words(clinic)
    if before == after:
        messages.success(request, _("There was nothing to change."))
        return True
    if not _saved(clinic, form):
        return False
    if clinic.code != old_code:
        clinic.former_codes.filter(code=clinic.code).delete()
        FormerCode.objects.create(clinic=clinic, code=old_code)
    here.record(_("Settings changed"), before, after)
    messages.success(request, _("Saved."))
    if clinic.country != old_country:
        messages.warning(request, _("The country changed. Look through the phone numbers under “Local help”."))
    return True


@page
@for_administrators
def retire(request: HttpRequest, here: Here) -> HttpResponse:
    """Ask first; then close a clinic's addresses, or open them again. What was asked for is sent along."""
    clinic = here.clinic
    hold(clinic)
    clinic.refresh_from_db()
    if request.method != "POST":
        return render(request, "clinics/staff/clinics/retire.html", {"here": here})
    to_retire = request.POST.get("to") != "reopen"
    if to_retire != bool(clinic.retired_on):
        clinic.retired_on = localdate() if to_retire else None
        clinic.save(update_fields=["retired_on"])
        here.record(_("Clinic retired") if to_retire else _("Clinic reopened"))
    said = _("{name} is retired.") if to_retire else _("{name} is open again.")
    messages.success(request, said.format(name=clinic.name))
    return redirect("staff:settings", clinic.code)


def _saved(clinic: Clinic, form: ClinicForm) -> bool:
    """Save a clinic, unless somebody else took its code a moment ago."""
    try:
        with transaction.atomic():
            clinic.save(update_fields=("name", "code", "country") if clinic.pk else None)
    except IntegrityError:
        form.add_error("code", _("Somebody took this code a moment ago. Choose another."))
        return False
    return True


def _in_words(clinic: Clinic) -> str:
    country = directory().country(clinic.country)
    return "\n".join((clinic.name, f"/c/{clinic.code}/", country_name(country) if country else clinic.country))


def _status(form: ClinicForm) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
