"""The texts of the pages for clinics. Files in, Page out."""

from functools import lru_cache

from django.conf import settings

from web.texts import Page, read_page


@lru_cache(maxsize=8)
def texts(language: str) -> dict[str, Page]:
    """Every text for clinics of one language, by slug. Raises ContentError."""
    folder = settings.CONTENT_DIR / language / "clinics"
    return {path.stem: read_page(path) for path in sorted(folder.glob("*.md"))}
