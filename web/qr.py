"""A QR code as SVG that stands in a page."""

from io import BytesIO

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

MASK = 0  # all masks are allowed; trying all eight costs five times as much, and 0 read best on screens
QUIET_ZONE = 4  # modules of white around it, as ISO/IEC 18004 asks


def qr_file(text: str) -> str:
    """The code of a text as an SVG file of its own, for paper."""
    out = BytesIO()
    segno.make(text, error="m", micro=False, mask=MASK, boost_error=False).save(
        out, kind="svg", xmldecl=False, border=QUIET_ZONE, light="#fff"
    )
    return out.getvalue().decode()


def qr_svg(text: str, label: str) -> SafeString:
    """The code of a text, dark on white in either theme, at error level M. `label` is what a screen reader says."""
    code = segno.make(text, error="m", micro=False, mask=MASK, boost_error=False)
    out = BytesIO()
    code.save(
        out, kind="svg", xmldecl=False, svgns=False, omitsize=True, nl=False, border=QUIET_ZONE, light="#fff",
        svgclass=None, lineclass=None,
    )  # fmt: skip
    drawing = out.getvalue().decode().removeprefix("<svg")
    return format_html('<svg data-qr role="img" aria-label="{}"{}', label, mark_safe(drawing))  # noqa: S308 - segno's
