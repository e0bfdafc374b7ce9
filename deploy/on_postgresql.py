"""Copy a PostgreSQL database out and in with pg_dump, pg_restore and psql, which have to be as new as the server."""

import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from .refused import RefusedError

BEGINS = b"PGDMP"
ENDING = ".dump"
AS_IT_IS = ("--no-owner", "--no-privileges")  # whoever restores it owns it
PATIENCE = "-c lock_timeout=20000 -c statement_timeout=0"  # milliseconds for others to finish what they do


def copy_out(database: dict[str, Any], file: Path) -> None:
    """All of it as it is at one moment."""
    _run(database, "pg_dump", "--format=custom", "--compress=0", *AS_IT_IS, f"--file={file}")


def check(file: Path) -> None:
    """Raises RefusedError where pg_restore cannot read what is in the file."""
    _run({}, "pg_restore", "--list", str(file))


def copy_in(database: dict[str, Any], file: Path, tables: list[str]) -> None:
    """In one transaction, with the tables that were there gone."""
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".restore.") as script:
        _run({}, "pg_restore", *AS_IT_IS, f"--file={script.name}", str(file))
        names = ", ".join('"{}"'.format(each.replace('"', '""')) for each in tables)
        drop = [f"--command=DROP TABLE {names} CASCADE"] if tables else []
        _run(database, "psql", "--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1", *drop,
             f"--file={script.name}")  # fmt: skip


def _run(database: dict[str, Any], program: str, *options: str) -> None:
    """Run a program of PostgreSQL's; where to connect to goes by its environment, which others cannot read."""
    told = {"PGDATABASE": "NAME", "PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    place = {name: str(database[key]) for name, key in told.items() if database.get(key)}
    environment = os.environ | place | {"PGOPTIONS": PATIENCE, "LC_ALL": "C.UTF-8"}
    try:
        subprocess.run([program, *options], env=environment, check=True, capture_output=True, text=True)  # noqa: S603 - ours
    except FileNotFoundError:
        raise RefusedError(f"{program} is not installed: it comes with PostgreSQL's client programs.") from None
    except subprocess.CalledProcessError as failed:
        said = failed.stderr.strip().splitlines()
        raise RefusedError(f"{program} says: {said[0] if said else failed.returncode}. Nothing was changed.") from None
