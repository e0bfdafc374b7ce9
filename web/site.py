"""What this copy of the site is called on paper, where nobody can follow a link."""

from urllib.parse import urlsplit

from django.conf import settings


def name_and_host() -> str:
    """The site's name with its host, such as "Thaw (thaw.example)"."""
    return f"{settings.SITE_NAME} ({urlsplit(settings.SITE_URL).hostname})"
