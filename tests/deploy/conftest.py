"""Machines on which deploy/release is tried, and the site as it is deployed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import stack
from tests.deploy.releasing import Server, processes, set_up


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[stack.Site]:
    """nginx with deploy/nginx.conf, and one process of the app behind it."""
    with stack.site(tmp_path_factory.mktemp("site"), apps=1) as found:
        yield found


@pytest.fixture(scope="session")
def first_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the first release has been made."""
    with processes(tmp_path_factory.mktemp("first")) as server:
        set_up(server)
        assert server.release()[0] == 0
        assert server.serving() == {"1"}
        for port, state in server.states.items():
            (server.folder / str(port)).rename(server.folder / state)
        server.calls()
        return server.folder


@pytest.fixture
def server(tmp_path: Path, first_release: Path) -> Iterator[Server]:
    shutil.copytree(first_release, tmp_path, symlinks=True, dirs_exist_ok=True)
    with processes(tmp_path) as found:
        for port, state in found.states.items():
            (tmp_path / state).rename(tmp_path / str(port))
        yield found


@pytest.fixture
def bare_server(tmp_path: Path) -> Iterator[Server]:
    """One on which there has been no release yet."""
    with processes(tmp_path) as found:
        set_up(found)
        yield found
