"""A staff database of each kind with a clinic in it, and deploy/backup and deploy/restore to be run on it."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests import postgres
from tests.browser.serving import ROOT

FILL = """
import django; django.setup()
from django.core.management import call_command; call_command("prepare")
from clinics.demo import make_demo; make_demo()
"""
TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}
Rows = dict[str, list[str]]


class Database:
    """A staff database of one kind, by its address."""

    def __init__(self, address: str, folder: Path) -> None:
        self.address, self.kind, self.folder = address, address.partition(":")[0], folder

    def open(self) -> Any:
        """A connection past Django."""
        if self.kind == "sqlite":
            return closing(sqlite3.connect(self.address.removeprefix("sqlite:///"), timeout=20))
        return psycopg.connect(self.address)

    def rows(self) -> Rows:
        """Every row of every table."""
        with self.open() as opened:
            names = [name for (name,) in opened.execute(TABLES[self.kind]).fetchall()]
            return {name: sorted(map(repr, opened.execute(f'SELECT * FROM "{name}"').fetchall())) for name in names}

    def do(self, *statements: str) -> Any:
        """Run these in one transaction; the first row of the last one, if it gives any."""
        with self.open() as opened:
            done = [opened.execute(each) for each in statements][-1]
            row = done.fetchone() if done.description else None
            opened.commit()
        return row

    def wipe(self) -> None:
        """As if the machine were new."""
        if self.kind == "sqlite":
            for path in self.folder.glob("staff.sqlite3*"):
                path.unlink()
        else:
            self.do(*(f'DROP TABLE "{name}" CASCADE' for name in self.rows()))

    def deploy(self, program: str, *options: object) -> subprocess.CompletedProcess[str]:
        """Run deploy/backup or deploy/restore as whoever runs the site does, from anywhere, and let all read files."""
        command = [str(ROOT / "deploy" / program), *map(str, options)]
        environment = os.environ | {"DATABASE_URL": self.address}
        return subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False, umask=0
        )


@contextmanager
def made(kind: str, folder: Path) -> Iterator[Database]:
    """With a clinic, its staff, lists and numbers in it."""
    if kind == "sqlite":
        yield filled(Database(f"sqlite:///{folder}/staff.sqlite3", folder))
        return
    found = postgres.programs()
    if found is None or not shutil.which("pg_dump"):
        reason = "PostgreSQL is missing: only the back-up of SQLite was tested"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    with postgres.server(found) as address:  # type: ignore[arg-type]
        yield filled(Database(address, folder))


def filled(database: Database) -> Database:
    """With a clinic, its staff, lists and numbers in it."""
    environment = os.environ | {"DATABASE_URL": database.address, "DJANGO_SETTINGS_MODULE": "config.settings"}
    subprocess.run([sys.executable, "-c", FILL], cwd=ROOT, env=environment, check=True)
    return database
