"""A whole node dies while staff save and visitors read: what was acknowledged is kept, and once."""

import time

import psycopg

from tests import stack

from .asks import PUBLIC
from .load import broken_off, in_turn, load, without
from .stage import THREADS, Outcome, Stage, told
from .writes import KEPT, judge, saving


def killed_under_writes(stage: Stage, seconds: float) -> Outcome:
    """SIGKILL of a process with everything it started, again and again, in turn."""
    site, killed, ends = stage.site, 0, time.monotonic() + seconds
    with (
        load(site, in_turn(PUBLIC)) as public,
        load(site, saving(stage.editors), len(stage.editors), seconds / 150) as staff,
    ):
        while killed == 0 or time.monotonic() < ends:
            for processes in (site.staff, site.apps):
                time.sleep(0.3)
                _killed(processes, killed % len(processes))
            killed += 1
    with psycopg.connect(stage.postgres.address) as connection:
        rows = connection.execute(KEPT).fetchall()
    cut = broken_off(public.of() + staff.of())
    happened = f"{2 * killed} killed; {told(staff.of())}; {len(cut)} answers broken off half sent"
    outcome = Outcome("SIGKILL of a node, staff saving", happened, public.of())
    outcome.expect_few_cut(cut, killed * sum(THREADS))
    outcome.expect_right(without(cut, public.of()), "public")
    judge(outcome, staff.of(), rows)
    others = without(cut, staff.of())
    outcome.expect({each.status for each in others} <= {302, 503}, f"staff: {told(others)}")
    outcome.records += staff.of()
    return outcome


def _killed(processes: list[stack.Process], place: int) -> None:
    processes[place].kill()
    time.sleep(0.3)  # in which the others stand in
    processes[place] = processes[place].again()
    stack.wait(f"{processes[place].address}/health/live")
