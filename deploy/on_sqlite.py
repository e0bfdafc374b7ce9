"""Copy an SQLite database out and in, with its own way to do so beside others that read and write."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from . import left_out
from .refused import RefusedError

BEGINS = b"SQLite format 3\0"
ENDING = ".sqlite3"
PATIENCE = 30  # seconds for others to finish what they write


def copy_out(database: dict[str, Any], file: Path) -> None:
    """All of it as it is at one moment, but for what is left out."""
    _copy(Path(database["NAME"]), file)
    with closing(sqlite3.connect(file, isolation_level=None)) as opened:
        for table in sorted(tables(file).intersection(left_out.TABLES)):
            opened.execute(f"DELETE FROM {table}")  # noqa: S608 - ours
        opened.execute("VACUUM")  # until then it stands in pages that are free


def check(file: Path) -> None:
    """Raises RefusedError where SQLite finds a fault in the file."""
    try:
        with closing(sqlite3.connect(file)) as opened:
            found = opened.execute("PRAGMA integrity_check").fetchall()
    except sqlite3.DatabaseError as error:
        found = [(str(error),)]
    if found != [("ok",)]:
        raise RefusedError(f"SQLite says that the back-up is damaged: {found[0][0]}. Nothing was changed.")


def tables(file: Path) -> set[str]:
    """The tables in a file."""
    return {name for (name,) in _read(file, "SELECT name FROM sqlite_master WHERE type = 'table'")}


def migrations(file: Path) -> set[tuple[str, str]]:
    """App and name of the migrations in a file."""
    return set(_read(file, "SELECT app, name FROM django_migrations"))


def _read(file: Path, question: str) -> list[Any]:
    try:
        with closing(sqlite3.connect(file)) as opened:
            return opened.execute(question).fetchall()
    except sqlite3.Error as error:
        raise RefusedError(f"SQLite says: {error}. Nothing was changed.") from None


def copy_in(database: dict[str, Any], file: Path, tables: list[str]) -> None:
    """In one transaction; who has the database open sees the new one from then on."""
    _copy(file, Path(database["NAME"]))


def _copy(source: Path, target: Path) -> None:
    try:
        with (
            closing(sqlite3.connect(source, timeout=PATIENCE)) as read,
            closing(sqlite3.connect(target, timeout=PATIENCE)) as written,
        ):
            read.backup(written)
    except sqlite3.Error as error:
        raise RefusedError(f"SQLite says: {error}") from None
