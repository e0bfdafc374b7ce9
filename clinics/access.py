"""Which staff page is open to whom. Staff of one clinic never learn of another's, not even that it is there."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse

from .history import record
from .models import Clinic, Membership, StaffMember
from .models.staff import Role

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Here:
    """The clinic of a staff page, who is looking, and what they may do."""

    clinic: Clinic
    member: StaffMember
    role: str

    @property
    def can_edit(self) -> bool:
        """Whether they may change anything of this clinic."""
        return self.role == Role.EDITOR

    @property
    def is_administrator(self) -> bool:
        """Whether they administer the whole site."""
        return self.member.is_superuser

    def record(self, what: str, before: str = "", after: str = "") -> None:
        """Keep in the clinic's history what was changed."""
        record(self.clinic, self.member, what, before, after)


def hold(clinic: Clinic) -> None:
    """Let nobody else write for this clinic until the transaction ends; whoever only reads has none, and waits not."""
    if transaction.get_connection().in_atomic_block:
        Clinic.objects.select_for_update().get(pk=clinic.pk)


def clinics_of(member: StaffMember) -> list[Here]:
    """Every clinic that someone may open; for an administrator, all."""
    if member.is_superuser:
        return [Here(clinic, member, Role.EDITOR) for clinic in Clinic.objects.all()]
    rows = Membership.objects.select_related("clinic").filter(member=member).order_by("clinic__name")
    return [Here(row.clinic, member, row.role) for row in rows]


def here(request: HttpRequest, code: str) -> Here:
    """The clinic of a code, for whoever is logged in. Raises Http404 where it is not theirs."""
    member = cast(StaffMember, request.user)  # clinics.doorkeeping lets nobody else in
    if member.is_superuser:
        clinic = Clinic.objects.filter(code=code).first()
        role = Role.EDITOR.value
    else:
        row = Membership.objects.select_related("clinic").filter(member=member, clinic__code=code).first()
        clinic, role = (row.clinic, row.role) if row else (None, "")
    if clinic is None:
        raise Http404
    return Here(clinic, member, role)


def for_members(view: View) -> View:
    """A page for everyone of a clinic. The view gets Here in place of the code; what it writes is written whole."""
    return _checked(view, lambda _found: True)


def for_editors(view: View) -> View:
    """A page for a clinic's editors."""
    return _checked(view, lambda found: found.can_edit)


def for_administrators(view: View) -> View:
    """A page about one clinic for administrators of the site."""
    return _checked(view, lambda found: found.is_administrator)


def _checked(view: View, may: Callable[[Here], bool]) -> View:
    @wraps(view)
    def checked(request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponse:
        with _whole(request):
            found = here(request, code)
            if not may(found):
                raise PermissionDenied
            return view(request, found, *args, **kwargs)

    return checked


def _whole(request: HttpRequest) -> AbstractContextManager[None]:
    """One transaction for what writes; what only reads keeps nobody from writing, however long a paper takes to set."""
    return nullcontext() if request.method in ("GET", "HEAD") else transaction.atomic()


def administrators_only(view: View) -> View:
    """A page of the staff half that belongs to no clinic, for administrators."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not cast(StaffMember, request.user).is_superuser:
            raise Http404
        with _whole(request):
            return view(request, *args, **kwargs)

    return checked
