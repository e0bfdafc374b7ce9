"""What this copy of the site is called: on paper, where nobody can follow a link, and to programs."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import get_language

from .structured import Site


def name_and_host() -> str:
    """The site's name with its host, such as "Thaw (thaw.example)"."""
    return f"{settings.SITE_NAME} ({urlsplit(settings.SITE_URL).hostname})"


def this_site() -> Site:
    """This copy, in the language of the page that is being made."""
    return Site(
        name=settings.SITE_NAME,
        url=settings.SITE_URL,
        language=get_language() or settings.LANGUAGE_CODE,
        operator=settings.SITE_OPERATOR,
    )
