"""The texts of Find help: for young people, for someone who worries, and what happens when you call."""

from functools import lru_cache

from django.conf import settings

from web.texts import Page, read_page


@lru_cache(maxsize=8)
def texts(language: str) -> dict[str, Page]:
    """Every help text of one language, by slug. Raises ContentError."""
    folder = settings.CONTENT_DIR / language / "help"
    return {path.stem: read_page(path) for path in sorted(folder.glob("*.md"))}
