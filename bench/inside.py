"""Measured inside one process: CPU time of single answers, search, start-up and memory. Prints JSON.

`python -m bench.inside` reads CONTENT_DIR and BUILD_DIR like the site itself.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

REPEAT = int(os.environ.get("BENCH_REPEAT", "5"))
WORDS = "numb cry feel nothing flat empty avoid sleep help medicine antidepressant joy tears grief baby trauma".split()


def main() -> None:
    """Start as a worker does, then measure."""
    began = time.perf_counter()
    _settings()
    from config.wsgi import application

    started = time.perf_counter() - began
    answer = _asking(application)
    found: dict[str, Any] = {"start": started, "pss": _pss()}
    article = "/articles/why-cant-i-cry/"
    body = form()
    found["article, built"] = _cpu(lambda: answer("GET", article), 2000)
    found["article, live"] = _cpu(lambda: answer("GET", article, query="live=1"), 30)
    found["result"] = _cpu(lambda: answer("POST", "/self-check/", body), 300)
    found["take-along"] = _cpu(lambda: answer("POST", "/self-check/note/", body), 40)
    found["note.pdf"] = _cpu(lambda: answer("POST", "/self-check/note.pdf", body), 40)
    found["summary.pdf"] = _cpu(lambda: answer("POST", "/self-check/summary.pdf", body), 40)
    found["search"] = _search(answer)
    found["pss after"] = _pss()
    json.dump(found, sys.stdout)


def _settings() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def form() -> bytes:
    """A self-check with most questions answered, as a browser sends it."""
    _settings()
    from selfcheck.library import self_check

    asked = self_check("en").questionnaire
    fields = [f"{item.id}={number % 4}" for number, item in enumerate(asked.items)]
    return "&".join([*fields, "saf=1", "dur=months", "sup=friend", "country=GB"]).encode()


def _asking(application: Callable[..., Any]) -> Callable[..., bytes]:
    def answer(method: str, path: str, body: bytes = b"", query: str = "") -> bytes:
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": "application/x-www-form-urlencoded", "HTTP_SEC_FETCH_SITE": "same-origin",
            "HTTP_HOST": "localhost", "SERVER_NAME": "localhost", "SERVER_PORT": "80", "wsgi.input": BytesIO(body),
            "wsgi.url_scheme": "http", "wsgi.errors": sys.stderr, "wsgi.version": (1, 0), "wsgi.multithread": True,
            "wsgi.multiprocess": True, "wsgi.run_once": False,
        }  # fmt: skip
        status: list[str] = []
        response = application(environ, lambda line, headers, *_: status.append(line))
        found = b"".join(response)
        if close := getattr(response, "close", None):
            close()
        if not status[0].startswith("200"):
            raise RuntimeError(f"{path}: {status[0]}")
        return found

    return answer


def _cpu(once: Callable[[], object], times: int) -> list[float]:
    """CPU milliseconds a call, in each of some rounds."""
    for _ in range(3):
        once()
    found = []
    for _ in range(REPEAT):
        before = time.process_time()
        for _ in range(times):
            once()
        found.append(1000 * (time.process_time() - before) / times)
    return found


def _search(answer: Callable[..., bytes]) -> dict[str, float]:
    """The p95 of finding alone and of the whole page, in milliseconds, over questions of one and of two words."""
    from pages.search import MOST, index

    asked = [*WORDS, *(f"{one} {other}" for one in WORDS for other in WORDS if one != other)]
    finder = index("en")
    alone, page = [], []
    for words in asked:
        before = time.perf_counter()
        finder.find(words, MOST)
        alone.append(1000 * (time.perf_counter() - before))
        before = time.perf_counter()
        answer("GET", "/search/", query="q=" + words.replace(" ", "+"))
        page.append(1000 * (time.perf_counter() - before))
    return {name: statistics.quantiles(times, n=20)[18] for name, times in (("alone", alone), ("page", page))}


def _pss() -> float:
    """Memory of this process in MiB, what it shares with others divided among them."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    main()
