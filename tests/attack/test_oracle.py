"""The attack can fail: answers that are wrong are found to be wrong, by each of its fuzzers."""

import gzip
import os
import socketserver
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from . import mutated, ours, worded
from .asking import Case, Request, request
from .conftest import need
from .oracle import log_problems, problems
from .places import Places
from .watch import files_of, grown, memory_of
from .wire import Answer, Outcome, exchange

PAGE = b'<!doctype html><p><a href="/help/">Get help now</a></p>'
GOOD = (("content-type", "text/html; charset=utf-8"), ("content-security-policy", "x"), ("cache-control", "no-store"))
ASKED = request("POST", "/self-check/", body=b"M1=3")
NOWHERE = Places(("/",), ("/staff/",), ("/self-check/",), {"M1": ("3",)})


def said(
    status: int = 200,
    body: bytes = PAGE,
    headers: tuple[tuple[str, str], ...] = (),
    ended: str = "",
    to: Request = ASKED,
) -> list[str]:
    mine = dict(GOOD) | dict(headers)
    answer = Answer(to, status, tuple((name, value) for name, value in mine.items() if value), body)
    return problems(Case("test", (to,)), Outcome([answer], ended), [b"a marked file"])


def test_a_good_answer_is_good() -> None:
    assert said() == []
    assert said(400, b"", tuple((name, "") for name, _ in GOOD)) == [], "the server's own refusal of what is no request"
    assert said(body=gzip.compress(PAGE), headers=(("content-encoding", "gzip"),)) == []
    assert said(302, b"", (("location", "/help/"),)) == []
    assert said(body=PAGE + b"&lt;qzx&gt; &quot; onqzx=") == []


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ({"status": 500}, "a server error [500]"),
        ({"status": 503}, "a server error [503]"),
        ({"body": PAGE + b"root:x:0:0:"}, "holds b'root:x:' [200]"),
        ({"body": PAGE + b"a marked file"}, "holds b'a marked file' [200]"),
        ({"body": gzip.compress(PAGE + b"a marked file"), "headers": (("content-encoding", "gzip"),)}, "holds b'a marked file' [200]"),
        ({"headers": (("x-what", "a marked file"),)}, "holds b'a marked file' [200]"),
        ({"body": b"not gzip", "headers": (("content-encoding", "gzip"),)}, "a body that cannot be unpacked (Not a gzipped file (b'no')) [200]"),
        ({"body": PAGE + b"<qzx>"}, "what was sent stands in it unescaped [200]"),
        ({"body": PAGE + b'<input value="" onqzx="">'}, "what was sent stands in it unescaped [200]"),
        ({"headers": (("qzx-injected", "1"),)}, "a header of the sender's [200]"),
        ({"status": 404, "body": b"<p>Not here"}, "a page without its link to help [404]"),
        ({"headers": (("content-security-policy", ""),)}, "a body without the security headers [200]"),
        ({"headers": (("set-cookie", "a=b"),)}, "a cookie [200]"),
        ({"headers": (("cache-control", "public"),)}, "an answer to POST that may be stored [200]"),
        ({"status": 301, "headers": (("location", "//evil.example/"),)}, "leads elsewhere: //evil.example/ [301]"),
        ({"status": 301, "headers": (("location", "https://evil.example/"),)}, "leads elsewhere: https://evil.example/ [301]"),
        ({"ended": "late"}, "no answer and no closing within 10 seconds"),
        ({"ended": "unreadable: x"}, "an answer that cannot be read: unreadable: x"),
        ({"ended": "closed"}, "hung up after 1 of 1 answers"),
    ],
)  # fmt: skip
def test_a_bad_answer_is_told(bad: dict[str, object], why: str) -> None:
    assert why in said(**bad)  # type: ignore[arg-type]


def test_only_what_may_be_unfinished_may_go_unanswered() -> None:
    silent = Outcome([], "closed")
    assert problems(Case("test", (ASKED,)), silent)
    assert problems(Case("test", (ASKED,), cut=True), silent) == []
    for raw in (
        ASKED.raw[:-1],
        ASKED.raw + b"x",
        ASKED.raw.replace(b"Host", b"Ho\0st"),
        ASKED.raw.replace(b" HTTP", b""),
    ):
        assert not Request(raw).whole, raw
        assert problems(Case("test", (Request(raw),)), silent) == []


def test_a_log_that_tells_is_found_out() -> None:
    assert log_problems("ready\nall is well") == []
    for line in ("GET /qzx", "Traceback (most recent call last):", "thread panicked", "a marked file"):
        assert log_problems(f"ready\n{line}", [b"a marked file"]) == [line]


