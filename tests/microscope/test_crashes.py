"""The site breaks in the middle of an answer, in the worst way, or a worker dies. Nothing that was sent is left behind."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from .breaking import PLACES
from .journey import TAKEN
from .marks import STEM, marks_in, typed
from .running import MAY_LEAVE_A_CORE, Run, run
from .wire import Request, begin, fields_of, multipart, post, send

NAMES = {"paper": "note.pdf", "file": "response.json", "note": "note/", "handover": "note/"}
LOST = b"Unexpected exit from worker"  # Granian's own line
DIES = "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"


@pytest.fixture(scope="module")
def breaking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """A server that breaks where it is asked to; what it prints is that of production."""
    with run(
        tmp_path_factory.mktemp("breaking"), settings="tests.microscope.breaking", more=["--workers", "1"]
    ) as found:
        yield found


def _request(place: str) -> Request:
    path = "/self-check/" + NAMES.get(place.partition(",")[0], "")
    return replace(post(path, fields_of(TAKEN)), headers={"Break": place})


@pytest.mark.parametrize("place", [each for each in PLACES if each != "error page"] + ["scoring,error page"])
def test_an_error_that_quotes_what_was_sent_is_told_by_its_place_alone(breaking: Run, place: str) -> None:
    before = len(breaking.log)
    answer, page = send(breaking.server, _request(place))
    assert answer.status == 500
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Security-Policy"]
    assert b'href="/help/"' in page, "help is one step away"
    assert marks_in(page) == []
    told = breaking.log[before:]
    assert b"ValueError" in told, "the error is in the log"
    assert b"breaking.py:" in told, "with the place where it happened"
    assert marks_in(told) == []


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSEGV])
def test_a_worker_that_dies_over_a_form_leaves_nothing_of_it(tmp_path: Path, how: signal.Signals) -> None:
    """One form is half sent, one is being answered: both are in the memory of the worker that dies."""
    with run(tmp_path / "run", settings="tests.microscope.breaking", more=["--workers", "1"]) as found:
        whole = multipart("/self-check/note/", fields_of(TAKEN), more=typed("file"))
        slow = replace(whole, headers={"Break": "slow"})
        waiting = [begin(found.server, whole, len(whole.body) // 2), begin(found.server, slow, len(slow.body))]
        time.sleep(0.3)
        worker = found.workers()[0]
        held = STEM.encode() in _memory(worker)
        os.kill(worker, how)
        assert [_rest(each) for each in waiting] == [b"", b""]
        _wait_for(found, LOST)
    assert held, "the worker had it in its memory"
    assert marks_in(found.log) == []
    files = [path for path in (tmp_path / "run").rglob("*") if path.is_file()]
    assert {path.name for path in files} <= {"log", "audit"}, "a file was left, such as a core"
    assert [path for path in files if marks_in(path.read_bytes())] == []
    if how is signal.SIGSEGV and not _a_dead_process_leaves_its_memory(tmp_path / "other"):
        pytest.skip("no process on this machine leaves a core in its folder, so that this one did not proves little")


def _a_dead_process_leaves_its_memory(folder: Path) -> bool:
    """Whether a core of any program would be in its folder."""
    folder.mkdir()
    subprocess.run([*MAY_LEAVE_A_CORE, sys.executable, "-c", DIES], cwd=folder, check=False)
    return any(re.match(r"core", path.name) for path in folder.iterdir())


def _wait_for(found: Run, line: bytes) -> None:
    """Wait until the log says so."""
    until = time.monotonic() + 10
    while line not in found.log:
        assert time.monotonic() < until, found.log
        time.sleep(0.02)


def _memory(pid: int) -> bytes:
    """The parts of a process's memory that it may write to."""
    found = []
    maps, memory = Path(f"/proc/{pid}/maps").read_text(), Path(f"/proc/{pid}/mem")
    with memory.open("rb", buffering=0) as file:
        for start, end in re.findall(r"^(\w+)-(\w+) rw", maps, re.M):
            with suppress(OSError, ValueError):
                file.seek(int(start, 16))
                found.append(file.read(int(end, 16) - int(start, 16)))
    return b"".join(found)


def _rest(waiting: socket.socket) -> bytes:
    """What still came, until the connection was gone."""
    with waiting, suppress(ConnectionResetError):
        return waiting.recv(1)
    return b""
