"""Faults of the staff half's database: it is gone, it says nothing, it is slow. The public half must not notice."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from .asks import AWAY, DOOR, PUBLIC
from .load import Ask, Load, Record, failed, in_turn, load, percentile
from .stage import THREADS, Outcome, Stage, back_to_normal, told

RATIO, FLOOR = 3.0, 0.25  # p95 of public answers: so many times that of before, or below so many seconds anyway
STAFF_SECONDS = 6.5  # within which a staff page says that its database is away
BACK_SECONDS = 15
DOOR_AWAY = Ask("door", DOOR.method, DOOR.path, right=(200, AWAY))
VISITORS = 2 * THREADS[1]  # of staff pages, twice as many as the process has threads


def gone(stage: Stage, seconds: float) -> Outcome:
    """Stopped, as after a crash."""
    return _fault(stage, seconds, "PostgreSQL stopped", stage.postgres.gone)


def held_still(stage: Stage, seconds: float) -> Outcome:
    """Frozen: connections and questions are taken, and nothing is answered."""
    return _fault(stage, seconds, "PostgreSQL frozen", stage.postgres.held_still)


def _fault(stage: Stage, seconds: float, name: str, fault: Callable[[], AbstractContextManager[None]]) -> Outcome:
    with _everybody(stage) as (public, door, staff, before):
        began = time.monotonic()
        with fault():
            time.sleep(seconds)
        ended = time.monotonic()
        back = back_to_normal(staff, BACK_SECONDS, "staff page"), back_to_normal(door, BACK_SECONDS, "door")
    doors, pages = door.of(since=began, until=ended), staff.of(since=began, until=ended)
    outcome = Outcome(name, "", public.of() + doors + pages)
    _unaffected(outcome, public, began, ended, before)
    away = [each for each in pages if each.status == 503 and each.retry_after]
    outcome.expect(bool(away), "no staff page said that its database is away")
    outcome.expect({each.status for each in pages} <= {200, 503}, f"staff pages: {told(pages)}")
    outcome.expect(len(away) == len([each for each in pages if each.status == 503]), "a 503 without Retry-After")
    outcome.expect(max(each.seconds for each in pages) < STAFF_SECONDS, f"{max(each.seconds for each in pages):.1f} s")
    outcome.expect({each.status for each in doors} == {200}, f"doors: {told(doors)}")
    outcome.expect(len(failed(doors)) > 0, "no door opened the general page")
    outcome.happened += f"; staff {told(pages)}, back in {back[0]:.1f} s; doors general, back in {back[1]:.1f} s"
    return outcome


def slow(stage: Stage, seconds: float, delay: float = 0.3) -> Outcome:
    """Every message of its comes late: staff wait, and the public half does not wait with them."""
    with _everybody(stage) as (public, door, staff, before):
        began, stage.way.delay = time.monotonic(), delay
        time.sleep(seconds)
        ended, stage.way.delay = time.monotonic(), 0
        back = back_to_normal(staff, BACK_SECONDS, "staff page")
    pages = staff.of(since=began, until=ended)
    outcome = Outcome(f"PostgreSQL slow ({delay:.1f} s a message)", "", public.of() + door.of() + pages)
    _unaffected(outcome, public, began, ended, before)
    outcome.happened += f"; a staff page takes {percentile(pages, 50):.1f} s, back in {back:.1f} s"
    outcome.expect(percentile(pages, 50) > delay, "nothing was slow")
    return outcome


@contextmanager
def _everybody(stage: Stage) -> Iterator[tuple[Load, Load, Load, list[Record]]]:
    """Visitors of the public half, of a door, and more staff than there are threads; and how it was before."""
    staff_page = in_turn([stage.editors[0].page()])
    with (
        load(stage.site, in_turn(PUBLIC)) as public,
        load(stage.site, in_turn([DOOR]), 1, 0.1) as door,
        load(stage.site, staff_page, VISITORS, 0.2) as staff,
    ):
        time.sleep(1.5)
        before = public.of()
        yield public, door, staff, before


def _unaffected(outcome: Outcome, public: Load, began: float, ended: float, before: list[Record]) -> None:
    during = public.of(since=began, until=ended)
    outcome.expect_right(public.of(), "public")
    outcome.expect(len(during) > 20, f"only {len(during)} public answers in {ended - began:.0f} s")
    quick, now = percentile(before, 95), percentile(during, 95) if during else float("inf")
    outcome.happened = f"public p95 {quick * 1000:.0f} ms before, {now * 1000:.0f} ms during"
    outcome.expect(now < max(RATIO * quick, FLOOR), f"public p95 {now:.2f} s, before {quick:.2f} s")
