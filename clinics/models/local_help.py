"""What a clinic says of itself and of help nearby; each part with the day on which it was last checked."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from .clinic import Clinic

LONGEST_TEXT = 600


class Checked(models.Model):
    """Something that grows old."""

    checked_on = models.DateField(_("checked on"))
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


class FactKind(models.TextChoices):
    """The parts of a clinic's page, in the order in which they are shown."""

    BOOKING = "booking", _("How to book")
    PHONE = "phone", _("Phone")
    HOURS = "hours", _("Opening hours")
    LANGUAGES = "languages", _("Languages")
    OUT_OF_HOURS = "out-of-hours", _("When we are closed")


class LocalFact(Checked):
    """One part of a clinic's page: a text, a number, or both. `dial` is the number as a `tel:` link needs it."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=12, choices=FactKind.choices)
    text = models.CharField(max_length=LONGEST_TEXT, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    dial = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clinic", "kind"], name="each_part_once")]

    def __str__(self) -> str:
        return f"{self.clinic}: {self.kind}"


class LocalService(Checked):
    """Help near the clinic that is not the clinic's own."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="services")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("name"), max_length=100)
    offers = models.CharField(_("what it offers"), max_length=300, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    dial = models.CharField(max_length=20, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    hours = models.CharField(_("hours"), max_length=200, blank=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


def due_before(today: date) -> date:
    """What was checked on this day or earlier is due again: half a year before today."""
    month = today.month - 6
    year, month = (today.year, month) if month > 0 else (today.year - 1, month + 12)
    return date(year, month, min(today.day, 28))
