"""Servers of this machine that somebody else can be asked to end, and the app's among them as it is deployed."""

import os
import re
import ssl
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from .browser.serving import ROOT, free_port

UNITS = ROOT / "deploy/systemd"
UNIT = (UNITS / "thaw@.service").read_text(encoding="utf-8").replace("\\\n", " ")
SERVER = tuple(
    UNIT.partition("/granian config.wsgi:application ")[2].partition("\n")[0].replace("--port %i", "").split()
)
SETTING = re.compile(r"^Environment=(GRANIAN_BLOCKING_THREADS)=(\d+)$", re.MULTILINE)
# How many answers a process can be making at a time: any of the app's, and that of the staff half.
THREADS = dict(SETTING.findall(UNIT))
MEMORY = dict(re.findall(r"^Environment=(MALLOC_\w+)=(\d+)$", UNIT, re.MULTILINE))
STAFF_THREADS = dict(SETTING.findall((UNITS / "thaw@8003.service.d/threads.conf").read_text(encoding="utf-8")))


@dataclass(slots=True)
class Process:
    """A server that somebody else can be asked to end. `address` is where it answers, over plain http."""

    process: subprocess.Popen[bytes]
    log: Path
    port: int = 0
    command: Sequence[str] = ()
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def workers(self) -> list[int]:
        """The process ids of what it has started."""
        # A worker that is started anew is a thread's.
        threads = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [int(each) for path in threads for each in path.read_text().split()]

    def stop(self) -> None:
        """Ask it to end, and wait."""
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=30)
        self.kill()

    def kill(self) -> None:
        """End it and what it started, at once; it goes first, or it would start them anew."""
        for pid in [self.process.pid, *self.workers()]:
            with suppress(ProcessLookupError):
                os.kill(pid, 9)
        self.process.wait()

    def again(self) -> "Process":
        """The same server, started anew."""
        return start(self.command, self.log, self.port, self.environment)


def start(command: Sequence[str], log: Path, port: int = 0, environment: Mapping[str, str] | None = None) -> Process:
    """Start a server that writes what it says into a file."""
    environment = dict(os.environ if environment is None else environment)
    with log.open("ab") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
    return Process(process, log, port, command, environment)


def app(folder: Path, **environment: str) -> Process:
    """One app process as the unit in deploy/systemd starts it. It is not asked yet whether it answers: see `wait`."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "config.wsgi:application", *SERVER, "--port", str(port)]
    return start(command, folder / f"app-{port}.log", port, os.environ | MEMORY | environment)


def trusting() -> ssl.SSLContext:
    """For asking our own nginx, whose certificate is its own."""
    return ssl._create_unverified_context()


def wait(address: str, seconds: float = 20) -> None:
    """Wait until somebody answers, whatever the answer is. Raises TimeoutError."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urlopen(address, timeout=2, context=trusting() if address.startswith("https") else None):
                return
        except HTTPError as answer:
            answer.close()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(address)
