"""Drive a site with the cases that hypothesis makes up; what fails is made smaller before it is told."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from hypothesis import HealthCheck, Phase, given, seed, settings

from .asking import Case
from .kinds import kinds
from .oracle import problems
from .places import Places
from .tally import Tally
from .wire import exchange


@dataclass(frozen=True)
class Job:
    """So many examples of some kinds, against one port; `number` makes it different from every other job."""

    port: int
    found: Places
    names: tuple[str, ...]
    examples: int
    number: int
    secrets: tuple[bytes, ...]


def made_up(job: Job) -> Tally:
    """Run a job, and give what came of it."""
    tally = Tally()
    for name in job.names:
        _run(job, kinds(job.found)[name], tally)
    return tally


def _run(job: Job, strategy: Callable[[], object], tally: Tally) -> None:
    last: list[str] = []

    def attempt(case: Case) -> None:
        outcome = exchange(job.port, case)
        last[:] = problems(case, outcome, job.secrets)
        tally.add(case, outcome, [])
        if last:
            smallest.add(case, outcome, list(last))
            raise AssertionError(last[0].split(" [")[0])

    smallest = Tally()
    quiet = settings(
        max_examples=job.examples,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        print_blob=False,
    )
    try:
        seed(job.number)(quiet(given(strategy())(attempt)))()  # type: ignore[arg-type]
    except AssertionError:
        tally.findings += smallest.findings[-1:]  # the last failure is the smallest one


def jobs(
    port: int, found: Places, secrets: tuple[bytes, ...], *, examples: int, number: int, parts: int
) -> Iterable[Job]:
    """The same kinds for so many processes."""
    names = tuple(kinds(found))
    return [Job(port, found, names, examples, number * parts + part, secrets) for part in range(parts)]
