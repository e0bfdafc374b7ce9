"""deploy/health: who watches is told of what lasts, not of a process that starts again in this moment."""

import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.browser.serving import ROOT

OK, AWAY, BROKEN = (200, b'{"public": "ok", "staff": "ok"}'), (200, b'{"public": "ok", "staff": "away"}'), (500, b"")


class Process(ThreadingHTTPServer):
    """One that gives these answers, one after the other, and the last one from then on."""

    answers: list[tuple[int, bytes]]


class Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Process)
        answers = self.server.answers
        status, body = answers.pop(0) if len(answers) > 1 else answers[0]
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def process() -> Iterator[Process]:
    with Process(("127.0.0.1", 0), Answer) as made:
        threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield made
        made.shutdown()


@pytest.mark.parametrize(
    ("answers", "options", "status", "said"),
    [
        ([OK], [], 0, ""),
        ([BROKEN, OK], [], 1, "does not answer"),
        ([AWAY, OK], [], 2, "its staff half is away"),
        ([BROKEN, AWAY, OK], ["--for", "10"], 0, ""),
        ([BROKEN], ["--for", "1"], 1, "does not answer"),
        ([BROKEN, AWAY], ["--for", "1"], 2, "its staff half is away"),
    ],
)
def test_what_lasts_is_said(
    process: Process, answers: list[tuple[int, bytes]], options: list[str], status: int, said: str
) -> None:
    process.answers = list(answers)
    command = [str(ROOT / "deploy/health"), *options, str(process.server_port)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, said in done.stderr, bool(done.stderr)) == (status, True, bool(said))


def test_the_service_waits_for_a_process_that_a_release_starts_again() -> None:
    unit = (ROOT / "deploy/systemd/thaw-health.service").read_text()
    assert "/deploy/health --for 10 8001 8002 8003\n" in unit
