"""The site once more, with every page as one file: what first paint is compared with.

The fairest page to compare with has the same words, drawing and styles, the same headers and the same nginx, and asks
for nothing else: what it is faster by is what the other files cost before something can be seen. A page of one line is
there as well. It is no fair comparison, as it says nothing; it shows how much of the time is the network's alone.
"""

import gzip
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import brotli

LINE = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Thaw</title>{head}</head><p>Thaw</p></html>'
VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1">'
NO_ICON = '<link rel="icon" href="data:,">'  # without it a browser asks for /favicon.ico
OTHER_FILES = re.compile(r'<script src="[^"]*"[^>]*></script>|<link rel="icon"[^>]*>')


def as_one_file(html: str) -> str:
    """A page without the files that it asks for."""
    return OTHER_FILES.sub("", html).replace("</head>", f"{NO_ICON}</head>", 1)


def copy(build: Path, folder: Path) -> Path:
    """A copy of a build that nginx can serve, as other builds may be written over while it is measured."""
    shutil.copytree(build, folder)
    for path in (folder / "nginx").glob("*.conf"):
        path.write_text(path.read_text(encoding="utf-8").replace(str(build), str(folder)), encoding="utf-8")
    return folder


def single(build: Path, folder: Path, pages: Sequence[str], smallest: str) -> Path:
    """A copy whose pages are one file each; at one more address of it is the page of one line."""
    copy(build, folder)
    for address in pages:
        path = file(folder, address)
        _write(path, as_one_file(path.read_text(encoding="utf-8")))
    _write(file(folder, smallest), LINE.format(head=VIEWPORT + NO_ICON))
    return folder


def file(build: Path, address: str) -> Path:
    """Where a build has the page of an address."""
    return build / "pages" / address.strip("/") / "index.html"


def _write(path: Path, html: str) -> None:
    """A page, and what is sent to browsers that read compressed answers."""
    body = html.encode()
    path.write_bytes(body)
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(body, mtime=0))
    path.with_name(path.name + ".br").write_bytes(brotli.compress(body))
