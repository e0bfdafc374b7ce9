"""Eight workers count the same addresses at the same moment, and a worker is stopped: no open is lost."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

PROCESSES, TIMES = 8, 50
PATIENCE = 120
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def run(address: str, *words: str) -> str:
    """What tests.clinics.opening says with this database."""
    return subprocess.run(_command(*words), **_surroundings(address), check=True, timeout=PATIENCE).stdout  # type: ignore[call-overload,no-any-return]


def start(address: str, *words: str) -> subprocess.Popen[str]:
    """The same, without waiting for its end."""
    return subprocess.Popen(_command(*words), **_surroundings(address))  # type: ignore[call-overload,no-any-return]


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "tests.clinics.opening", *words]


def _surroundings(address: str) -> dict[str, object]:
    return {
        "cwd": settings.BASE_DIR,
        "env": os.environ | {"DATABASE_URL": address},
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "text": True,
    }


@pytest.fixture
def file_database(tmp_path: Path) -> str:
    """A new SQLite file with all tables."""
    address = f"sqlite:///{tmp_path}/staff.sqlite3"
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(migrate, cwd=settings.BASE_DIR, env=os.environ | {"DATABASE_URL": address}, check=True)
    return address


@pytest.fixture
def server_database(transactional_db: None) -> str:
    """The test database of the PostgreSQL server that DATABASE_URL names."""
    if connection.vendor != "postgresql":
        pytest.skip("the database of these tests is no PostgreSQL")
    about = {name: quote(str(value), safe="") for name, value in connection.settings_dict.items()}
    login = about["USER"] + (f":{about['PASSWORD']}" if about["PASSWORD"] else "")
    return f"postgresql://{login}@{about['HOST']}:{about['PORT'] or 5432}/{about['NAME']}"


@pytest.fixture(params=["file_database", "server_database"])
def database(request: pytest.FixtureRequest) -> str:
    """Each kind of database that the staff half may live in."""
    address: str = request.getfixturevalue(request.param)
    return address


def test_of_eight_workers_that_count_at_once_none_loses_an_open(database: str, tmp_path: Path) -> None:
    run(database, "make")
    workers = [start(database, "count", str(TIMES), str(tmp_path)) for _ in range(PROCESSES)]
    until = time.monotonic() + PATIENCE
    while len(list(tmp_path.glob("ready-*"))) < PROCESSES and time.monotonic() < until:
        time.sleep(0.05)
    (tmp_path / "go").touch()
    for worker in workers:
        _, complaints = worker.communicate(timeout=PATIENCE)
        assert (worker.returncode, complaints) == (0, "")
    assert run(database, "read").splitlines() == [f"door {PROCESSES * TIMES}", f"list {PROCESSES * TIMES}"]


@pytest.fixture
def site(file_database: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The site as it is really served, with one clinic."""
    run(file_database, "make")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serve = [str(Path(sys.executable).parent / "granian"), "config.wsgi:application", "--interface", "wsgi"]
    options = ["--host", "127.0.0.1", "--port", str(port), "--blocking-threads", "2", "--no-ws", "--log-level", "error"]
    server = subprocess.Popen(
        [*serve, *options], cwd=settings.BASE_DIR, env=os.environ | {"DATABASE_URL": file_database}
    )
    try:
        _wait_for(port)
        yield f"http://localhost:{port}/c/counted/", server
    finally:
        server.kill()
        server.wait()


def _wait_for(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)


def test_a_worker_that_is_told_to_stop_writes_what_waits(
    site: tuple[str, subprocess.Popen[bytes]], file_database: str
) -> None:
    address, server = site
    for _ in range(20):
        with urllib.request.urlopen(urllib.request.Request(address, headers={"User-Agent": BROWSER})) as answer:
            assert answer.status == 200
    server.send_signal(signal.SIGTERM)
    server.wait(30)
    assert run(file_database, "read").splitlines() == ["door 20"]
