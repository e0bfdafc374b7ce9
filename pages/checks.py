"""What `manage.py check` says of the site's own pages."""

from typing import Any

from django.core.checks import CheckMessage, register

from web.checks import check_texts

from .library import library


@register("content")
def check_pages(**_: Any) -> list[CheckMessage]:
    """Read every page of every language."""
    return check_texts("pages", library)
