"""Who changed what of a clinic, and when."""

from django.db import models

from .clinic import Clinic
from .staff import StaffMember


class Change(models.Model):
    """One change. The name stays when the account goes; `before` and `after` are as staff saw them."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="changes")
    member = models.ForeignKey(StaffMember, models.SET_NULL, null=True, related_name="+")
    who = models.CharField(max_length=120)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    what = models.CharField(max_length=120)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.what}"
