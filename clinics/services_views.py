"""The pages on which editors add, change, order and take away help near their clinic."""

from http import HTTPStatus

from django.contrib import messages
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from .access import Here, for_editors, hold
from .local_help import WHAT
from .models import LocalService
from .services import MOST_SERVICES, ServiceForm, in_words, mark_of, moved, said_by

PAGE = "clinics/staff/local/service.html"
page = require_http_methods(["GET", "HEAD", "POST"])


@page
@for_editors
def new(request: HttpRequest, here: Here) -> HttpResponse:
    """Add a service at the end of the list."""
    hold(here.clinic)
    rows = here.clinic.services.all()
    if len(rows) >= MOST_SERVICES:
        messages.error(request, _("There is room for {most} services. Remove one first.").format(most=MOST_SERVICES))
        return _back(here)
    form = ServiceForm(None, here.clinic.country, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, here, form)
    last = rows.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    row = LocalService(clinic=here.clinic, position=position, checked_on=localdate(), **form.said)
    row.save()
    here.record(_name_it(_("{name} added"), row.name), "", in_words(form.said))
    messages.success(request, _("Saved. Patients see it now."))
    return _back(here, row)


@page
@for_editors
def service(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Change one service, or say that it is still right."""
    hold(here.clinic)
    row = get_object_or_404(here.clinic.services, pk=number)
    form = ServiceForm(row, here.clinic.country, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, here, form, row, request.POST.get("seen") or mark_of(row))
    before, said = said_by(row) | {"dial": row.dial}, form.said
    if said != before and request.POST.get("seen") != mark_of(row):
        return _page(request, here, form, row, mark_of(row), status=HTTPStatus.CONFLICT)
    if said == before and not form.cleaned_data["checked"]:
        messages.success(request, _("There was nothing to change."))
        return _back(here, row)
    _keep(here, row, before, said)
    messages.success(request, _("Saved. Patients see it now."))
    return _back(here, row)


def _keep(here: Here, row: LocalService, before: dict[str, str], said: dict[str, str]) -> None:
    new_row = said | {"checked_on": localdate(), "reminded_on": None}
    LocalService.objects.filter(pk=row.pk).update(**new_row)
    if said == before:
        here.record(_name_it(_("{name} checked, still right"), row.name))
    else:
        here.record(_name_it(_("{name} changed"), row.name), in_words(before), in_words(said))


@page
@for_editors
def remove(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Ask first; then take a service away."""
    hold(here.clinic)
    row = get_object_or_404(here.clinic.services, pk=number)
    if request.method != "POST":
        return render(request, "clinics/staff/local/service_remove.html", {"here": here, "service": row})
    here.record(_name_it(_("{name} removed"), row.name), in_words(said_by(row)), "")
    row.delete()
    messages.success(request, _("{name} was removed. Patients no longer see it.").format(name=row.name))
    return _back(here)


@require_POST
@for_editors
def move(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Move a service up or down by one place."""
    hold(here.clinic)
    rows = {row.pk: row for row in here.clinic.services.all()}
    row = get_object_or_404(here.clinic.services, pk=number)
    order = moved(list(rows), row.pk, up=request.POST.get("direction") != "down")
    if order != list(rows):
        for position, each in enumerate(order):
            LocalService.objects.filter(pk=each).update(position=position)
        names = ["\n".join(rows[each].name for each in ids) for ids in (rows, order)]
        here.record(_name_it(_("{name} moved"), row.name), *names)
    return _back(here, row)


def _name_it(words: str, name: str) -> str:
    """What was done to a service, for the history; a long name is cut so that the verb is still there."""
    short = name if len(name) <= 60 else f"{name[:59]}…"
    return WHAT + words.format(name=short)


def _page(
    request: HttpRequest,
    here: Here,
    form: ServiceForm,
    row: LocalService | None = None,
    seen: str = "",
    status: HTTPStatus | None = None,
) -> HttpResponse:
    status = status or (HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK)
    other = {"now": in_words(said_by(row)), "typed": in_words(form.said)} if status == HTTPStatus.CONFLICT else None
    context = {"here": here, "form": form, "service": row, "seen": seen, "other": other}
    return render(request, PAGE, context, status=status)


def _back(here: Here, row: LocalService | None = None) -> HttpResponse:
    """To the list, at the service that was worked on: a keyboard goes on from there."""
    place = f"service-{row.pk}" if row else "services"
    return redirect(f"{reverse('staff:local-help', args=[here.clinic.code])}#{place}")
