"""The style sheets, made small; they stand in the pages, so that nothing waits for a second request."""

from functools import lru_cache

import rcssmin
from django.conf import settings


def style_sheet() -> str:
    """The style sheet of every page, exactly as it stands there."""
    return _text("site")


def kit_style_sheet() -> str:
    """The second style sheet of the papers for clinics, exactly as it stands in their pages."""
    return _text("paper")


def _text(name: str) -> str:
    return _read(name) if settings.DEBUG else _kept(name)


def _read(name: str) -> str:
    text: str = rcssmin.cssmin((settings.BASE_DIR / f"static/css/{name}.css").read_text(encoding="utf-8"))
    return text


_kept = lru_cache(maxsize=2)(_read)
