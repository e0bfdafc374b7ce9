"""Who may log in, for which clinic, and who has been invited."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from .clinic import Clinic


class StaffMembers(BaseUserManager["StaffMember"]):
    """Makes accounts; an address is kept in small letters, so that nobody has two."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "StaffMember":
        """An account for one e-mail address."""
        member = self.model(email=email.strip().lower(), **fields)
        member.set_password(password)
        member.save(using=self._db)
        return member

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "StaffMember":
        """An account for an administrator."""
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "StaffMember":
        """The account of an address, in any case."""
        return self.get(email=(username or "").strip().lower())


class StaffMember(AbstractBaseUser, PermissionsMixin):
    """Someone who works for a clinic, or administers the site (`is_superuser`). Never a visitor."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=80, blank=True)
    is_active = models.BooleanField(_("may log in"), default=True)
    made_on = models.DateField(_("made on"), auto_now_add=True)

    objects: ClassVar[StaffMembers] = StaffMembers()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["email"]
        verbose_name = _("staff member")

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        """Whether the stock admin is open to them."""
        return self.is_superuser


class Role(models.TextChoices):
    """What a member may do for one clinic."""

    EDITOR = "editor", _("editor")
    VIEWER = "viewer", _("viewer")


class Membership(models.Model):
    """One member's role at one clinic."""

    member = models.ForeignKey(StaffMember, models.CASCADE, related_name="memberships")
    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=6, choices=Role.choices, default=Role.VIEWER)

    class Meta:
        ordering = ["member__email"]
        constraints = [models.UniqueConstraint(fields=["member", "clinic"], name="one_role_for_each_clinic")]

    def __str__(self) -> str:
        return f"{self.member}: {self.role}, {self.clinic}"


class Invitation(models.Model):
    """An invitation that was mailed. Of its secret only a digest is kept: a copy of this table opens nothing."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=6, choices=Role.choices, default=Role.VIEWER)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(StaffMember, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"{self.email}: {self.clinic}"
