"""What the pages on deployment tell an operator to type does what they say, as far as it can be tried here."""

import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psycopg
import pytest

from deploy import left_out
from tests import postgres
from tests.browser.serving import ROOT, free_port
from tests.staff_databases import Database, filled

DEPLOY, CONTAINERS = ((ROOT / "docs" / page).read_text() for page in ("deploy.md", "past-one-machine.md"))
# In place of Docker: what would run in the container runs here.
DOCKER = '#!/bin/sh\nwhile [ "$1" != postgres ]; do shift; done\nshift\nexec "$@"\n'


def blocks(page: str) -> list[str]:
    """What is to be typed."""
    return re.findall(r"```\n(.*?)```", page, re.DOTALL)


def needed(*programs: str) -> None:
    missing = [name for name in programs if not shutil.which(name)]
    if missing:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"{missing} is missing")


def left_by_redis(folder: Path, *lines: str) -> set[str]:
    """The files of a Redis that counted something and was stopped; first as Debian has it, then with these lines."""
    folder.mkdir()
    port = free_port()
    start = f"port {port}\nbind 127.0.0.1\ndir {folder}\nsave 3600 1\n"
    (folder / "redis.conf").write_text(start + "".join(lines))
    with subprocess.Popen(["redis-server", str(folder / "redis.conf")], stdout=subprocess.DEVNULL) as server:
        tell = ["redis-cli", "-p", str(port), "set", "somebody", "1"]
        while subprocess.run(tell, check=False, capture_output=True, text=True).stdout != "OK\n":
            assert server.poll() is None
            time.sleep(0.05)
        server.send_signal(signal.SIGTERM)
    return {path.name for path in folder.iterdir()} - {"redis.conf"}


def test_redis_leaves_nothing_on_a_disk(tmp_path: Path) -> None:
    needed("redis-server", "redis-cli")
    (block,) = (each for each in blocks(DEPLOY) if "redis.conf" in each)
    lines = block.partition(" >>")[0]
    written = subprocess.check_output(["sh", "-c", lines], text=True)
    assert left_by_redis(tmp_path / "before") == {"dump.rdb"}
    assert left_by_redis(tmp_path / "after", written) == set()


def test_a_back_up_from_a_container_holds_nobodys_log_in_and_comes_back(tmp_path: Path) -> None:
    needed("pg_dump", "pg_restore")
    found = postgres.programs() or needed("initdb")
    assert found
    (tmp_path / "docker").write_text(DOCKER)
    (tmp_path / "docker").chmod(0o755)
    (script,) = (each for each in blocks(CONTAINERS) if "pg_dump" in each)
    (restore,) = (each for each in blocks(CONTAINERS) if "pg_restore" in each)
    script = script.replace("/var/lib/thaw/backups", str(tmp_path / "backups"))
    restore = restore.replace("compose exec", "docker compose exec")
    with postgres.server(found) as address:
        with psycopg.connect(address, autocommit=True) as opened:
            opened.execute("CREATE DATABASE thaw")
        database = filled(Database(address.replace("/postgres", "/thaw"), tmp_path))
        database.do("INSERT INTO django_session VALUES ('somebodys-session', 'who', '2030-01-01')")
        before = database.rows() | {"django_session": []}
        place = {"PGHOST": "127.0.0.1", "PGPORT": address.rpartition(":")[2].partition("/")[0]}
        environment = os.environ | place | {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
        subprocess.run(["sh", "-c", script], env=environment, check=True)
        (made,) = (tmp_path / "backups").iterdir()
        assert made.stat().st_mode & 0o077 == 0
        database.do("DELETE FROM clinics_opens", "UPDATE clinics_clinic SET name = 'Another'")
        restore = re.sub(r"staff-\S+\.dump", str(made), restore)
        subprocess.run(["sh", "-c", restore], env=environment, check=True)
        assert database.rows() == before


def test_containers_and_one_machine_leave_the_same_tables_out() -> None:
    assert re.findall(r"--exclude-table-data (\w+)", CONTAINERS) == list(left_out.TABLES)


def test_each_container_can_read_its_secrets_and_nobody_else_can() -> None:
    (block,) = (each for each in blocks(CONTAINERS) if "deploy/secrets" in each)
    assert "chmod 700 deploy/secrets; chmod 444 deploy/secrets/*\n" in block
    assert "exec staff deploy/with-secrets python manage.py createsuperuser" in block, "exec goes past the entry point"
