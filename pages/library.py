"""The site's own pages: about, privacy and the like. Files in, Page out."""

from functools import lru_cache

from django.conf import settings

from web.operator import contact, operator
from web.texts import Page, read_page

from .corrections import corrections

CHANGES = settings.BASE_DIR / "CHANGELOG.md"


@lru_cache(maxsize=8)
def library(language: str) -> dict[str, Page]:
    """Every page of one language, by slug. Raises ContentError."""
    fill = {"operator": operator(), "contact": contact(), "corrections": corrections(CHANGES)}
    folder = settings.CONTENT_DIR / language / "pages"
    return {path.stem: read_page(path, fill) for path in sorted(folder.glob("*.md"))}
