"""The production server in a folder of its own, with everything that it says and does kept for a look."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.request import urlopen

from tests.browser.serving import ROOT, free_port

from .tracing import Call, calls, command_of
from .wire import Server

HERE = Path(__file__).parent
# In front of a command: where a machine lets the dead leave their memory behind, this one may.
MAY_LEAVE_A_CORE = ("sh", "-c", 'ulimit -S -c "$(ulimit -H -c)"; exec "$@"', "sh")
KEPT = ("TEMP", "HOME", "cwd")  # folders of the server alone
MAKE = """
import django; django.setup()
from django.core.management import call_command; call_command("prepare")
from clinics.demo import make_demo; demo = make_demo(); print(demo.code, demo.lists[0])
"""


@dataclass(slots=True)
class Run:
    """One run of the server."""

    folder: Path
    server: Server
    process: subprocess.Popen[bytes]

    @property
    def log(self) -> bytes:
        """Everything it printed."""
        return (self.folder / "log").read_bytes()

    def audit(self) -> list[list[str]]:
        """What Python reported, as [event, argument, …]."""
        return [json.loads(line) for line in (self.folder / "audit").read_text().splitlines()]

    def calls(self, since: float) -> list[Call]:
        """Its system calls since then, where it was traced."""
        return list(calls(self.folder / "trace", since))

    def main(self) -> int:
        """The process id of Granian's own process."""
        return _children(self.process.pid)[0] if self.traced else self.process.pid

    @property
    def traced(self) -> bool:
        return (self.folder / "trace").exists()

    def workers(self) -> list[int]:
        """The process ids of those that answer."""
        return _children(self.main())

    def stop(self) -> None:
        """End it, as a service manager does."""
        with suppress(ProcessLookupError, IndexError):
            os.kill(self.main(), signal.SIGTERM)
        self.process.wait(timeout=20)


def options(port: int) -> list[str]:
    """Granian's own of `make run`, so that what is looked at is what is run."""
    found = re.search(r"exec \$\(BIN\)/granian (.*?)\n\n", (ROOT / "Makefile").read_text(), re.S)
    assert found, "the Makefile no longer starts granian"
    return found[1].replace("\\\n", " ").replace("$(PORT)", str(port)).split()


@contextmanager
def run(
    folder: Path, *, traced: bool = False, more: Sequence[str] = (), settings: str = "", **environment: str
) -> Iterator[Run]:
    """Start it, wait until it answers, and end it. `more` are options after those of production."""
    port = free_port()
    for name in KEPT:
        (folder / name).mkdir(parents=True)
    mine = _environment(folder, settings) | environment
    command = [sys.executable, "-m", "granian", *options(port), *more]
    if traced:
        (folder / "trace").mkdir()
        command = [*command_of(folder / "trace"), *command]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([*MAY_LEAVE_A_CORE, *command], cwd=folder / "cwd", env=mine, stdout=log, stderr=log)
    found = Run(folder, Server(port), process)
    try:
        _wait(found)
        yield found
    finally:
        found.stop()


def make_clinic(folder: Path) -> tuple[str, str]:
    """A clinic with a reading list in the database of this folder: their codes."""
    command = [sys.executable, "-c", MAKE]
    done = subprocess.run(command, cwd=ROOT, env=_environment(folder), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    clinic, reading_list = done.stdout.split()[-2:]
    return clinic, reading_list


@lru_cache(maxsize=1)
def can_trace() -> bool:
    """Whether strace is here, and may be used."""
    command = ["strace", "-f", "--seccomp-bpf", "-o", os.devnull, "true"]
    return bool(shutil.which("strace")) and subprocess.run(command, capture_output=True, check=False).returncode == 0


def snapshot(*folders: Path) -> dict[Path, tuple[int, int]]:
    """Every file, by when it was last changed and how large it is."""
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in files}


def _environment(folder: Path, settings: str = "") -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if name not in ("DEBUG", "SECRET_KEY")},
        "DJANGO_SETTINGS_MODULE": settings or "config.settings",
        "PYTHONPATH": os.pathsep.join((str(HERE / "audit"), str(ROOT))),
        "PYTHONDONTWRITEBYTECODE": "1",  # compiled code of ours may be written by any process that runs it first
        "MICROSCOPE_AUDIT": str(folder / "audit"),
        "SECRET_KEY": "for-this-test-only" * 4,
        "DATABASE_URL": f"sqlite:///{folder / 'staff.sqlite3'}",
        "TMPDIR": str(folder / "TEMP"),
        "HOME": str(folder / "HOME"),
        "XDG_CACHE_HOME": str(folder / "HOME"),
    }


def _wait(found: Run) -> None:
    for _ in range(200):
        assert found.process.poll() is None, found.log.decode()
        with suppress(OSError), urlopen(f"http://127.0.0.1:{found.server.port}/", timeout=2):
            return
        time.sleep(0.05)
    raise AssertionError(found.log.decode())


def _children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
