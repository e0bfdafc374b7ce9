"""A visitor says things that occur nowhere else, everywhere they can. Afterwards none of it is anywhere but with them."""

import re
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from django.conf import settings

from .journey import unmarked_fields, visit
from .marks import marks_in
from .running import Run, can_trace, make_clinic, run, snapshot
from .tracing import CHANGING, COPYING, SENDING, Call

# What the public journey may write to: the staff half's database, for the counts of opens behind a door. SQLite opens
# it so, even to read. What is written is looked at like everything else.
DATABASE = re.compile(r"/staff\.sqlite3(-wal|-shm|-journal)?$")
AUDIT = re.compile(r"/audit$")  # the list that the audit hook itself writes
VISITORS = re.compile(r"TCP:\[127\.0\.0\.1:(?P<port>\d+)->127\.0\.(?:77\.\d+|0\.1):\d+\]")
WAKING = ("anon_inode:[eventfd]",)  # one thread wakes another: eight bytes, always the same
HARMLESS = ("sqlite3.", "ctypes.dlopen")  # the database is looked at as a file, and a library is read

# At the end two threads of Granian's wait for the same process, and the one that is told second takes it for alive.
ENDING = {b"[WARNING] Killing worker-%d after it refused to gracefully stop" % each for each in (1, 2)}

TALKATIVE = ("--log-level", "debug", "--workers", "1")


def test_nothing_that_a_visitor_says_is_written_or_sent_anywhere(tmp_path: Path) -> None:
    codes = make_clinic(tmp_path)
    before = snapshot(settings.BUILD_DIR, settings.VAR_DIR)
    with run(tmp_path, traced=can_trace()) as found:
        start, reported = time.time(), len(found.audit())
        assert unmarked_fields(found.server) == set(), "fields that get no marked answer"
        assert visit(found.server, *codes) > 100
        assert found.log == b"", "production says nothing at all about a visit"
        over = time.time()
    assert set(found.log.splitlines()) <= ENDING
    assert snapshot(settings.BUILD_DIR, settings.VAR_DIR) == before
    _check_files(tmp_path)
    _check_python(found.audit()[reported:])
    if not found.traced:
        pytest.skip("strace is missing, or may not be used here: what Python reports was looked at instead")
    said = {call for call in found.calls(over) if call.to == str(tmp_path / "log") and call.data.strip() in ENDING}
    _check_calls([call for call in found.calls(start) if call not in said], found)


def test_no_logger_names_an_answer_however_talkative_it_is(tmp_path: Path) -> None:
    with run(tmp_path, settings="tests.microscope.talkative", more=TALKATIVE) as found:
        visit(found.server)
    assert b"Not Found: " in found.log, "loggers are heard"
    assert marks_in(found.log) == []


def _check_files(folder: Path) -> None:
    """Nothing was made beside the database, and nothing in it, or in the list of what Python did, is an answer."""
    made = [path for path in snapshot(folder) if path.parent.name != "trace"]
    for path in made:
        assert marks_in(path.read_bytes()) == [], path
    left = {path.name for path in made} - {"staff.sqlite3", "staff.sqlite3-wal", "staff.sqlite3-shm", "audit", "log"}
    assert left == set()


def _check_python(reported: Iterable[list[str]]) -> None:
    """Python itself opened nothing for writing, connected to nobody and ran nothing."""
    events = list(reported)
    assert any(event.startswith("sqlite3.") for event, *_ in events), "the hook hears what Python does"
    assert [each for each in events if not each[0].startswith(HARMLESS)] == []


def _check_calls(calls: list[Call], found: Run) -> None:
    """What went out of the process went to the visitor, and what was opened for writing is the database."""
    to_visitor = [call for call in calls if call.name in SENDING and _is_visitors(call, found)]
    assert len(to_visitor) > 100, "the trace hears what is sent"
    assert marks_in(b"".join(call.data for call in to_visitor[:60])), "and can read it"
    elsewhere = [call for call in calls if call.name in SENDING and not _is_visitors(call, found)]
    assert _named(elsewhere, lambda call: call.to, DATABASE, AUDIT, WAKING) == []
    assert [(call.to, marks) for call in elsewhere if (marks := marks_in(call.data))] == []
    assert _named(calls, lambda call: call.opens_for_writing or call.maps_for_writing, DATABASE) == []
    assert [call for call in calls if call.name in (*COPYING, "connect", "execve", "execveat")] == []
    changed = [call for call in calls if call.name in CHANGING]
    assert _named(changed, lambda call: call.to or repr(call.texts), DATABASE) == []


def _is_visitors(call: Call, found: Run) -> bool:
    match = VISITORS.fullmatch(call.to)
    return bool(match) and match["port"] == str(found.server.port)


def _named(calls: Iterable[Call], what: Callable[[Call], str], *known: re.Pattern[str] | tuple[str, ...]) -> list[str]:
    """Of what calls are about, whatever is not known here."""
    about = {what(call) for call in calls} - {""}
    patterns = [each for each in known if isinstance(each, re.Pattern)]
    names = {name for each in known if isinstance(each, tuple) for name in each}
    return sorted(each for each in about - names if not any(pattern.search(each) for pattern in patterns))
