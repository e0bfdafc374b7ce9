"""The disk with the staff database and all logs is full: staff are told so, and the public half needs no disk."""

import os
import sqlite3
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tests import stack

from .asks import DOOR, PUBLIC, Editor
from .load import Ask, Record, ask_each, in_turn, load
from .stage import Outcome, told
from .writes import KEPT, SAVED, judge, saving

SIZE = "32m"
LONGEST = 60  # seconds in which the room that SQLite has to spare must be used up


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system of its own that is soon full. Raises OSError where none may be mounted."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=755", "thaw", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        raise OSError("no file system may be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """Not a byte is free for as long as the block lasts."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        for size in (1 << 16, 1 << 12, 1):
            with suppress(OSError):
                while file.write(b"x" * size):
                    pass
    try:
        yield
    finally:
        filler.unlink()


def full(site: stack.Site, disk: Path, editors: Sequence[Editor], seconds: float) -> Outcome:
    """Staff go on saving before, while and after the disk is full."""
    asks = saving(editors)(0)
    worker = site.apps[0].workers()
    with load(site, in_turn(PUBLIC)) as public, load(site, in_turn([DOOR]), 1, 0.1) as doors:
        writes = [_save(site, asks) for _ in range(3)]
        with filled(disk):
            free = os.statvfs(disk).f_bavail
            during, began = [], time.monotonic()
            while _goes_on(during, time.monotonic() - began, seconds):
                during.append(_save(site, asks))
        after = [_save(site, asks) for _ in range(3)]
    with sqlite3.connect(site.environment["DATABASE_URL"].removeprefix("sqlite:///")) as database:
        rows, sound = database.execute(KEPT).fetchall(), database.execute("PRAGMA integrity_check").fetchone()[0]
    outcome = Outcome("disk full", f"{free} blocks free; staff then: {told(during)}", public.of())
    outcome.expect_right(public.of(), "public")
    outcome.expect_right(writes, "staff before")
    outcome.expect_right(after, "staff afterwards")
    outcome.expect({each.status for each in doors.of()} == {200}, f"doors, general or not: {told(doors.of())}")
    outcome.expect(free == 0, "the disk was not full")
    outcome.expect(site.apps[0].workers() == worker, "the worker broke down")
    refused = [each for each in during if each.status != SAVED]
    outcome.expect(bool(refused), "the full disk was never felt")
    outcome.expect(all(each.status == 503 and each.retry_after for each in refused), f"staff then: {told(during)}")
    outcome.expect(sound == "ok", f"the database is not sound: {sound}")
    judge(outcome, [*writes, *during, *after], rows)
    outcome.records += [*writes, *during, *after]
    return outcome


def _goes_on(during: Sequence[Record], so_far: float, seconds: float) -> bool:
    """For so long, and until the disk is felt: SQLite first uses up the room that its own files have to spare."""
    return so_far < seconds or (so_far < LONGEST and all(each.status == SAVED for each in during))


def _save(site: stack.Site, asks: Iterator[Ask]) -> Record:
    return ask_each(site, [next(asks)])[0]
