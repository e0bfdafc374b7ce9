"""The clock jumps while the site runs, by Debian's libfaketime: nothing breaks, and nothing that ends lasts for ever."""

import os
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from tests import stack

from .asks import DOOR, PUBLIC, Editor, log_in
from .caches import TOKEN
from .load import Ask, ask_each
from .stage import Outcome

LIBRARY = next(iter(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")), None)
LOG_IN = Ask("log-in page", "GET", "/staff/account/login/", right=(200, b"password"))


def clock(folder: Path) -> dict[str, str]:
    """The environment of a process whose clock `set_clock` moves; nothing where the library is missing."""
    if LIBRARY is None:
        return {}
    set_clock(folder, "+0")
    faked = {"LD_PRELOAD": str(LIBRARY), "FAKETIME_TIMESTAMP_FILE": str(folder / "clock"), "FAKETIME_NO_CACHE": "1"}
    return faked | {"FAKETIME_DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1"}


def set_clock(folder: Path, offset: str) -> None:
    """Move it by so much from the right time, such as +365d."""
    new = folder / "clock.new"
    new.write_text(offset + "\n")
    os.replace(new, folder / "clock")


def jumps(site: stack.Site, folder: Path, editors: Sequence[Editor]) -> Outcome:
    """A year forward and back, then a year back and forward: pages stay, sessions end."""
    outcome = Outcome("clock jumps by a year", "pages stay, sessions end", [])
    jump = partial(_jump, outcome, site, folder)
    jump("+0", editors[0], 200)
    jump("+365d", editors[0], 302)
    jump("-365d", editors[1], 200)
    jump("+0", editors[1], 302)
    return outcome


def _jump(outcome: Outcome, site: stack.Site, folder: Path, offset: str, editor: Editor, staff: int) -> None:
    set_clock(folder, offset)
    records = ask_each(site, [*PUBLIC, DOOR, LOG_IN])
    outcome.expect_right(records, f"everything at {offset}")
    (page,) = ask_each(site, [editor.page()])
    outcome.expect(page.status == staff, f"a staff page at {offset}: {page.status}")
    outcome.records += records


def locked_out(site: stack.Site, folder: Path) -> Outcome:
    """Wrong log-ins while the clock is a year ahead; it is put right, and the day's tidying ends the lock-out."""
    wrong = log_in(TOKEN, "lockedout")
    locked = replace(wrong, right=(200, b"Too many wrong tries"))
    set_clock(folder, "+365d")
    tries = ask_each(site, [wrong] * 5 + [locked])
    set_clock(folder, "+20m")
    (before,) = ask_each(site, [locked])
    site.manage("daily")
    (after,) = ask_each(site, [wrong])
    set_clock(folder, "+0")
    outcome = Outcome("lock-out while the clock is ahead", "ends with the next daily tidying", [*tries, before, after])
    outcome.expect_right(tries, "five tries, and no more")
    outcome.expect_right([before], "still shut out once the clock is right, or this test shows nothing")
    outcome.expect_right([after], "log-in after the day's tidying")
    return outcome
