"""deploy/nginx.conf when much is asked at once: help is there for everybody, and nothing about anybody in a log."""

import os
import re
import signal
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPResponse
from pathlib import Path

import pytest

from tests import stack
from tests.browser.serving import ROOT
from tests.faults.services import held, process_and_children

WORD = "zqxwordzqx"
HELP = b"GET /help/gb/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
SEARCH = f"GET /search/?q={WORD} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
FORM = b"POST %b HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\nhalf of it"
LIVE = [b"/self-check/", b"/staff/", b"/c/riverside/", b"/robots.txt", b"/static/nothing.js"]  # what the app answers
SCALE = 100  # a hundredth of each limit, so that a test can reach it
LIMITS = {
    name: int(number)
    for name, number in re.findall(
        r"(worker_rlimit_nofile|worker_connections|open_file_cache max|limit_conn connections)[ =](\d+)",
        (ROOT / "deploy/nginx.conf").read_text(),
    )
}

pytestmark = pytest.mark.skipif(
    bool(stack.missing()) and os.environ.get("CI") != "true", reason=f"needs {stack.missing()}"
)


@contextmanager
def front(site: stack.Site, changes: dict[str, str]) -> Iterator[stack.Process]:
    """One more nginx, with other limits, before the same app."""
    ports = [each.port for each in site.apps]
    found = stack.nginx(site.folder, Path(site.environment["BUILD_DIR"]), ports, changes=changes)
    try:
        stack.wait(f"https://localhost:{found.port}/")
        yield found
    finally:
        found.kill()


def said(nginx: stack.Process) -> str:
    """All that it has written anywhere."""
    return "".join(path.read_text() for path in nginx.log.parent.glob("*.log"))


def answer(connection: ssl.SSLSocket, sent: bytes) -> tuple[int, bytes]:
    connection.sendall(sent)
    response = HTTPResponse(connection)
    response.begin()
    return response.status, response.read()


@contextmanager
def many(site: stack.Site, port: int, sent: bytes, number: int, patience: float = 20) -> Iterator[int]:
    """So many connections that have sent this and wait, or fewer where no more are taken: how many."""
    with ExitStack() as waiting:
        taken = 0
        with suppress(OSError):
            for _ in range(number):
                waiting.enter_context(site.bytes(port, patience)).sendall(sent)
                taken += 1
        yield taken


def test_where_nginx_can_open_nothing_more_it_says_so_by_our_page_and_names_nobody(site: stack.Site) -> None:
    few = {r"worker_rlimit_nofile \d+;": "worker_rlimit_nofile 40;"}
    with front(site, few) as nginx, held(process_and_children(site.apps[0].process.pid)):
        with (
            site.bytes(nginx.port) as earlier,
            many(site, nginx.port, SEARCH, 40, patience=1),
            many(site, nginx.port, b"", 40, patience=1) as silent,
        ):
            assert silent < 40, "there was still room"
            status, body = answer(earlier, HELP)
            assert status == 503
            assert b"away for a moment" in body
            assert b'<a href="/help/"' in body
        assert not said(nginx)


def test_connections_and_cached_files_never_use_up_what_can_be_open() -> None:
    needed = LIMITS["worker_connections"] + LIMITS["open_file_cache max"]
    assert LIMITS["worker_rlimit_nofile"] > needed + 100  # logs, modules, what nginx speaks with itself


def test_help_is_answered_whatever_else_is_open_from_the_same_address(site: stack.Site) -> None:
    """A hundredth of all limits: searches, and connections on which nothing is said, more than there may be."""
    scaled = {rf"(?<={name}[ =])\d+": str(number // SCALE) for name, number in LIMITS.items()}
    assert len(scaled) == 4
    number = LIMITS["worker_connections"] // SCALE + 40
    with (
        front(site, scaled) as nginx,
        held(process_and_children(site.apps[0].process.pid)),
        many(site, nginx.port, SEARCH, number) as searches,
        many(site, nginx.port, b"", number) as silent,
    ):
        assert (searches, silent) == (number, number)
        for _ in range(5):
            with site.bytes(nginx.port) as visitor:
                status, body = answer(visitor, HELP)
                assert status == 200
                assert b"tel:999" in body
        assert not said(nginx)


def test_open_forms_of_one_address_are_counted_and_nobody_behind_it_is_refused_help(site: stack.Site) -> None:
    """A school or a mobile network shares one address."""
    fewer = {"limit_conn connections 200;": "limit_conn connections 20;"}
    with front(site, fewer) as nginx, many(site, nginx.port, FORM % b"/self-check/", 20) as taken:
        assert taken == 20
        time.sleep(0.3)
        with site.bytes(nginx.port) as visitor:
            assert answer(visitor, HELP)[0] == 200
        for path in LIVE:
            with site.bytes(nginx.port) as visitor:
                status, body = answer(visitor, FORM % path)
                assert status == 429, path
                assert b"Too much at once" in body


def test_a_worker_that_dies_is_told(site: stack.Site) -> None:
    """So the log is not silent altogether."""
    with front(site, {}) as nginx:
        os.kill(nginx.workers()[0], signal.SIGKILL)
        time.sleep(0.3)
        assert "exited on signal 9" in said(nginx)
        with site.bytes(nginx.port) as visitor:
            assert answer(visitor, HELP)[0] == 200


def test_a_container_has_the_same_limits_and_the_same_silence() -> None:
    text = (ROOT / "deploy/nginx.conf").read_text()
    script = [str(ROOT / "deploy/nginx-for-containers"), "https://thaw.example"]
    made = subprocess.check_output(script, input=text, text=True)
    assert [line for line in made.splitlines() if "error_log" in line] == [
        "error_log stderr alert;",
        "  error_log /dev/null emerg;",
    ]
    for name in (*LIMITS, "limit_conn_zone", "limit_req zone", "return 411", "own.conf"):
        assert made.count(name) == text.count(name) > 0, name
