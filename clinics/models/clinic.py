"""A clinic, and the codes it had before."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.codes import LONGEST, is_clinic_code


def check_code(code: str) -> None:
    """Raise ValidationError where a code cannot name a clinic."""
    if not is_clinic_code(code):
        raise ValidationError(
            _("Use 3 to 24 small letters, figures and hyphens, and begin with a letter. For example: riverside")
        )


class Clinic(models.Model):
    """Recommends the site, and may name local help. `code` is its place in addresses: /c/<code>/."""

    name = models.CharField(_("name"), max_length=80)
    code = models.CharField(_("code"), max_length=LONGEST, unique=True, validators=[check_code])
    country = models.CharField(_("country"), max_length=2)
    made_on = models.DateField(_("made on"), auto_now_add=True)
    retired_on = models.DateField(_("retired on"), null=True, blank=True)

    class Meta:
        ordering = ["name", "code"]
        verbose_name = _("clinic")

    def __str__(self) -> str:
        return self.name


class FormerCode(models.Model):
    """A code that a clinic had, and that stands on cards which are still about. It is never given to another."""

    code = models.CharField(max_length=LONGEST, unique=True)
    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="former_codes")

    def __str__(self) -> str:
        return self.code
