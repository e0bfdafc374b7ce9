"""Words that others would try first: a password may hold them, and has to be good enough without."""

import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Clinic, StaffMember

ENOUGH, DIFFERENT = 8, 5  # letters and figures that must be left, and how many of them have to be different ones
OURS = ("thaw", "clinic", "practice", "surgery", "hospital", "password", "staff")
TOO_NEAR = _(
    "Without the name of this site or of your clinic too little of this password is left, and others would try those "
    "first. Please add words that have nothing to do with either."
)


def check_against(password: str, clinics: list[Clinic]) -> None:
    """Raises ValidationError where nearly all of a password is the site's words, or the name or code of a clinic."""
    names = [name for clinic in clinics for name in (clinic.name, clinic.code)]
    words = {re.sub(r"[\W_]", "", word.casefold()) for word in (settings.SITE_NAME, *OURS, *names)} - {""}
    spelled = (r"[\W_]*".join(map(re.escape, word)) for word in sorted(words, key=len, reverse=True))
    left, times = re.subn("|".join(spelled), "", password.casefold())
    left = re.sub(r"[\W_]", "", left)
    if times and (len(left) < ENOUGH or len(set(left)) < DIFFERENT):
        raise ValidationError(TOO_NEAR, code="password_of_our_words")


class NotOurWords:
    """For settings.AUTH_PASSWORD_VALIDATORS. Whoever is only being invited has no clinic yet: see people_form."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError."""
        known = isinstance(user, StaffMember) and user.pk
        check_against(password, list(Clinic.objects.filter(memberships__member=user)) if known else [])

    def get_help_text(self) -> str | Promise:
        """For Django's own forms."""
        return TOO_NEAR
