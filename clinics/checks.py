"""What `manage.py check` says of the texts for clinics."""

from typing import Any

from django.core.checks import CheckMessage, register

from web.checks import check_texts

from .library import texts


@register("content")
def check_clinics(**_: Any) -> list[CheckMessage]:
    """Read every text of every language, and warn where a review is overdue."""
    return check_texts("clinics", texts)
