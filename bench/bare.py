"""A WSGI function that sends the bytes of one built page and does nothing else."""

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

BUILD = Path(os.environ["BUILD_DIR"])
ENTRY = json.loads((BUILD / "pages/manifest.json").read_text())["pages"][os.environ["BENCH_PAGE"]]
BODY = (BUILD / "pages" / (ENTRY["file"] + ".br")).read_bytes()
HEADERS = [*map(tuple, json.loads(os.environ["BENCH_HEADERS"])), ("Content-Length", str(len(BODY)))]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The same answer to everything."""
    start_response("200 OK", HEADERS)
    return [BODY]
