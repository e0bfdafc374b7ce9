"""The staff page of counts, and the same as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from .access import Here, for_members
from .counts import as_csv, counted
from .counts_chart import chart


@require_safe
@for_members
def counts(request: HttpRequest, here: Here) -> HttpResponse:
    """The door and each list, month by month; lists that never had ten opens in a month stand together at the end."""
    door, *lists = counted(here.clinic, localdate())
    shown = [(each, chart(each.months)) for each in (door, *(each for each in lists if each.most))]
    quiet = [each for each in lists if not each.most]
    return render(request, "clinics/staff/counts/counts.html", {"here": here, "shown": shown, "quiet": quiet})


@require_safe
@for_members
def counts_file(_request: HttpRequest, here: Here) -> HttpResponse:
    """Every number that is told, for a spreadsheet."""
    headers = {"Content-Disposition": f'attachment; filename="{here.clinic.code}-counts.csv"'}
    return HttpResponse(
        as_csv(counted(here.clinic, localdate())), content_type="text/csv; charset=utf-8", headers=headers
    )
