"""Back up and restore the staff half's database: `deploy/backup` and `deploy/restore` say how.

A back-up is what the database's own tools make (pg_dump's custom format, or an SQLite file), as gzip: the sum at its
end tells a damaged file from a whole one. Nobody's log-in is in it (`left_out`).
"""

import argparse
import gzip
import os
import shutil
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

import django
from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils.timezone import now

from . import on_postgresql, on_sqlite
from .refused import RefusedError

OURS = {"django_migrations", "clinics_staffmember"}  # tables that every staff database has


class Tools(Protocol):
    """How one kind of database is copied out and in."""

    BEGINS: bytes
    ENDING: str

    def copy_out(self, database: dict[str, Any], file: Path) -> None:
        """Write all of it into a file."""

    def check(self, file: Path) -> None:
        """Raises RefusedError where a file could not be restored."""

    def tables(self, file: Path) -> set[str]:
        """Which tables are in a file."""

    def migrations(self, file: Path) -> set[tuple[str, str]]:
        """App and name of each migration that made them."""

    def copy_in(self, database: dict[str, Any], file: Path, tables: list[str]) -> None:
        """Put a file in place of these tables: all of it, or nothing is changed."""


def backup(target: Path) -> str:
    """Make a back-up, and say what was made. Raises RefusedError."""
    tools = _tools()
    if target.is_dir():
        target = target / f"staff-{now():%Y%m%d-%H%M%S}{tools.ENDING}.gz"
    if target.exists():
        raise RefusedError(f"{target} is there already, and stays as it is.")
    if not connection.introspection.table_names():
        raise RefusedError("The database is empty: there is nothing to back up.")
    with _beside(target) as plain, _beside(target) as packed:
        tools.copy_out(settings.DATABASES["default"], plain)
        tools.check(plain)
        with plain.open("rb") as whole, gzip.open(packed, "wb") as out:
            shutil.copyfileobj(whole, out)
        with packed.open("rb") as file:
            os.fsync(file.fileno())
        os.link(packed, target)  # never over another file, and whole from its first moment
    return f"Backed up into {target} ({target.stat().st_size:,} bytes)."


def restore(source: Path, replace: bool) -> str:
    """Put a back-up into the database, look at what is there then, and say it. Raises RefusedError."""
    tools = _tools()
    tables = connection.introspection.table_names()
    if tables and not replace:
        raise RefusedError(f"The database is not empty ({_counted()}). To put the back-up in its place, say --replace.")
    with _beside(source) as plain:
        unpack(source, plain)
        with plain.open("rb") as file:
            if file.read(len(tools.BEGINS)) != tools.BEGINS:
                raise RefusedError(f"{source} is no back-up of this kind of database.")
        tools.check(plain)
        _check_ours(tools, source, plain)
        connection.close()
        tools.copy_in(settings.DATABASES["default"], plain, tables)
    return f"Restored {source}: {_counted()}; {_migrations()} Everybody has to log in again."


def _check_ours(tools: Tools, source: Path, plain: Path) -> None:
    """Raises RefusedError where a file is another site's, or newer than this release."""
    if missing := OURS - tools.tables(plain):
        raise RefusedError(f"{source} is no back-up of this site: it has no {min(missing)}. Nothing was changed.")
    known = MigrationLoader(None).disk_migrations
    if newer := sorted(tools.migrations(plain) - known.keys()):
        raise RefusedError(
            f"{source} comes from a newer release, with {len(newer)} migrations that this one does not know"
            f" ({'.'.join(newer[0])}). Bring that release up first. Nothing was changed."
        )


def _tools() -> Tools:
    return on_sqlite if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") else on_postgresql


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A file of the owner's alone on the same disk, gone afterwards."""
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink()


def unpack(source: Path, plain: Path) -> None:
    """Write what is packed into a file. Raises RefusedError where its sum does not fit."""
    try:
        with gzip.open(source, "rb") as packed, plain.open("wb") as out:
            shutil.copyfileobj(packed, out)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise RefusedError(f"{source} is damaged or no back-up. Nothing was changed.") from None


def _counted() -> str:
    """How much there is, in words."""
    tables = connection.introspection.table_names()
    with closing(connection.cursor()) as cursor:
        rows = sum(_rows(cursor, table) for table in tables)
        known = {"clinics": "clinics_clinic", "staff members": "clinics_staffmember"}
        some = [f"{_rows(cursor, table)} {name}" for name, table in known.items() if table in tables]
    return ", ".join([f"{len(tables)} tables", f"{rows} rows", *some])


def _rows(cursor: Any, table: str) -> int:
    cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - the database's own names
    return int(cursor.fetchone()[0])


def _migrations() -> str:
    """Whether the tables are those of this release."""
    loader = MigrationExecutor(connection)
    missing = loader.migration_plan(loader.loader.graph.leaf_nodes())
    return (
        f"{len(missing)} migrations are missing: run manage.py prepare." if missing else "all migrations are applied."
    )


def main(arguments: list[str]) -> str:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(prog="deploy")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("backup").add_argument("target", type=Path)
    restoring = commands.add_parser("restore")
    restoring.add_argument("--replace", action="store_true")
    restoring.add_argument("source", type=Path)
    asked = vars(parser.parse_args(arguments))
    does: Callable[..., str] = {"backup": backup, "restore": restore}[asked.pop("command")]
    return does(**asked)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.umask(0o077)
    django.setup()
    try:
        print(main(sys.argv[1:]))
    except (RefusedError, Error, OSError, subprocess.CalledProcessError) as problem:
        sys.exit(f"Not done: {problem}")
