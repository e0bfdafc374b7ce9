"""The faults that happen most, for a moment each, while visitors and staff go on asking. `make faults` tries them all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.serving import ROOT

from . import databases, nodes, processes, soak
from .asks import DOOR, PUBLIC
from .stage import THREADS, Outcome, Stage, needs_servers, warm_up, whole

pytestmark = [needs_servers, pytest.mark.xdist_group("faults")]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with whole(tmp_path_factory.mktemp("faults")) as found:
        yield found


def test_what_is_broken_here_is_what_is_deployed(stage: Stage) -> None:
    unit = (ROOT / "deploy/systemd/thaw@.service").read_text().replace("\\\n", "")
    deployed = unit.partition("/granian ")[2].partition("\n")[0]
    for each in (*stage.site.apps, *stage.site.staff):
        running = Path(f"/proc/{each.process.pid}/cmdline").read_text().rstrip("\0").split("\0")
        mine = running[running.index("granian") + 1 :]
        assert sorted(mine) == sorted(deployed.replace("%i", str(each.port)).split())
        settings = Path(f"/proc/{each.process.pid}/environ").read_text().split("\0")
        assert f"GRANIAN_BLOCKING_THREADS={THREADS[each in stage.site.staff]}" in settings
    assert THREADS[0] < THREADS[1]


def test_a_killed_worker_is_noticed_by_nobody(stage: Stage) -> None:
    assert not processes.killed_worker(stage, 1).problems


def test_a_restart_in_turn_is_noticed_by_nobody(stage: Stage) -> None:
    assert not processes.restarted_in_turn(stage, 0).problems


def test_no_saved_thing_is_lost_when_a_node_is_killed(stage: Stage) -> None:
    assert not nodes.killed_under_writes(stage, 3).problems


def test_without_its_database_the_staff_half_says_so_and_the_public_half_goes_on(stage: Stage) -> None:
    assert not databases.gone(stage, 3).problems


def test_a_mixed_load_leaves_nothing_behind(stage: Stage) -> None:
    """Memory, descriptors and workers stay as they are, once processes that were killed before have warmed up again."""
    warm_up(stage.site, [*PUBLIC, DOOR, stage.editors[0].page()] * 4)
    assert not soak.soak(stage, 4).problems


@pytest.mark.parametrize(
    ("memory", "descriptors", "said"),
    [(0, 0, 0), (0.1, 0, 0), (0.5, 0, 1), (0, 0.1, 0), (0, 1, 1)],
    ids=["nothing", "a little more memory", "a leak of memory", "few more descriptors", "a leak of descriptors"],
)
def test_growth_is_seen(memory: float, descriptors: float, said: int) -> None:
    outcome = Outcome("soak", "", [])
    samples = [soak.Sample("app 0", 100 + memory * n, int(20 + descriptors * n)) for n in range(40)]
    soak.held_to(outcome, "app 0", samples)
    assert len(outcome.problems) == said