def test_growth_from_the_second_quarter_to_the_last_is_told() -> None:
    assert grown("MiB", [50, 60, 70, 70, 71, 70, 72, 71], 4) == []
    assert grown("MiB", [50, 60, 70, 70, 75, 80, 85, 90], 4) == ["MiB grew from 70.0 to 87.5"]
    assert grown("MiB", [50, 90], 4), "two samples tell nothing"
    assert memory_of([os.getpid()]) > 10
    assert files_of([os.getpid()]) > 2


class Bad(socketserver.BaseRequestHandler):
    """Answers well until a request has a byte in it that browsers do not send."""

    def handle(self) -> None:
        asked = self.request.recv(1 << 20)
        line = asked.split(b"\r\n", 1)[0]
        broken = b"%27" in line or b"'" in line or any(each > 126 for each in line)
        status = b"500 Broken" if broken else b"200 OK"
        headers = b"".join(f"{name}: {value}\r\n".encode() for name, value in GOOD)
        self.request.sendall(b"HTTP/1.1 %b\r\nContent-Length: %d\r\n%b\r\n%b" % (status, len(PAGE), headers, PAGE))


class Silent(socketserver.BaseRequestHandler):
    """Reads, and says nothing."""

    def handle(self) -> None:
        while self.request.recv(1 << 20):
            pass
        threading.Event().wait(2)


class Talkative(socketserver.BaseRequestHandler):
    """Answers HEAD with a body, after what it takes for one broken request."""

    def handle(self) -> None:
        self.request.recv(1 << 20)
        head = b"HTTP/1.1 %b\r\nContent-Length: 4\r\n\r\n"
        self.request.sendall(head % b"400 No" + b"oops" + head % b"200 OK" + b"page")


class Refusing(socketserver.BaseRequestHandler):
    """Takes the first request for a whole one and a broken one, and hangs up over that."""

    def handle(self) -> None:
        self.request.recv(1 << 20)
        page = b"HTTP/1.1 %b\r\nContent-Length: 4\r\n\r\n"
        self.request.sendall(page % b"200 OK" + b"page" + page % b"400 No" + b"oops")


def test_an_answer_that_nobody_counted_on_is_read_as_a_whole() -> None:
    head = request("HEAD", "/")
    broken = Request(b"GET / HTTP/1.1\r\nHost: x\r\nRange: \n\r\nRange: bytes=0-0\r\n\r\n")
    with closing(served(Refusing)) as ports:
        outcome = exchange(next(ports), Case("test", (broken, head)))
    assert [(answer.status, answer.body) for answer in outcome.answers] == [(200, b"page"), (400, b"oops")]
    assert not outcome.ended.startswith("unreadable")
    with closing(served(Talkative)) as ports:
        assert exchange(next(ports), Case("test", (broken, head))).ended.startswith("unreadable: a body")
    with closing(served(Refusing)) as ports:
        outcome = exchange(next(ports), Case("test", (request("GET", "/"), head)))
    assert [answer.body for answer in outcome.answers] == [b"page", b""], "after a whole request nothing is excused"


@pytest.fixture
def bad() -> Iterator[int]:
    """The port of a server that is broken."""
    yield from served(Bad)


@pytest.fixture
def silent() -> Iterator[int]:
    """The port of a server that never answers."""
    yield from served(Silent)


def served(handler: type[socketserver.BaseRequestHandler]) -> Iterator[int]:
    class Server(socketserver.ThreadingTCPServer):
        daemon_threads, block_on_close = True, False

    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def test_hypothesis_finds_a_broken_server_and_makes_the_request_small(bad: int) -> None:
    tally = ours.made_up(ours.Job(bad, NOWHERE, ("paths",), 200, 1, ()))
    (finding,) = tally.findings
    assert "a server error [500]" in finding
    assert len(finding) < 250, finding


def test_zzuf_finds_a_broken_server(bad: int) -> None:
    need(["zzuf"] if mutated.missing() else [])
    tally = mutated.damaged_by_zzuf(mutated.Job(bad, (request("GET", "/articles/"),), 300, 1, ()))
    assert any("a server error [500]" in finding for finding in tally.findings)


def test_ffuf_finds_a_broken_server_and_a_leak(bad: int) -> None:
    need(worded.missing())
    tally = worded.swept(bad, worded.Sweep(worded.BAD, "/FUZZ"), ())
    assert any(finding.startswith("ffuf: 500") for finding in tally.findings)
    tally = worded.swept(bad, worded.Sweep(worded.PATHS[0], "/FUZZ"), (b"Get help now",))
    assert any("something leaked" in finding for finding in tally.findings)


def test_a_server_that_does_not_answer_is_late(silent: int) -> None:
    outcome = exchange(silent, Case("test", (ASKED,)), limit=0.3)
    assert outcome.ended == "late"
    assert outcome.seconds < 1
