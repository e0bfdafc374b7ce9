"""Django's PostgreSQL, told to give up on a server that takes what is asked and says nothing, and to leave it alone.

Where its machine is frozen or cut off the server's own statement_timeout ends no wait, and each wait holds a thread.
"""

import time
from types import SimpleNamespace
from typing import Any, TypeVar

import psycopg
from django.db.backends.postgresql import base
from psycopg.abc import PQGen
from psycopg.errors import OperationalError, _WaitTimeout

T = TypeVar("T")
PATIENCE = 4.0  # seconds: more than the server's own limit, which leaves the connection in order
PAUSE = 5.0  # seconds in which nobody tries to reach a server that kept somebody waiting
_try_again_at = 0.0


class Connection(psycopg.Connection[Any]):
    """A connection on which no answer is waited for any longer than PATIENCE."""

    def wait(self, gen: PQGen[T], interval: float = 0.1, timeout: float | None = None) -> T:
        try:
            return super().wait(gen, interval, PATIENCE if timeout is None else timeout)
        except _WaitTimeout:
            self.pgconn.finish()
            _leave_alone()
            raise OperationalError("the server says nothing") from None


def connect(**how: Any) -> Connection:
    """Connect. Raises OperationalError, at once where the server kept somebody waiting just now."""
    global _try_again_at  # noqa: PLW0603 - one time for the whole process
    started = time.monotonic()
    if started < _try_again_at:
        raise OperationalError("the server said nothing just now")
    if _try_again_at:
        _leave_alone()  # one asks whether it is back; the others need not wait for that
    try:
        made = Connection.connect(**how)
    except OperationalError:
        if time.monotonic() - started > 1:
            _leave_alone()
        raise
    _try_again_at = 0.0
    return made


def _leave_alone() -> None:
    global _try_again_at  # noqa: PLW0603 - one time for the whole process
    _try_again_at = time.monotonic() + PAUSE


class DatabaseWrapper(base.DatabaseWrapper):
    """What settings.DATABASES names."""

    Database = SimpleNamespace(**(vars(psycopg) | {"connect": connect}))  # type: ignore[assignment]
