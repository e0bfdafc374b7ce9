"""Who runs this copy of the site, and how to reach them, as texts say it."""

from django.conf import settings
from django.utils.translation import gettext as _


def operator() -> str:
    """Who runs it, or plainly that nobody has named themselves."""
    return settings.SITE_OPERATOR or _(
        "Whoever runs this copy of the site has not put a name here yet. "
        "Until there is one, treat it as a trial copy, and check help numbers with your health service as well."
    )


def contact() -> str:
    """How to reach them, as Markdown."""
    if settings.SITE_CONTACT:
        return f"[{settings.SITE_CONTACT}](mailto:{settings.SITE_CONTACT})"
    return _("This copy of the site has no contact address yet.")
