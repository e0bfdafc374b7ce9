"""Everything against one site, in rounds of the same mix, so that what grows from round to round shows."""

import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context

import django

from . import mutated, ours, worded
from .grid import run_grid
from .oracle import log_problems, problems
from .places import Places, places, recorded
from .tally import Tally
from .target import Target
from .watch import FILES, HELP, Watch, alive, files_of, settled
from .wire import exchange

PROCESSES = 3
OURS = 0.3  # the share of the requests that hypothesis makes; it is slow, and shrinks what fails
LIKELY = 1.15  # requests in an example of hypothesis, as some are pipelined


@dataclass
class Report:
    """What a campaign found. `files` are descriptors before and after, once all connections were gone."""

    tally: Tally = field(default_factory=Tally)
    watch: Watch | None = None
    files: tuple[int, int] = (0, 0)
    seconds: float = 0.0


def campaign(
    target: Target, requests: int, rounds: int, seed: int, tell: Callable[[str], None], *, lists: bool = True
) -> Report:
    """Attack with so many requests; `lists`: with ffuf's words, too."""
    report, started = Report(watch=Watch(target)), time.monotonic()
    assert report.watch
    found = places(target.port, target.doors)
    before = files_of(target.workers)
    report.tally.join(run_grid(target, found))
    with ProcessPoolExecutor(PROCESSES, get_context("spawn"), django.setup) as pool, report.watch:
        for number in range(rounds):
            sweeps = worded.sweeps()[number::rounds] if lists else []
            for part in _round(pool, target, found, requests // rounds, seed + number, sweeps):
                report.tally.join(part)
            report.tally.findings += _still_well(target)
            done, spent = report.tally.total, time.monotonic() - started
            tell(
                f"  round {number + 1} of {rounds}: {done:,} requests in {spent:.0f} s, {len(report.tally.findings)} findings"
            )
    report.files = (before, settled(target.workers))
    if report.files[1] > before + FILES * len(target.workers):
        report.tally.findings.append(f"descriptors before and after: {report.files}")
    report.tally.findings += [*report.watch.problems(), *log_problems(target.log(), target.secrets)]
    report.seconds = time.monotonic() - started
    return report


def _round(
    pool: ProcessPoolExecutor, target: Target, found: Places, requests: int, seed: int, sweeps: list[worded.Sweep]
) -> Iterator[Tally]:
    dice, kinds = random.Random(seed), len(ours.kinds(found))
    examples = max(int(requests * OURS / kinds / LIKELY / PROCESSES), 1)
    made = list(ours.jobs(target.port, found, target.secrets, examples=examples, number=seed, parts=PROCESSES))
    with ThreadPoolExecutor(1) as aside:
        by_words = [aside.submit(worded.swept, target.port, sweep, target.secrets) for sweep in sweeps]
        for part in pool.map(ours.made_up, made):
            requests -= part.total
            yield part
        for each in by_words:
            part = each.result()
            requests -= part.total
            yield part
    each = -(-max(requests, 0) // PROCESSES)
    valid = tuple(recorded(found))
    damaged = [mutated.Job(target.port, valid, each, dice.randrange(1 << 30), target.secrets) for _ in range(PROCESSES)]
    yield from pool.map(mutated.damaged_by_zzuf, damaged)


def _still_well(target: Target) -> list[str]:
    outcome = exchange(target.port, HELP)
    found = [f"a process of the server's is gone: {pid}" for pid in target.workers if not alive(pid)]
    if [answer.status for answer in outcome.answers] != [200] or problems(HELP, outcome, target.secrets):
        found.append(f"the help page does not answer as before: {outcome.ended}")
    return found
