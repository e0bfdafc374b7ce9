"""The style sheet in parts, made small; a page holds the parts it needs, so that nothing waits for a second request."""

from functools import lru_cache

import rcssmin
from django.conf import settings

# Each is a file in static/css/. Parts that more pages share come first, and a page names its parts in this order.
PARTS = (
    *("site", "leave", "danger", "text", "article", "help", "form", "check", "result", "take", "doors", "rest"),
    "paper",  # sheets of the kit, in millimetres
)


def style_part(name: str) -> str:
    """One part, exactly as it stands in pages. Raises ValueError for a name that is not among PARTS."""
    if name not in PARTS:
        raise ValueError(f"{name!r} is no part of the style sheet: {', '.join(PARTS)}")
    return _read(name) if settings.DEBUG else _kept(name)


def _read(name: str) -> str:
    text: str = rcssmin.cssmin((settings.BASE_DIR / f"static/css/{name}.css").read_text(encoding="utf-8"))
    return text


_kept = lru_cache(maxsize=len(PARTS))(_read)
