"""What `manage.py check` says of the site's own pages."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, register

from articles.small_steps import small_steps
from contentfiles import shown
from web.checks import check_texts, overdue, problems_of

from .claims import ClaimsPage, claims
from .library import library


@register("content")
def check_pages(**_: Any) -> list[CheckMessage]:
    """Read every page and every small step of every language."""
    steps = check_texts("small-steps", lambda language: small_steps(language).steps)
    return check_texts("pages", library) + steps


@register("content")
def check_claims(**_: Any) -> list[CheckMessage]:
    """Read the claims of every language, and warn where their review is overdue."""
    found: list[CheckMessage] = []
    for language, _name in settings.LANGUAGES:
        read: list[ClaimsPage] = []
        found += problems_of(lambda language=language, read=read: read.append(claims(language)))  # type: ignore[misc]
        place = shown(settings.CONTENT_DIR / language / "claims.toml")
        found += [message for page in read for message in overdue(place, "its review", page.about.review_due)]
    return found
