"""Answer built pages from memory, in front of Django: GET and HEAD without a query, nothing else."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .headers import security_headers

MANIFEST = "manifest.json"
CACHE = "public, max-age=300"  # unless a page says otherwise: a corrected number is everywhere in five minutes
ENCODINGS = (("br", ".br"), ("gzip", ".gz"), ("", ""))  # the smallest first

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Copy:
    """One page in one encoding, ready to send."""

    body: bytes
    etag: str
    headers: Headers
    not_modified: Headers


class BuiltPages:
    """A WSGI application around another one. Raises FileNotFoundError where nothing is built."""

    def __init__(self, application: Application, folder: Path) -> None:
        manifest = folder / MANIFEST
        if not manifest.exists():
            raise FileNotFoundError(f"{manifest} is missing: run `manage.py build_pages` first")
        self.application = application
        common = list(security_headers().items())
        self.pages = {
            address: {name: _copy(folder, entry, name, ending, common) for name, ending in ENCODINGS}
            for address, entry in json.loads(manifest.read_text(encoding="utf-8"))["pages"].items()
        }

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        copies = self.pages.get(environ.get("PATH_INFO", ""))
        method = environ["REQUEST_METHOD"]
        if copies is None or method not in ("GET", "HEAD") or environ.get("QUERY_STRING"):
            return self.application(environ, start_response)
        copy = copies[wanted_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))]
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and _same(known, copy.etag):
            start_response("304 Not Modified", copy.not_modified)
            return []
        start_response("200 OK", copy.headers)
        return [] if method == "HEAD" else [copy.body]


def wanted_encoding(accepted: str) -> str:
    """The smallest encoding that an Accept-Encoding header allows: `br`, `gzip` or none."""
    return USUAL.get(accepted) or _best_encoding(accepted)


def _best_encoding(accepted: str) -> str:
    allowed = set()
    for part in accepted.lower().split(","):
        name, _, weight = part.strip().partition(";")
        if weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            allowed.add(name.strip())
    return next(name for name, _ in ENCODINGS if name in allowed or not name)


def _same(sent: str, etag: str) -> bool:
    tags = (tag.strip().removeprefix("W/") for tag in sent.split(","))
    return any(tag in (etag, "*") for tag in tags)


# What browsers of today send: read once, as reading it costs more than everything else that a built page asks for.
USUAL = {
    each: _best_encoding(each) for each in ("gzip, deflate, br, zstd", "gzip, deflate, br", "gzip, deflate", "gzip")
}


def _copy(folder: Path, entry: dict[str, str], name: str, ending: str, common: Headers) -> Copy:
    body = (folder / (entry["file"] + ending)).read_bytes()
    etag = f'"{entry["hash"]}{ending}"'
    not_modified = [("ETag", etag), ("Cache-Control", entry["cache"]), ("Vary", "Accept-Encoding"), *common]
    headers = [
        ("Content-Type", entry["type"]),
        ("Content-Length", str(len(body))),
        *([("Content-Encoding", name)] if name else []),
        *not_modified,
    ]
    return Copy(body, etag, headers, not_modified)
