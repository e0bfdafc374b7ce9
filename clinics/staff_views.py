"""The first pages that staff see: their clinics, one clinic, and how to choose a second factor."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from .access import Here, clinics_of, for_members
from .models import StaffMember
from .reminders import due_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Every clinic that someone may open; whoever has one alone is led straight to it."""
    member = cast(StaffMember, request.user)  # clinics.doorkeeping lets nobody else in
    clinics = clinics_of(member)
    if len(clinics) == 1 and not member.is_superuser:
        return redirect("staff:clinic", clinics[0].clinic.code)
    return render(request, "clinics/staff/home.html", {"clinics": clinics, "member": member})


@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """Choose between a passkey and one-time codes; without one of them no other staff page opens."""
    return render(request, "clinics/staff/second_factor.html")


@require_safe
@for_members
def clinic(request: HttpRequest, here: Here) -> HttpResponse:
    """One clinic: its address to hand over, what is due to be checked, and the ways to everything else."""
    context = {
        "here": here,
        "due": due_of(here.clinic),
        "has_help": here.clinic.facts.exists(),
        "lists": here.clinic.reading_lists.filter(retired_on=None)[:5],
    }
    return render(request, "clinics/staff/clinic.html", context)
