"""The stock admin, for administrators: to look, and to close an account. What has rules is done on the staff pages."""

from functools import partial
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from . import second_factors
from .counts import FEW
from .models import Change, Clinic, Invitation, Membership, Opens, StaffMember

admin.site.site_title = admin.site.site_header = _("Administration")
admin.site.index_title = _("Look up, and close accounts")
admin.site.enable_nav_sidebar = False
admin.site.password_change = lambda *_args, **_more: redirect("account_change_password")  # type: ignore[assignment]
for model in (Group, EmailAddress, Authenticator):  # no groups here; the others hold what our own pages keep straight
    admin.site.unregister(model)


class LookOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows that only the site itself writes."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Never."""
        return False


@admin.register(StaffMember)
class StaffMembers(admin.ModelAdmin):  # type: ignore[type-arg]
    """Close and open accounts, name administrators, and take a lost second factor away."""

    list_display = ("email", "name", "is_active", "is_superuser", "last_login")
    list_filter = ("is_active", "is_superuser")
    search_fields = ("email", "name")
    fields = ("email", "name", "is_active", "is_superuser", "made_on", "last_login")
    readonly_fields = ("email", "made_on", "last_login")
    actions = ("take_second_factor_away",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Accounts come from invitations."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: StaffMember | None = None) -> bool:
        """An account is closed and stays, so that the history keeps its meaning."""
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """An address may not ask for a password's digest, letter by letter."""
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    def save_model(self, request: HttpRequest, obj: StaffMember, form: Any, change: bool) -> None:
        """A closed account is logged out everywhere, so that no old session comes back when it is opened again."""
        super().save_model(request, obj, form, change)
        if not obj.is_active:
            second_factors.end_sessions(obj)

    def get_readonly_fields(self, request: HttpRequest, obj: StaffMember | None = None) -> tuple[str, ...]:
        """Nobody closes their own account or steps down by mistake: the site may have no other administrator."""
        own = ("is_active", "is_superuser") if obj and obj.pk == request.user.pk else ()
        return (*self.readonly_fields, *own)

    @admin.action(description=_("Phone lost: take the second lock off, and log out everywhere"))
    def take_second_factor_away(self, request: HttpRequest, members: QuerySet[StaffMember]) -> None:
        """As on a clinic's people page, for administrators who belong to no clinic."""
        for member in members.exclude(email=request.user.get_username()):
            second_factors.reset(member)
            self.log_change(request, member, str(_("Took the second lock off")))
            transaction.on_commit(partial(second_factors.tell, member))
        self.message_user(request, _("Done. At the next log-in they choose a new one. Your own stays."))


@admin.register(Clinic)
class Clinics(LookOnly):
    """Clinics; they are made and changed on their own pages."""

    list_display = ("name", "code", "country", "made_on", "retired_on")
    search_fields = ("name", "code")


@admin.register(Membership)
class Memberships(LookOnly):
    """Who belongs where; changed on the clinic's people page."""

    list_display = ("member", "clinic", "role")
    list_filter = ("role", "clinic")


@admin.register(Invitation)
class Invitations(LookOnly):
    """Who was invited; the digest of the secret is shown to nobody."""

    list_display = ("email", "clinic", "role", "sent_at", "expires_at", "accepted_at", "withdrawn_at")
    list_filter = ("clinic",)
    exclude = ("digest",)


@admin.register(Change)
class Changes(LookOnly):
    """The history of all clinics."""

    list_display = ("at", "clinic", "who", "what")
    list_filter = ("clinic",)
    date_hierarchy = "at"


@admin.register(Opens)
class MonthlyOpens(LookOnly):
    """Counts, by month."""

    list_display = fields = ("clinic", "reading_list", "month", "number")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Opens]:
        """Small numbers are never read here: no filter in an address can ask for one."""
        return super().get_queryset(request).filter(number__gte=FEW)
