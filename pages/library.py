"""The site's own pages: about, privacy and the like. Files in, Page out."""

from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext as _

from web.texts import Page, read_page

from .corrections import corrections

CHANGES = settings.BASE_DIR / "CHANGELOG.md"


@lru_cache(maxsize=8)
def library(language: str) -> dict[str, Page]:
    """Every page of one language, by slug. Raises ContentError."""
    fill = {"operator": _operator(), "contact": _contact(), "corrections": corrections(CHANGES)}
    folder = settings.CONTENT_DIR / language / "pages"
    return {path.stem: read_page(path, fill) for path in sorted(folder.glob("*.md"))}


def _operator() -> str:
    """Who runs this copy of the site, or plainly that nobody has named themselves."""
    return settings.SITE_OPERATOR or _(
        "Whoever runs this copy of the site has not put a name here yet. "
        "Until there is one, treat it as a trial copy, and check help numbers with your health service as well."
    )


def _contact() -> str:
    """How to reach them, as Markdown."""
    if settings.SITE_CONTACT:
        return f"[{settings.SITE_CONTACT}](mailto:{settings.SITE_CONTACT})"
    return _("This copy of the site has no contact address yet.")
