"""Memory and descriptors of the server's processes while it is attacked."""

import threading
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from .asking import Case, request
from .target import Target
from .wire import exchange

HELP = Case("help", (request("GET", "/help/"),))
KIB = 1024
GROWTH = 4.0  # MiB a process that the last quarter may lie above the second one
FILES = 8  # descriptors a process; connections come and go
EVERY = 0.5  # seconds


class Watch(threading.Thread):
    """Takes a sample twice a second of all processes together, and asks for the help page as a person would."""

    def __init__(self, target: Target) -> None:
        super().__init__(daemon=True)
        self.target, self.over = target, threading.Event()
        self.processes = (*target.workers, *target.front)
        self.memory: list[float] = []
        self.files: list[int] = []
        self.help: list[float] = []  # seconds
        self.without_help = 0

    def run(self) -> None:
        while not self.over.wait(EVERY):
            self.memory.append(memory_of(self.processes))
            self.files.append(files_of(self.target.workers))
            outcome = exchange(self.target.port, HELP)
            self.help.append(outcome.seconds)
            self.without_help += [answer.status for answer in outcome.answers] != [200]

    def __enter__(self) -> "Watch":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.join()

    def problems(self) -> list[str]:
        """What grew from the second quarter to the last one; the first is for warming up."""
        found = [f"no help page {self.without_help} times"] if self.without_help else []
        found += grown("MiB of memory", self.memory, GROWTH * len(self.processes))
        return found + grown("descriptors", self.files, FILES * len(self.target.workers))


def quarters(samples: Sequence[float]) -> tuple[float, float]:
    """The medians of the second quarter and of the last one."""
    size = len(samples) // 4
    return median(samples[size : 2 * size]), median(samples[-size:])


def grown(what: str, samples: Sequence[float], allowed: float) -> list[str]:
    if len(samples) < 8:
        return [f"too few samples of {what} to tell"]
    second, last = quarters(samples)
    return [f"{what} grew from {second:.1f} to {last:.1f}"] if last > second + allowed else []


def memory_of(processes: Sequence[int]) -> float:
    """MiB, with what is shared counted once (PSS)."""
    return sum(_pss(pid) for pid in processes if alive(pid)) / KIB


def alive(pid: int) -> bool:
    return Path(f"/proc/{pid}/smaps_rollup").exists()


def files_of(processes: Sequence[int]) -> int:
    return sum(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in processes if alive(pid))


def settled(processes: Sequence[int], seconds: float = 3.0) -> int:
    """How many descriptors are open once all connections have had time to go."""
    time.sleep(seconds)
    return files_of(processes)


def _pss(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
