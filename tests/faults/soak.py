"""Everything at once for a long time: no error, and neither memory nor descriptors grow. `python -m tests.faults.soak`.

It takes ten minutes, or as many seconds as it is told.
"""

import re
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from .asks import DOOR, PUBLIC
from .load import Record, in_turn, load, percentile
from .stage import Outcome, Stage, missing, whole

SECONDS = 600
SAMPLES = 80
GROWTH, AND = 1.05, 1.0  # memory in the last quarter, against the second: so many times, and so many MiB
DESCRIPTORS = 8  # more than in the second quarter: connections come and go
PSS = re.compile(r"^Pss: +(\d+) kB", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sample:
    """One process at one moment. `memory`: PSS in MiB."""

    name: str
    memory: float
    descriptors: int


def soak(stage: Stage, seconds: float = SECONDS) -> Outcome:
    """Visitors, patients and staff, all the time."""
    site, samples = stage.site, []
    workers = {f"{name} {n}": app.workers()[0] for name, apps in _processes(stage) for n, app in enumerate(apps)}
    with (
        load(site, in_turn([*PUBLIC, DOOR]), 3) as public,
        load(site, in_turn([each.page() for each in stage.editors]), 1, 0.1) as staff,
    ):
        for _ in range(SAMPLES):
            time.sleep(seconds / SAMPLES)
            samples.append([_sample(name, pid) for name, pid in workers.items()])
    records = public.of() + staff.of()
    outcome = Outcome(f"soak, {seconds:.0f} s", "", records)
    outcome.expect_right(records, "everything")
    outcome.happened = "; ".join(held_to(outcome, name, [row[n] for row in samples]) for n, name in enumerate(workers))
    now = {f"{name} {n}": app.workers()[0] for name, apps in _processes(stage) for n, app in enumerate(apps)}
    outcome.expect(now == workers, "a worker was started anew")
    return outcome


def _processes(stage: Stage) -> list[tuple[str, Sequence]]:  # type: ignore[type-arg]
    return [("app", stage.site.apps), ("staff", stage.site.staff), ("nginx", [stage.site.nginx])]


def _sample(name: str, pid: int) -> Sample:
    found = PSS.search(Path(f"/proc/{pid}/smaps_rollup").read_text())
    assert found
    return Sample(name, int(found[1]) / 1024, len(list(Path(f"/proc/{pid}/fd").iterdir())))


def held_to(outcome: Outcome, name: str, samples: Sequence[Sample]) -> str:
    """Hold the last quarter to the second; the first is for getting warm."""
    quarter = len(samples) // 4
    second, last = samples[quarter : 2 * quarter], samples[-quarter:]
    then, now = (median(each.memory for each in part) for part in (second, last))
    open_then, open_now = (max(each.descriptors for each in part) for part in (second, last))
    outcome.expect(now <= then * GROWTH + AND, f"{name}: {then:.1f} MiB, later {now:.1f} MiB")
    outcome.expect(open_now <= open_then + DESCRIPTORS, f"{name}: {open_then} descriptors, later {open_now}")
    return f"{name} {then:.1f} → {now:.1f} MiB, {open_then} → {open_now} descriptors"


def table(records: Sequence[Record]) -> str:
    """How long each kind of request took."""
    rows = ["kind              requests  failed   p50 ms   p99 ms  slowest ms"]
    for kind in sorted({each.kind for each in records}):
        mine = [each for each in records if each.kind == kind]
        times = [1000 * each for each in (percentile(mine, 50), percentile(mine, 99), max(r.seconds for r in mine))]
        wrong = sum(bool(each.error) for each in mine)
        rows.append(f"{kind:<17}{len(mine):>9}{wrong:>8}{times[0]:>9.1f}{times[1]:>9.1f}{times[2]:>12.1f}")
    return "\n".join(rows)


def main(seconds: float) -> int:
    """Run it; 1 where something was not as it should be."""
    if lacks := missing():
        print(f"The soak needs {', '.join(lacks)}.")
        return 1
    with tempfile.TemporaryDirectory(prefix="thaw-soak-") as folder, whole(Path(folder)) as stage:
        outcome = soak(stage, seconds)
    print(outcome.fault, outcome.happened.replace("; ", "\n"), table(outcome.records), *outcome.problems, sep="\n")
    return bool(outcome.problems)


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS))
