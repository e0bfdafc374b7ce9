"""Send bytes as they are and read what comes back, all of it within a hard limit of time."""

import io
import random
import select
import socket
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse

from .asking import Case, Request

LIMIT = 10.0  # seconds for everything on one connection
QUIET = 0.1  # seconds of silence after which we say that we have nothing more to send, and sooner where we know it
KNOWN_QUIET = 0.01
PAUSE = 0.004  # seconds between the pieces of a slow request
DICE = random.SystemRandom()  # hypothesis winds back the common one before every example
NOTHING = Request(b"GET / HTTP/1.1\r\n\r\n")


@dataclass(frozen=True)
class Answer:
    """One answer; names of headers in small letters. `to` is the request that it belongs to."""

    to: Request
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        return ", ".join(value for key, value in self.headers if key == name)


@dataclass
class Outcome:
    """What happened on one connection. `ended`: nothing where all was answered, or "closed", "late", "unreadable …"."""

    answers: list[Answer] = field(default_factory=list)
    ended: str = ""
    seconds: float = 0.0


class _Patient(io.RawIOBase):
    """Reads from a socket until a moment; half-closes it where the server may be waiting for more."""

    def __init__(self, sock: socket.socket, until: float, case: Case) -> None:
        self.sock, self.until, self.doubtful = sock, until, not case.owed
        self.quiet = KNOWN_QUIET if case.cut else QUIET

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        if self.doubtful and not select.select([self.sock], [], [], self.quiet)[0]:
            self.doubtful = False
            self.sock.shutdown(socket.SHUT_WR)
        self.sock.settimeout(max(self.until - time.monotonic(), 0.001))
        return self.sock.recv_into(buffer)


class _Stream(io.BufferedReader):
    """Stays open from one answer to the next; HTTPResponse takes it for a socket."""

    def makefile(self, _mode: str) -> "_Stream":
        return self

    def close(self) -> None:
        pass


def exchange(port: int, case: Case, limit: float = LIMIT) -> Outcome:
    """Send a case on a connection of its own, from some address of this machine's, and collect the answers."""
    started, outcome = time.monotonic(), Outcome()
    mine = f"127.{DICE.randint(1, 254)}.{DICE.randint(0, 254)}.{DICE.randint(1, 254)}"
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=limit, source_address=(mine, 0)) as sock:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with suppress(BrokenPipeError, ConnectionResetError):  # it may have answered and hung up already
                _send(sock, case)
            _read(_Stream(_Patient(sock, started + limit, case), 1 << 16), case, outcome)
    except TimeoutError:
        outcome.ended = "late"
    except ConnectionResetError:
        outcome.ended = "closed"
    except (HTTPException, ValueError, OSError) as problem:
        outcome.ended = f"unreadable: {problem!r}"
    outcome.seconds = time.monotonic() - started
    return outcome


def _send(sock: socket.socket, case: Case) -> None:
    for number, piece in enumerate(case.sent):
        if number:
            time.sleep(PAUSE)
        sock.sendall(piece)


def _read(stream: _Stream, case: Case, outcome: Outcome) -> None:
    expected, certain = list(case.requests), True
    while expected or not case.owed:  # where no answer is owed we read until it hangs up
        if not stream.peek(1):
            outcome.ended = "closed"
            break
        to = expected.pop(0) if expected else NOTHING
        outcome.answers.append(_answer(stream, to, certain))
        certain = certain and to.whole
    for answer in outcome.answers:  # a body after HEAD may only be the refusal of what else was sent
        if answer.to.raw.startswith(b"HEAD ") and answer.body and answer.status != HTTPStatus.BAD_REQUEST:
            outcome.ended = "unreadable: a body after the head that HEAD asked for"


def _answer(stream: _Stream, to: Request, certain: bool) -> Answer:
    """The next answer. `certain`: it belongs to `to`, as no earlier request can have been taken for more than one."""
    bare = to.raw.startswith(b"HEAD ")
    response = HTTPResponse(stream, method="HEAD" if bare else "GET")  # type: ignore[arg-type]
    response.begin()
    headers = tuple((name.lower(), value) for name, value in response.getheaders())
    answer = Answer(to, response.status, headers, response.read())
    if bare and not certain and not b"HTTP/".startswith(stream.peek(1)[:5]):  # what follows is a body after all
        return replace(answer, body=stream.read(int(answer.header("content-length"))))
    return answer
