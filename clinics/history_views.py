"""Who changed what of a clinic, and when, newest first: every member may read it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .access import Here, for_members

A_PAGE = 50


@require_safe
@for_members
def history(request: HttpRequest, here: Here) -> HttpResponse:
    """One page of changes; a page that is not there is the nearest one that is."""
    page = Paginator(here.clinic.changes.all(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "clinics/staff/history.html", {"here": here, "page": page})
