"""What is over within a day is in no back-up; a file that is none of ours, or too new, is not put in place of ours."""

import gzip
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from environ import Env

from config.services import staff_database
from deploy import on_postgresql
from deploy.refused import RefusedError
from tests import postgres
from tests.staff_databases import Database, made

SHORT_LIVED = (
    "INSERT INTO attempts (cache_key, value, expires) VALUES ('203.0.113.7', 'tries', '2030-01-01 00:00:00')",
    "INSERT INTO django_session VALUES ('somebodys-session', 'who', '2030-01-01 00:00:00')",
)
LONG_AGO = """
    WITH RECURSIVE many(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM many WHERE number < 200)
    INSERT INTO django_session SELECT 'long ago ' || number, 'who', '2025-01-01 00:00:00' FROM many
"""
NEWER = "INSERT INTO django_migrations (app, name, applied) VALUES ('clinics', '9999_later', '2030-01-01 00:00:00')"


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_nobodys_log_in_is_in_a_back_up_and_no_stranger_is_put_back(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "one.gz"
    with made(kind, tmp_path) as database:
        if kind == "sqlite":  # what it has deleted stays in its file until something else is written there
            database.do("PRAGMA secure_delete = OFF", LONG_AGO, "DELETE FROM django_session")
        database.do(*SHORT_LIVED)
        assert database.deploy("backup", file).returncode == 0
        held = gzip.decompress(file.read_bytes())
        assert not [each for each in (b"203.0.113.7", b"somebodys-session", b"long ago") if each in held]
        assert b"clinics_staffmember" in held
        _check_others_are_refused(database, tmp_path)
        restored = database.deploy("restore", "--replace", file)
        assert "Everybody has to log in again." in restored.stdout, restored.stderr
        after = database.rows()
        assert after["attempts"] == after["django_session"] == []
        assert len(after["clinics_clinic"]) == 1
        database.do(*SHORT_LIVED)  # and both are there to be filled again


def _check_others_are_refused(database: Database, folder: Path) -> None:
    """A database of somebody else's, and one of ours from a later release."""
    newer, foreign = folder / "newer.gz", folder / "foreign.gz"
    database.do(NEWER)
    assert database.deploy("backup", newer).returncode == 0
    database.do("DELETE FROM django_migrations WHERE name = '9999_later'")
    before = database.rows()
    _someone_elses(database, foreign)
    for file, words in ((newer, "1 migrations that this one does not know (clinics.9999_later)"),
                        (foreign, "is no back-up of this site: it has no clinics_staffmember")):  # fmt: skip
        refused = database.deploy("restore", "--replace", file)
        assert refused.returncode == 1
        assert words in refused.stderr
        assert "Traceback" not in refused.stderr
        assert database.rows() == before


def _someone_elses(database: Database, file: Path) -> None:
    """A back-up of a shopping list."""
    plain = file.with_suffix(".plain")
    if database.kind == "sqlite":
        with closing(sqlite3.connect(plain)) as opened:
            opened.execute("CREATE TABLE shopping (what text)")
    else:
        database.do("CREATE SCHEMA elsewhere", "CREATE TABLE elsewhere.shopping (what text)")
        dump = ["pg_dump", "--format=custom", "--schema=elsewhere", f"--file={plain}", database.address]
        subprocess.run(dump, check=True)
    file.write_bytes(gzip.compress(plain.read_bytes()))


def test_a_back_up_of_another_machine_is_made_as_encrypted_as_the_address_asks() -> None:
    address = "postgresql://thaw:secret@db.example:5433/staff?sslmode=verify-full&sslrootcert=/etc/thaw/ca.pem"
    told = on_postgresql.place(staff_database(Env.db_url_config(address)))
    assert told == told | {
        "PGHOST": "db.example",
        "PGPORT": "5433",
        "PGUSER": "thaw",
        "PGPASSWORD": "secret",
        "PGDATABASE": "staff",
        "PGSSLMODE": "verify-full",
        "PGSSLROOTCERT": "/etc/thaw/ca.pem",
    }


def test_a_server_that_shows_no_certificate_is_not_backed_up_where_one_is_asked_for(tmp_path: Path) -> None:
    found = postgres.programs()
    if found is None or not shutil.which("pg_dump"):
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("PostgreSQL is missing")
    with postgres.server(found) as address:  # type: ignore[arg-type]
        settings = staff_database(Env.db_url_config(f"{address}?sslmode=require"))
        with pytest.raises(RefusedError, match="SSL"):
            on_postgresql.copy_out(settings, tmp_path / "plain")
