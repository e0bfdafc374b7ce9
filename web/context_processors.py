"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """The site's name and addresses."""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "site_contact": settings.SITE_CONTACT,
        "leave_url": settings.LEAVE_URL,
        "canonical": settings.SITE_URL + request.path,
        "path": request.path,
        "noindex": False,
        "new_tabs": False,  # a result is gone on Back, so its links open beside it
    }
