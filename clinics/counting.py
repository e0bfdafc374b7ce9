"""Count how often a clinic's addresses are opened: one number a month, written once the page has been sent.

A thread of its own writes, so that no page waits for the database. What cannot be written is dropped, and said in the
log. While the database answers nothing is lost: whatever is still waiting is written before a worker ends.
"""

import atexit
import logging
import time
from dataclasses import dataclass
from datetime import date
from multiprocessing.util import Finalize
from queue import Full, Queue
from threading import Lock, Thread
from typing import Any

from django.db import close_old_connections, connections
from django.db.models import F
from django.http import HttpResponse
from django.utils.timezone import localdate

from .models import Opens

logger = logging.getLogger(__name__)
MOST_WAITING = 10_000  # opens; more than that wait only where the database has been away for long
LAST_CLOSE = 0.1  # seconds from a page's last byte to its close
LAST_SECONDS = 2  # that a worker which ends may take for what is waiting


@dataclass(frozen=True, slots=True)
class Opened:
    """One open of a door, or of a list; the month's first day is all that is kept of the time."""

    clinic: int
    reading_list: int | None
    month: date


def opened_now(clinic: int, reading_list: int | None = None) -> Opened:
    """An open in this month."""
    return Opened(clinic, reading_list, localdate().replace(day=1))


class CountedResponse(HttpResponse):
    """A page that is counted once it has been sent."""

    def __init__(self, content: str, opened: Opened | None) -> None:
        super().__init__(content)
        self.opened = opened

    def close(self) -> None:
        """Called by the server after the last byte."""
        opened, self.opened = self.opened, None
        if opened:
            counter.add(opened)  # first: a worker that is told to stop right now already knows of it
        super().close()


def write(opened: Opened) -> None:
    """Add one, in a statement that two workers may run at the same moment. Raises django.db.Error."""
    row: dict[str, Any] = {"clinic_id": opened.clinic, "reading_list_id": opened.reading_list, "month": opened.month}
    if not Opens.objects.filter(**row).update(number=F("number") + 1):
        Opens.objects.get_or_create(**row)
        Opens.objects.filter(**row).update(number=F("number") + 1)


class Counter:
    """Opens that wait to be written, and the thread that writes them."""

    def __init__(self) -> None:
        self.waiting: Queue[Opened] = Queue(MOST_WAITING)
        self._thread: Thread | None = None
        self._starting = Lock()

    def add(self, opened: Opened) -> None:
        """Let one open wait; drop it where too many do."""
        self._start()
        try:
            self.waiting.put_nowait(opened)
        except Full:
            logger.error("Too many opens wait to be counted; one was dropped")

    def finish(self, seconds: float = LAST_SECONDS) -> bool:
        """Wait until everything is written; False where that took too long."""
        until = time.monotonic() + seconds
        while self.waiting.unfinished_tasks and time.monotonic() < until:
            time.sleep(0.01)
        return not self.waiting.unfinished_tasks

    def finish_last(self) -> None:
        """What a worker does that ends: its last pages are out, but may not have been closed yet."""
        time.sleep(LAST_CLOSE)
        self.finish()

    def _start(self) -> None:
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                if self._thread is None:  # a worker that granian forked leaves without atexit until Python 3.13
                    Finalize(None, self.finish_last, exitpriority=1)
                self._thread = Thread(target=self._run, name="counting", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            opened = self.waiting.get()
            try:
                close_old_connections()
                write(opened)
            except Exception as problem:  # the next one is to be counted, whatever became of this one
                logger.error("An open could not be counted (%s) and was dropped", type(problem).__name__)
            finally:
                self._let_go()
                self.waiting.task_done()

    def _let_go(self) -> None:
        """Keep no connection while nothing waits."""
        if self.waiting.empty():
            connections.close_all()


counter = Counter()
atexit.register(counter.finish_last)
