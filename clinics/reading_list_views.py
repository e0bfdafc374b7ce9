"""The staff pages of reading lists: all of them, one of them, a new one, a copy, and its cards."""

import logging
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from web.pdf import CannotSetError
from web.qr import qr_svg

from . import reading_lists
from .access import Here, for_editors, for_members
from .list_card import card, card_pdf, text_message, whole_address
from .list_editing import Draft, draft_of, moved_draft, sent_draft
from .list_things import Key, things, titles
from .models import ReadingList
from .reading_lists import TooManyListsError, keys_of, list_of

logger = logging.getLogger(__name__)
READ_AND_SEND = ["GET", "HEAD", "POST"]


@require_safe
@for_members
def lists(request: HttpRequest, here: Here) -> HttpResponse:
    """Every list of the clinic: those in use first."""
    rows = here.clinic.reading_lists.prefetch_related("items")
    shown = [_listed(row) for row in rows]
    in_use = [each for each in shown if not each["list"].retired_on]
    retired = [each for each in shown if each["list"].retired_on]
    full = len(in_use) >= reading_lists.MOST_IN_USE
    context = {"here": here, "in_use": in_use, "retired": retired, "full": full, "most": reading_lists.MOST_IN_USE}
    return render(request, "clinics/staff/lists/lists.html", context)


