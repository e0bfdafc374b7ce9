"""How often an address of a clinic was opened in a month. There is nothing else to know: no day, hour or visitor."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .clinic import Clinic
from .reading_list import ReadingList


class Opens(models.Model):
    """One month of one clinic's door, or of one of its lists. `month` is the month's first day."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="opens")
    reading_list = models.ForeignKey(ReadingList, models.CASCADE, null=True, related_name="opens")
    month = models.DateField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("month of opens")
        verbose_name_plural = _("opens by month")
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "month"], condition=Q(reading_list=None), name="one_number_a_month_for_a_door"
            ),
            models.UniqueConstraint(
                fields=["reading_list", "month"],
                condition=Q(reading_list__isnull=False),
                name="one_number_a_month_for_a_list",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clinic} {self.month:%Y-%m}"
