"""Visitors in a hurry: a bounded load on a running site, and what became of every single request.

Each visitor comes from an address of their own within 127.0.0.0/8, sends a few requests on one connection, and goes, so
that the limits per address in deploy/nginx.conf stand as they are. As a browser does, a visitor sends a request again
where a connection that was used before turns out to be closed and no byte of an answer came; that is counted.
"""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPSConnection, IncompleteRead, RemoteDisconnected
from itertools import cycle, islice
from ssl import SSLEOFError
from statistics import quantiles
from threading import Event, Lock, Thread

from tests.stack import Site, trusting

PER_VISIT = 12  # requests on one connection, and from one address
PATIENCE = 25  # seconds that a visitor waits for an answer: longer than nginx may take for any
CLOSED = (RemoteDisconnected, ConnectionError, SSLEOFError)
LONGEST = 900  # seconds: no load goes on for longer, whoever forgets to end it


@dataclass(frozen=True, slots=True)
class Ask:
    """One request. `right`: the status it gets on a good day, and a text that stands in the answer."""

    kind: str
    method: str
    path: str
    body: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    right: tuple[int, bytes] = (200, b"")
    once: bool = False  # never sent again, whatever became of it
    mark: str = ""  # goes into the record


@dataclass(frozen=True, slots=True)
class Record:
    """What became of a request: its status (0 where no answer came), and why it was not right where it was not."""

    kind: str
    at: float
    seconds: float
    status: int
    error: str = ""
    retry_after: bool = False
    again: bool = False
    mark: str = ""


@dataclass(slots=True)
class Load:
    """Everything that was asked so far."""

    records: list[Record] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def add(self, record: Record) -> None:
        with self.lock:
            self.records.append(record)

    def of(self, *kinds: str, since: float = 0, until: float = float("inf")) -> list[Record]:
        """The records of these kinds (all where none is named) of what was sent within a time."""
        with self.lock:
            return [each for each in self.records if (not kinds or each.kind in kinds) and since <= each.at < until]


def failed(records: Sequence[Record]) -> list[Record]:
    return [each for each in records if each.error]


def broken_off(records: Sequence[Record]) -> list[Record]:
    """Answers that had partly gone out when their process was killed, so that nobody could ask for them again."""
    return [each for each in records if each.error == IncompleteRead.__name__]


def without(some: Sequence[Record], records: Sequence[Record]) -> list[Record]:
    return [each for each in records if each not in some]


def statuses(records: Sequence[Record]) -> dict[int, int]:
    return dict(Counter(each.status for each in records))


def percentile(records: Sequence[Record], which: int) -> float:
    """Seconds that so many of a hundred requests took at most."""
    seconds = [each.seconds for each in records]
    return quantiles(seconds, n=100, method="inclusive")[which - 1] if len(seconds) > 1 else sum(seconds)


Asks = Callable[[int], Iterator[Ask]]  # what a visitor asks, by the visitor's number


def in_turn(asks: Sequence[Ask]) -> Asks:
    """Each visitor asks all of these again and again, every one of them beginning somewhere else."""
    return lambda number: islice(cycle(asks), number * 3 % len(asks), None)


@contextmanager
def load(site: Site, asks: Asks, visitors: int = 2, pause: float = 0.01) -> Iterator[Load]:
    """So many visitors at a time, for as long as the block lasts."""
    found, stop = Load(), Event()
    threads = [
        Thread(target=_visit, args=(site, asks(number), found, stop, pause), daemon=True) for number in range(visitors)
    ]
    for thread in threads:
        thread.start()
    try:
        yield found
    finally:
        stop.set()
        for thread in threads:
            thread.join(PATIENCE + 5)


def ask_each(site: Site, asks: Iterable[Ask]) -> list[Record]:
    """Ask these one after the other, and no more of them from one address than a visit has."""
    found = Load()
    _visit(site, iter(asks), found, Event(), 0)
    return found.records


def _visit(site: Site, asks: Iterator[Ask], found: Load, stop: Event, pause: float) -> None:
    until, connection = time.monotonic() + LONGEST, a_visitor(site)
    for number, ask in enumerate(asks, 1):
        if stop.is_set() or time.monotonic() > until:
            break
        found.add(answer(connection, site, ask))
        if number % PER_VISIT == 0:
            connection.close()
            connection = a_visitor(site)
        time.sleep(pause)
    connection.close()


def a_visitor(site: Site) -> HTTPSConnection:
    """A connection from an address that nobody had before, most likely."""
    mine = f"127.{random.randint(1, 254)}.{random.randint(0, 254)}.{random.randint(1, 254)}"
    return HTTPSConnection("localhost", site.nginx.port, timeout=PATIENCE, context=trusting(), source_address=(mine, 0))


def answer(connection: HTTPSConnection, site: Site, ask: Ask) -> Record:
    """Ask, and read the whole answer."""
    at, used, again = time.monotonic(), connection.sock is not None, False
    try:
        try:
            status, body, retry_after = _talk(connection, site, ask)
        except CLOSED:
            if ask.once or not used:
                raise
            connection.close()
            again = True
            status, body, retry_after = _talk(connection, site, ask)
    except (OSError, HTTPException) as problem:
        connection.close()
        return Record(ask.kind, at, time.monotonic() - at, 0, type(problem).__name__, False, again, ask.mark)
    wrong = "" if status == ask.right[0] and ask.right[1] in body else f"{status} with {len(body)} bytes"
    return Record(ask.kind, at, time.monotonic() - at, status, wrong, retry_after, again, ask.mark)


def _talk(connection: HTTPSConnection, site: Site, ask: Ask) -> tuple[int, bytes, bool]:
    connection.request(ask.method, ask.path, ask.body, {"Origin": site.address, **dict(ask.headers)})
    response = connection.getresponse()
    return response.status, response.read(), "Retry-After" in response.headers
