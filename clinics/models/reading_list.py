"""What a clinic hands over: chosen reading behind one short address. It has no field for a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.codes import LENGTH, in_groups, new_code

from .clinic import Clinic

LONGEST_LINE = 120


class ReadingList(models.Model):
    """Articles, small steps and the self-check, in an order, behind /r/<code>/."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="reading_lists")
    code = models.CharField(max_length=LENGTH, unique=True, default=new_code)
    line = models.CharField(_("a line from you"), max_length=LONGEST_LINE, blank=True)
    made_on = models.DateField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = [models.F("retired_on").asc(nulls_first=True), "-made_on", "-id"]

    def __str__(self) -> str:
        return self.code

    @property
    def groups(self) -> str:
        """The code as it is read out and printed."""
        return in_groups(self.code)


class ItemKind(models.TextChoices):
    """What can stand on a list."""

    ARTICLE = "article", _("article")
    SMALL_STEP = "small-step", _("small step")
    SELF_CHECK = "self-check", _("self-check")


class ListItem(models.Model):
    """One thing on a list. `slug` names an article or a small step; the self-check has none."""

    reading_list = models.ForeignKey(ReadingList, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=ItemKind.choices)
    slug = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}".strip()
