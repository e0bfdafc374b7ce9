"""Drive a site with valid requests that zzuf, a fuzzer of other people's, has damaged."""

import random
import shutil
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from .asking import Case, Request
from .oracle import problems
from .tally import Tally
from .wire import exchange

PROGRAM = "zzuf"
THREADS = 6
# How many of the bits are turned, and which bytes stay: the ends of lines, or all that makes up a request line and names.
RATIOS = ("0.0003", "0.001", "0.004", "0.02")
KEPT = ("", r"\r\n", r"\r\n :", r"\r\n :/=&A-Z")
AT_ONCE = 2_000  # requests in one stream for zzuf, which is quicker than starting it for each


@dataclass(frozen=True)
class Job:
    """So many damaged requests against one port; `seed` says which."""

    port: int
    requests: tuple[Request, ...]
    number: int
    seed: int
    secrets: tuple[bytes, ...]


def missing() -> bool:
    return shutil.which(PROGRAM) is None


def damaged(requests: Sequence[Request], seed: int) -> list[Request]:
    """The same requests with some bits turned. The same seed turns the same bits."""
    dice = random.Random(seed)
    ratio, kept = dice.choice(RATIOS), dice.choice(KEPT)
    command = [PROGRAM, "-s", str(seed), "-r", ratio, *(["-P", kept] if kept else [])]
    stream = b"".join(request.raw for request in requests)
    turned = subprocess.run(command, input=stream, capture_output=True, check=True).stdout
    if len(turned) != len(stream):
        raise RuntimeError(f"zzuf gave {len(turned)} bytes for {len(stream)}")
    result, start = [], 0
    for request in requests:
        result.append(Request(turned[start : start + len(request.raw)]))
        start += len(request.raw)
    return result


def damaged_by_zzuf(job: Job) -> Tally:
    """Run a job, and give what came of it."""
    tally, dice = Tally(), random.Random(job.seed)

    def one(request: Request) -> None:
        case = Case("zzuf", (request,))
        outcome = exchange(job.port, case)
        tally.add(case, outcome, problems(case, outcome, job.secrets))

    with ThreadPoolExecutor(THREADS) as threads:
        for start in range(0, job.number, AT_ONCE):
            chosen = dice.choices(job.requests, k=min(AT_ONCE, job.number - start))
            list(threads.map(one, damaged(chosen, dice.randrange(1 << 30))))
    return tally
