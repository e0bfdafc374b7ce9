"""The faults that happen most, for a moment each, while visitors and staff go on asking. `make faults` tries them all."""

from collections.abc import Iterator

import pytest

from . import databases, nodes, processes, soak
from .stage import Stage, needs_servers, whole

pytestmark = [needs_servers, pytest.mark.xdist_group("faults")]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with whole(tmp_path_factory.mktemp("faults")) as found:
        yield found


def test_a_killed_worker_is_noticed_by_nobody(stage: Stage) -> None:
    assert not processes.killed_worker(stage, 1).problems


def test_a_restart_in_turn_is_noticed_by_nobody(stage: Stage) -> None:
    assert not processes.restarted_in_turn(stage, 0).problems


def test_no_saved_thing_is_lost_when_a_node_is_killed(stage: Stage) -> None:
    assert not nodes.killed_under_writes(stage, 3).problems


def test_without_its_database_the_staff_half_says_so_and_the_public_half_goes_on(stage: Stage) -> None:
    assert not databases.gone(stage, 3).problems


def test_a_mixed_load_leaves_nothing_behind(stage: Stage) -> None:
    found = soak.soak(stage, 4)
    assert found.records
    assert not [each for each in found.problems if "failed" in each]
