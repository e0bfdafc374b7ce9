"""Every fault, for as long as it takes to be sure: `python -m tests.faults`. It takes about five minutes."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from . import caches, clocks, databases, disks, folders, nodes, processes
from .plain import Plain, plain
from .stage import Outcome, Stage, missing, whole

ON_THE_WHOLE: tuple[Callable[[Stage], Outcome], ...] = (
    lambda stage: processes.killed_worker(stage, 15),
    lambda stage: processes.restarted_in_turn(stage, 15),
    lambda stage: processes.reloaded_nginx(stage, 15),
    lambda stage: nodes.killed_under_writes(stage, 20),
    lambda stage: databases.gone(stage, 15),
    lambda stage: databases.held_still(stage, 25),
    lambda stage: databases.slow(stage, 15),
    lambda stage: caches.held_still(stage, 10),
    lambda stage: caches.gone(stage, 5),
)
ON_THE_PLAIN: tuple[Callable[[Plain], Outcome], ...] = (
    lambda found: clocks.jumps(found.site, found.folder, found.editors),
    lambda found: clocks.locked_out(found.site, found.folder),
    lambda found: processes.only_one(found.site, 5),
    lambda found: disks.full(found.site, found.disk, found.editors[2:], 5),
    lambda found: folders.removed(found.site),
)


def outcomes(folder: Path) -> Iterator[Outcome]:
    """One after the other."""
    (folder / "whole").mkdir()
    with whole(folder / "whole") as stage:
        for fault in ON_THE_WHOLE:
            yield fault(stage)
    with plain(folder / "plain") as found:
        for another in ON_THE_PLAIN:
            yield another(found)


def main() -> int:
    """Print what happened; 1 where something was not as it should be."""
    if lacks := missing():
        print(f"The faults need {', '.join(lacks)}.")
        return 1
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="thaw-faults-") as folder:
        for each in outcomes(Path(folder)):
            slowest = max((record.seconds for record in each.records), default=0)
            print(f"{each.fault}: {each.happened}")
            print(
                f"    {len(each.records)} requests, slowest {slowest:.2f} s: {'; '.join(each.problems) or 'as it should be'}"
            )
            wrong += bool(each.problems)
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
