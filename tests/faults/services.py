"""What stands behind the staff half, to be stopped, held still and slowed: a PostgreSQL server, and a way to it."""

import os
import shlex
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import psycopg

from tests import postgres


@dataclass(slots=True)
class Postgres:
    """A server of its own. `address` names it as DATABASE_URL does."""

    programs: Path
    address: str
    data: Path

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 0

    def stop(self) -> None:
        """Gone, as after a crash: nobody listens any more."""
        self._control("-m", "immediate", "stop")

    def start(self) -> None:
        """Back again, with the options that it had."""
        command = shlex.split((self.data / "postmaster.opts").read_text())[1:]
        self._control("-l", f"{self.data}/log-again", "-o", shlex.join(command), "start")

    @contextmanager
    def gone(self) -> Iterator[None]:
        """Stopped for as long as the block lasts."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    @contextmanager
    def held_still(self) -> Iterator[None]:
        """Still there, and silent: it takes connections and questions, and answers none."""
        pids = process_and_children(int((self.data / "postmaster.pid").read_text().split()[0]))
        with held(pids):
            yield

    def _control(self, *command: str) -> None:
        user = {"user": postgres.OWNER, "cwd": "/"} if os.geteuid() == 0 else {"cwd": "/"}
        run = [self.programs / "pg_ctl", "-D", self.data, "-w", *command]
        subprocess.run(run, check=True, stdout=subprocess.DEVNULL, **user)  # type: ignore[call-overload]


@contextmanager
def database() -> Iterator[Postgres]:
    """A new and empty server."""
    programs = postgres.programs()
    assert programs, "PostgreSQL is not installed"
    with postgres.server(programs) as address:
        with psycopg.connect(address) as connection:
            row = connection.execute("SHOW data_directory").fetchone()
        assert row
        yield Postgres(programs, address, Path(row[0]))


def process_and_children(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *map(int, children)]


@contextmanager
def held(pids: list[int]) -> Iterator[None]:
    """Processes that stand still for as long as the block lasts."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in reversed(pids):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)


@dataclass(slots=True)
class SlowWay:
    """A way to a server on which every message of the server's comes so many seconds late. It counts their bytes."""

    port: int
    delay: float = 0.0
    passed: int = 0


@contextmanager
def slow_way(to: int) -> Iterator[SlowWay]:
    """Listens on a port of its own and passes on what is sent."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        way = SlowWay(listening.getsockname()[1])
        Thread(target=_take, args=(listening, to, way), daemon=True).start()
        yield way
        listening.shutdown(socket.SHUT_RDWR)


def _take(listening: socket.socket, to: int, way: SlowWay) -> None:
    with suppress(OSError):
        while True:
            here = listening.accept()[0]
            try:
                there = socket.create_connection(("127.0.0.1", to))
            except OSError:  # nobody listens there now
                here.close()
                continue
            Thread(target=_pass_on, args=(here, there, None), daemon=True).start()
            Thread(target=_pass_on, args=(there, here, way), daemon=True).start()


def _pass_on(source: socket.socket, target: socket.socket, way: SlowWay | None) -> None:
    with suppress(OSError):
        while said := source.recv(65536):
            if way:
                way.passed += len(said)
                time.sleep(way.delay)
            target.sendall(said)
    for each in (source, target):
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
