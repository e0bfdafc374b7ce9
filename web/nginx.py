"""What nginx must know to answer built pages just as web.built does, written at each build for deploy/nginx.conf.

It forgives capital letters and a slash too many in a page's address, which our own server does not.

- `maps.conf`: which file an address has, and how long it may be kept
- `types.conf`: a location for each built file that is not HTML
- `built.conf`: where the files are, with every header; what is not among them goes to the app
- `static.conf`: the same for /static/, with the headers of files
- `own.conf`: the pages that nginx shows when it has to answer by itself, in its memory
"""

import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

from .errors import RETRY_AFTER
from .headers import file_headers, security_headers

Entry = Mapping[str, Any]
HTML = "text/html; charset=utf-8"
NO_FILE = "/-"  # what an address that is not built stands for: no build makes it
PIECE = 1000  # letters: what nginx reads as one word may have 4096 bytes


def configuration(pages: Mapping[str, Entry], own: Mapping[int, str], build: Path) -> dict[str, str]:
    """The included files by name.

    `pages` is the manifest's: address to file, type and cache. `own` has what nginx says itself, by its status. `build`
    is BUILD_DIR.
    """
    headers, of_files = _added(security_headers()), _added(file_headers())
    by_encoding = 'add_header Vary "Accept-Encoding";\n'
    folder = f"root {_quoted(str(build / 'pages'))};\ntry_files $thaw_file @app;\n"
    static = f"root {_quoted(str(build))};\ntry_files $thaw_static @app;\n"
    return {
        "maps.conf": _maps(pages),
        "types.conf": _types(pages, build / "nginx/built.conf"),
        "built.conf": f"{headers}{by_encoding}add_header Cache-Control $thaw_cache;\n{folder}",
        "static.conf": f"{of_files}{by_encoding}add_header Cache-Control $thaw_static_cache;\n{static}",
        "own.conf": "".join(_own(status, page, headers) for status, page in own.items()),
    }


def _added(headers: Mapping[str, str]) -> str:
    return "".join(f"add_header {name} {_quoted(text)} always;\n" for name, text in headers.items())


def _maps(pages: Mapping[str, Entry]) -> str:
    files = {_key(address, entry): f"/{entry['file']}" for address, entry in pages.items()}
    caches = {_key(address, entry): entry["cache"] for address, entry in pages.items()}
    size = max(2048, 1 << (4 * len(pages)).bit_length())
    sizes = f"map_hash_bucket_size 256;\nmap_hash_max_size {size};\n"
    return sizes + _map("thaw_file", NO_FILE, files) + _map("thaw_cache", "", caches)


def _map(name: str, otherwise: str, entries: Mapping[str, str]) -> str:
    lines = "".join(f"  {_quoted(key)} {_quoted(value)};\n" for key, value in entries.items())
    return f"map $thaw_asked ${name} {{\n  default {_quoted(otherwise)};\n{lines}}}\n"


def _key(address: str, entry: Entry) -> str:
    """The address; what has a type of its own only as it is spelled, as its location knows no other spelling either."""
    return address if entry["type"] == HTML else f"~^{re.escape(address)}\\z"


def _types(pages: Mapping[str, Entry], built: Path) -> str:
    return "".join(
        f"location = {_quoted(address)} {{ types {{ }} default_type {_quoted(entry['type'])}; "
        f"include {_quoted(str(built))}; }}\n"
        for address, entry in pages.items()
        if entry["type"] != HTML
    )


def _own(status: int, page: str, headers: str) -> str:
    """A page that needs no file: where nginx may open none any more, it still says what is the matter."""
    page = page.replace("$", "&#36;")
    pieces = [_quoted(page[start : start + PIECE])[1:] for start in range(0, len(page), PIECE)]
    held = "".join(f'set $thaw_page "${{thaw_page}}{each};\n' for each in pieces)
    added = f"{headers}add_header Cache-Control no-store always;\n"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        added += f"add_header Retry-After {RETRY_AFTER} always;\n"
    says = f'{added}set $thaw_page "";\n{held}return {status} $thaw_page;\n'
    return f"location = /{status}.html {{\ninternal;\n{says}}}\n"


def _quoted(text: str) -> str:
    """A text in nginx's quotes. Raises ValueError for a `$`, which would begin a variable there."""
    if "$" in text:
        raise ValueError(f"nginx would read a variable in {text!r}")
    return json.dumps(text, ensure_ascii=False)
