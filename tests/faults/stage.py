"""What faults are tried on: the whole site with everything behind it, and what came of each try."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests import postgres, stack
from tests.browser.serving import ROOT

from .asks import DOOR, PUBLIC, Editor
from .load import Ask, Load, Record, ask_each, failed, statuses
from .services import Postgres, SlowWay, database, slow_way

THREADS = [int(each) for each in (*stack.THREADS.values(), *stack.STAFF_THREADS.values())]  # app's, and staff half's


@dataclass(slots=True)
class Stage:
    """Two app processes and one for the staff half behind nginx, PostgreSQL behind a way that can be slow, Redis."""

    site: stack.Site
    postgres: Postgres
    way: SlowWay
    redis: stack.Process
    editors: list[Editor]


@dataclass(slots=True)
class Outcome:
    """A fault, what happened, every request meanwhile, and what should not have happened."""

    fault: str
    happened: str
    records: list[Record]
    problems: list[str] = field(default_factory=list)

    def expect(self, whether: bool, otherwise: str) -> None:
        if not whether:
            self.problems.append(otherwise)

    def expect_right(self, records: Sequence[Record], what: str) -> None:
        """Every one of them was answered as on a good day, and there were some."""
        self.expect(bool(records), f"{what}: nothing was asked")
        if wrong := failed(records):
            self.problems.append(f"{what}: {len(wrong)} of {len(records)} failed, such as {wrong[0]}")

    def expect_few_cut(self, cut: Sequence[Record], threads: int) -> None:
        """No more answers were broken off than all killed processes together had threads."""
        self.expect(len(cut) <= threads, f"{len(cut)} answers were broken off")


def missing() -> list[str]:
    """What this machine lacks for a stage."""
    return stack.missing() + ([] if postgres.programs() else ["PostgreSQL"])


needs_servers = pytest.mark.skipif(
    bool(missing()) and os.environ.get("CI") != "true", reason=f"needs {', '.join(missing())}"
)


@contextmanager
def whole(folder: Path, editors: int = 3) -> Iterator[Stage]:
    """The stage, with so many editors logged in, and every kind of request answered once."""
    with database() as server, slow_way(server.port) as way, stack.redis(folder) as redis:
        address = server.address.replace(f":{server.port}/", f":{way.port}/")
        cache = f"redis://127.0.0.1:{redis.port}/0"
        with stack.site(folder, apps=2, staff=1, DATABASE_URL=address, CACHE_URL=cache) as site:
            stage = Stage(site, server, way, redis, make_editors(site, editors))
            warm_up(site, [*PUBLIC, DOOR, stage.editors[0].page()])
            yield stage


def make_editors(site: stack.Site, number: int) -> list[Editor]:
    run = [sys.executable, "-m", "tests.faults.people", str(number)]
    done = subprocess.run(run, cwd=ROOT, env=os.environ | site.environment, capture_output=True, check=True)
    return [Editor(**each) for each in json.loads(done.stdout)]


def warm_up(site: stack.Site, asks: Sequence[Ask]) -> None:
    """Have every process answer everything, so that no test measures a first time."""
    wrong = failed(ask_each(site, [*asks] * 2))
    assert not wrong, wrong


def until(condition: Callable[[], bool], seconds: float) -> float:
    """Wait for something to come true: how long that took. Raises TimeoutError."""
    started = time.monotonic()
    while not condition():
        if time.monotonic() - started > seconds:
            raise TimeoutError
        time.sleep(0.05)
    return time.monotonic() - started


def back_to_normal(load: Load, seconds: float, *kinds: str) -> float:
    """How long it took until the last requests of these kinds were right again. Raises TimeoutError."""

    def right() -> bool:
        last = load.of(*kinds)[-5:]
        return len(last) == 5 and not failed(last)

    return until(right, seconds)


def told(records: Sequence[Record]) -> str:
    """How often each status came, for a table."""
    return ", ".join(f"{number} × {status or 'nothing'}" for status, number in sorted(statuses(records).items()))
