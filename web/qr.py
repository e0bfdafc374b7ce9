"""A QR code as SVG that stands in a page."""

import re
from collections.abc import Sequence
from io import BytesIO

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

MASK = 0  # all masks are allowed; trying all eight costs five times as much, and 0 read best on screens
DARK = re.compile(b"\x01+")
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
    size = len(code.matrix) + 2 * QUIET_ZONE
    drawing = (
        f' viewBox="0 0 {size} {size}"><path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/>'
        f'<path stroke="#000" d="{_dark([bytes(row) for row in code.matrix])}"/></svg>'
    )
    return format_html('<svg data-qr role="img" aria-label="{}"{}', label, mark_safe(drawing))  # noqa: S308 - numbers


def _dark(matrix: Sequence[bytes]) -> str:
    """The runs of dark modules as a path, from each to the next; a third of the time that segno's own writer takes."""
    path, column, row = [], 0, 0
    for number, modules in enumerate(matrix):
        for run in DARK.finditer(modules):
            across, down = run.start() - column, number - row
            path.append(f"m{across} {down}h{run.end() - run.start()}")
            column, row = run.end(), number
    return f"M{QUIET_ZONE} {QUIET_ZONE + 0.5}" + "".join(path)
