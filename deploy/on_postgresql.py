"""Copy a PostgreSQL database out and in with pg_dump, pg_restore and psql, which have to be as new as the server."""

import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from psycopg import pq

from . import left_out
from .refused import RefusedError

BEGINS = b"PGDMP"
ENDING = ".dump"
AS_IT_IS = ("--no-owner", "--no-privileges")  # whoever restores it owns it
PATIENCE = "-c lock_timeout=20000 -c statement_timeout=0"  # milliseconds for others to finish what they do


def copy_out(database: dict[str, Any], file: Path) -> None:
    """All of it as it is at one moment, but for what is left out."""
    empty = [f"--exclude-table-data={table}" for table in left_out.TABLES]
    _run(database, "pg_dump", "--format=custom", "--compress=0", *AS_IT_IS, *empty, f"--file={file}")


def check(file: Path) -> None:
    """Raises RefusedError where pg_restore cannot read what is in the file."""
    _run({}, "pg_restore", "--list", str(file))


def tables(file: Path) -> set[str]:
    """The tables in a file. A line of the list: number; two ids, TABLE, the schema, the name, the owner."""
    lines = _run({}, "pg_restore", "--list", str(file)).splitlines()
    return {words[5] for line in lines if (words := line.split())[3:4] == ["TABLE"] and words[4] != "DATA"}


def migrations(file: Path) -> set[tuple[str, str]]:
    """App and name of the migrations in a file, as COPY writes them."""
    lines = _run({}, "pg_restore", "--data-only", "--table=django_migrations", "--file=-", str(file)).splitlines()
    begin = next((at for at, line in enumerate(lines) if line.startswith("COPY ")), None)
    if begin is None:
        return set()
    columns = lines[begin].partition("(")[2].partition(")")[0].split(", ")
    rows = [dict(zip(columns, line.split("\t"), strict=True)) for line in lines[begin + 1 : lines.index("\\.")]]
    return {(row["app"], row["name"]) for row in rows}


def copy_in(database: dict[str, Any], file: Path, tables: list[str]) -> None:
    """In one transaction, with the tables that were there gone."""
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".restore.") as script:
        _run({}, "pg_restore", *AS_IT_IS, f"--file={script.name}", str(file))
        names = ", ".join('"{}"'.format(each.replace('"', '""')) for each in tables)
        drop = [f"--command=DROP TABLE {names} CASCADE"] if tables else []
        _run(database, "psql", "--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1", *drop,
             f"--file={script.name}")  # fmt: skip


def place(database: dict[str, Any]) -> dict[str, str]:
    """How to connect, with all that the address asks for (such as sslmode), by the names that libpq reads.

    It goes by the environment, which others cannot read.
    """
    told = {name: database.get(name.upper()) for name in ("host", "port", "user", "password")}
    asked = told | {"dbname": database.get("NAME")} | database.get("OPTIONS", {})
    names = {each.keyword.decode(): each.envvar.decode() for each in pq.Conninfo.get_defaults() if each.envvar}
    return {names[key]: str(value) for key, value in asked.items() if key in names and value}


def _run(database: dict[str, Any], program: str, *options: str) -> str:
    """Run a program of PostgreSQL's; what it prints."""
    environment = os.environ | place(database) | {"PGOPTIONS": PATIENCE, "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run([program, *options], env=environment, check=True, capture_output=True, text=True)  # noqa: S603 - ours
    except FileNotFoundError:
        raise RefusedError(f"{program} is not installed: it comes with PostgreSQL's client programs.") from None
    except subprocess.CalledProcessError as failed:
        said = failed.stderr.strip().splitlines()
        raise RefusedError(f"{program} says: {said[0] if said else failed.returncode}. Nothing was changed.") from None
    return done.stdout
