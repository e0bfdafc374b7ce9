"""Ask a server as fast as it answers, from the second core, with wrk; and see what it cost the server."""

import os
import re
import statistics
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SECONDS = int(os.environ.get("BENCH_SECONDS", "3"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "7"))
TICK = os.sysconf("SC_CLK_TCK")
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}
LUA = Path(__file__).parent / "post.lua"


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to ask. `workers` are the processes whose CPU time is counted; a body makes it a POST."""

    name: str
    address: str
    workers: Sequence[int]
    body: str = ""
    headers: Mapping[str, str] | None = None
    connections: int = 8


@dataclass(frozen=True, slots=True)
class Round:
    """One round: requests a second, latency in milliseconds, and CPU milliseconds a request."""

    rate: float
    median: float
    p99: float
    cpu: float


def cpu_seconds(pids: Sequence[int]) -> float:
    """User and system time of processes so far."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / TICK


def ask(target: Target) -> Round:
    """One round of wrk. Raises RuntimeError where any answer was not 2xx."""
    command = ["taskset", "-c", "1", "wrk", "-t1", f"-c{target.connections}", f"-d{SECONDS}s", "--latency"]
    for name, value in (target.headers or {}).items():
        command += ["-H", f"{name}: {value}"]
    if target.body:
        command += ["-s", str(LUA)]
    before = cpu_seconds(target.workers)
    done = subprocess.run(  # noqa: S603 - wrk
        [*command, target.address], env=os.environ | {"BODY": target.body}, capture_output=True, text=True, check=True
    ).stdout
    spent = cpu_seconds(target.workers) - before
    if "Non-2xx" in done or "Socket errors" in done:
        raise RuntimeError(f"{target.name}: {done}")
    requests = int(re.search(r"(\d+) requests in", done)[1])  # type: ignore[index]
    return Round(
        rate=float(re.search(r"Requests/sec:\s+([\d.]+)", done)[1]),  # type: ignore[index]
        median=_latency(done, "50%"),
        p99=_latency(done, "99%"),
        cpu=1000 * spent / requests,
    )


def _latency(done: str, share: str) -> float:
    number, unit = re.search(rf"{share}\s+([\d.]+)(us|ms|s)", done).groups()  # type: ignore[union-attr]
    return float(number) * UNITS[unit]


def side_by_side(targets: Sequence[Target], rounds: int = ROUNDS) -> dict[str, list[Round]]:
    """A B A B: every target in turn, so that whatever else the machine does falls on all of them."""
    found: dict[str, list[Round]] = {target.name: [] for target in targets}
    for target in targets:
        ask(target)  # warm
    for _ in range(rounds):
        for target in targets:
            found[target.name].append(ask(target))
    return found


def ratios(rounds: Sequence[Round], to: Sequence[Round], what: str) -> list[float]:
    """The ratio of a figure in each round to its partner's in the same round."""
    return [getattr(one, what) / getattr(other, what) for one, other in zip(rounds, to, strict=True)]


def spread(values: Sequence[float], digits: int = 2) -> str:
    """Median, least and most."""
    shown = [f"{value:,.{digits}f}" for value in (statistics.median(values), min(values), max(values))]
    return f"{shown[0]} ({shown[1]} to {shown[2]})"