@require_http_methods(READ_AND_SEND)
@for_editors
def new_list(request: HttpRequest, here: Here) -> HttpResponse:
    """Choose what is on a new list."""
    if request.method != "POST":
        return _new_page(request, here, draft_of(()))
    if draft := moved_draft(request.POST, ()):
        return _new_page(request, here, draft)
    draft = sent_draft(request.POST, ())
    if not draft.form.is_valid():
        return _new_page(request, here, draft, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        made = reading_lists.make(here, draft.form.cleaned_data["line"], draft.form.cleaned_data["pick"])
    except TooManyListsError as full:
        draft.form.add_error(None, str(full))
        return _new_page(request, here, draft, HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("Saved. The code of this list is {code}.").format(code=made.groups))
    return redirect("staff:list", here.clinic.code, made.code)


@require_http_methods(READ_AND_SEND)
@for_members
def one_list(request: HttpRequest, here: Here, list_code: str) -> HttpResponse:
    """One list: hand it over, and for editors change it."""
    if request.method != "POST":
        chosen = list_of(here, list_code)
        return _list_page(request, here, chosen, draft_of(keys_of(chosen), chosen.line))
    if not here.can_edit:
        raise PermissionDenied
    return _sent_list(request, here, list_of(here, list_code, lock=True))


def _sent_list(request: HttpRequest, here: Here, chosen: ReadingList) -> HttpResponse:
    """Move something, or save; but never over what somebody else has saved in the meantime."""
    kept = _gone(keys_of(chosen))
    if draft := moved_draft(request.POST, kept):
        return _list_page(request, here, chosen, draft, was=request.POST.get("seen", ""))
    draft = sent_draft(request.POST, kept)
    if not draft.form.is_valid():
        return _list_page(
            request, here, chosen, draft, HTTPStatus.UNPROCESSABLE_ENTITY, was=request.POST.get("seen", "")
        )
    if request.POST.get("seen") != reading_lists.seen(chosen):
        return _list_page(request, here, chosen, draft, HTTPStatus.CONFLICT)
    if reading_lists.change(here, chosen, draft.form.cleaned_data["line"], draft.form.cleaned_data["pick"]):
        messages.success(request, _("Saved. Readers see it at once."))
    else:
        messages.info(request, _("Nothing was different, so nothing was changed."))
    return redirect("staff:list", here.clinic.code, chosen.code)


@require_http_methods(READ_AND_SEND)
@for_editors
def copy_list(request: HttpRequest, here: Here, list_code: str) -> HttpResponse:
    """The same list once more, under a code of its own."""
    chosen = list_of(here, list_code)
    if request.method != "POST":
        return redirect("staff:list", here.clinic.code, chosen.code)
    try:
        made = reading_lists.copy(here, chosen)
    except TooManyListsError as full:
        messages.error(request, str(full))
        return redirect("staff:list", here.clinic.code, chosen.code)
    messages.success(
        request,
        _("This is the copy. Its code is {code}; the list {other} stays as it is.").format(
            code=made.groups, other=chosen.groups
        ),
    )
    return redirect("staff:list", here.clinic.code, made.code)


@require_http_methods(READ_AND_SEND)
@for_editors
def retire_list(request: HttpRequest, here: Here, list_code: str) -> HttpResponse:
    """Ask first, then take a list out of use; or put it back."""
    chosen = list_of(here, list_code, lock=request.method == "POST")
    if request.method != "POST":
        return render(request, "clinics/staff/lists/retire.html", {"here": here} | _listed(chosen))
    try:
        if request.POST.get("do") == "again":
            reading_lists.use_again(here, chosen)
            messages.success(request, _("In use again: the code opens this list from now on."))
        else:
            reading_lists.retire(here, chosen)
            messages.success(request, _("Retired. The code opens the general site from now on."))
    except TooManyListsError as full:
        messages.error(request, str(full))
    return redirect("staff:list", here.clinic.code, chosen.code)


@require_safe
@for_members
def list_card(request: HttpRequest, here: Here, list_code: str) -> HttpResponse:
    """Four cards on one sheet, to print."""
    chosen = list_of(here, list_code)
    if chosen.retired_on:
        return _not_while_retired(request, here, chosen)
    paper = card(chosen)
    code = qr_svg(paper["address"], paper["shared"]["code_says"])
    context = {"here": here, "paper": paper, "code": code}
    return render(request, "clinics/staff/lists/card.html", context | _listed(chosen))


@require_safe
@for_members
def list_card_file(request: HttpRequest, here: Here, list_code: str) -> HttpResponse:
    """The same sheet as PDF."""
    chosen = list_of(here, list_code)
    if chosen.retired_on:
        return _not_while_retired(request, here, chosen)
    try:
        made = card_pdf(chosen)
    except CannotSetError:
        logger.error("The card of a reading list could not be set")
        messages.error(request, _("We could not make the PDF. Please print from the page instead."))
        return redirect("staff:list-card", here.clinic.code, chosen.code)
    name = f"{here.clinic.code}-{chosen.code}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _not_while_retired(request: HttpRequest, here: Here, chosen: ReadingList) -> HttpResponse:
    messages.error(request, _("This list is retired, so a card would open the general site. Use the list again first."))
    return redirect("staff:list", here.clinic.code, chosen.code)


def _new_page(request: HttpRequest, here: Here, draft: Draft, status: int = HTTPStatus.OK) -> HttpResponse:
    context = {"here": here, "most_things": reading_lists.MOST_THINGS} | draft.context()
    return render(request, "clinics/staff/lists/new.html", context, status=status)


def _list_page(
    request: HttpRequest,
    here: Here,
    chosen: ReadingList,
    draft: Draft,
    status: int = HTTPStatus.OK,
    was: str = "",
) -> HttpResponse:
    """`was` is what the form said before: only a page that shows what is there now may save over it."""
    text, text_length = text_message(chosen)
    context = {
        "here": here,
        "address": whole_address(chosen),
        "text": text,
        "text_length": text_length,
        "seen": was or reading_lists.seen(chosen),
        "is_conflict": status == HTTPStatus.CONFLICT,
        "most_things": reading_lists.MOST_THINGS,
    }
    return render(request, "clinics/staff/lists/list.html", context | _listed(chosen) | draft.context(), status=status)


def _listed(chosen: ReadingList) -> dict[str, Any]:
    """What every page shows of a list."""
    return {"list": chosen, "groups": chosen.groups, "titles": titles(keys_of(chosen))}


def _gone(keys: list[Key]) -> list[Key]:
    known = things()
    return [key for key in keys if key not in known]
