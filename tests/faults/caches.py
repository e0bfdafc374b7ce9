"""Faults of the cache that counts attempts to log in: no log-in without it, everything else as ever."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from .asks import PUBLIC, log_in
from .load import Record, a_visitor, answer, in_turn, load
from .services import held
from .stage import Outcome, Stage

TOKEN = "a" * 32
SECONDS = 6  # within which a log-in says that it is not possible now
_names = count()


def held_still(stage: Stage, seconds: float) -> Outcome:
    """Frozen: it takes what is asked, and says nothing."""
    with load(stage.site, in_turn(PUBLIC)) as public:
        with held([stage.redis.process.pid]):
            tries = _tries(stage, seconds)
        after = _tries(stage, 0)
    return _judged("Redis frozen", public.of(), tries, after)


def gone(stage: Stage, seconds: float) -> Outcome:
    """Stopped; and started again, empty."""
    with load(stage.site, in_turn(PUBLIC)) as public:
        with _stopped(stage):
            tries = _tries(stage, seconds)
        after = _tries(stage, 0)
    return _judged("Redis stopped", public.of(), tries, after)


@contextmanager
def _stopped(stage: Stage) -> Iterator[None]:
    stage.redis.kill()
    try:
        yield
    finally:
        again = stage.redis.again()
        stage.redis.process = again.process  # so that whoever started the first one ends this one
        time.sleep(0.3)


def _tries(stage: Stage, seconds: float) -> list[Record]:
    """Attempts to log in, at least one, each with another name as the fifth for one name would be refused."""
    found, ends, connection = [], time.monotonic() + seconds, a_visitor(stage.site)
    while not found or time.monotonic() < ends:
        found.append(answer(connection, stage.site, log_in(TOKEN, f"somebody{next(_names)}")))
        time.sleep(0.15)  # or nginx, which answers for less than ten a second from one address, would refuse them
    connection.close()
    return found


def _judged(name: str, public: list[Record], tries: list[Record], after: list[Record]) -> Outcome:
    slowest = max(each.seconds for each in tries)
    happened = f"log-in: 503 within {slowest:.1f} s; {after[-1].status} as soon as it was back"
    outcome = Outcome(name, happened, public + tries)
    outcome.expect_right(public, "public")
    outcome.expect_right(after, "log-in afterwards")
    statuses = {each.status for each in tries}
    outcome.expect(statuses == {503} and all(each.retry_after for each in tries), f"log-in meanwhile: {statuses}")
    outcome.expect(slowest < SECONDS, f"a log-in took {slowest:.1f} s")
    return outcome
