"""PostgreSQL's own log: with what docs/deploy.md and deploy/compose.yaml tell it, no row and no statement is in it."""

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
import yaml

from tests import postgres
from tests.browser.serving import ROOT

ADDRESS = "somebody@clinic.example"


def told() -> list[str]:
    """What the administrator of the database is to type, as the docs have it."""
    return re.findall(r'psql -c "(ALTER ROLE .*)"', (ROOT / "docs/deploy.md").read_text())


def break_something(address: str) -> None:
    """Add an account that is there already, and ask for what is not there."""
    add = f"INSERT INTO staff (email) VALUES ('{ADDRESS}')"
    for statement in (add, f"SELECT * FROM nowhere WHERE email = '{ADDRESS}'"):
        with psycopg.connect(address) as opened, pytest.raises(psycopg.Error):
            opened.execute(statement)


def test_its_log_holds_nobody_once_it_is_told() -> None:
    found = postgres.programs()
    if found is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("PostgreSQL is missing")
    with postgres.server(found) as superuser, psycopg.connect(superuser, autocommit=True) as opened:
        for statement in ("CREATE ROLE site LOGIN", "CREATE TABLE staff (email text UNIQUE)"):
            opened.execute(statement)
        opened.execute(f"INSERT INTO staff VALUES ('{ADDRESS}')")
        opened.execute("GRANT ALL ON staff TO site")
        (data,) = opened.execute("SHOW data_directory").fetchone() or [""]
        log = Path(data).parent / "log"
        site = superuser.replace(f"{urlsplit(superuser).username}@", "site@")
        break_something(site)
        assert log.read_text().count(ADDRESS) == 3, "as it is: in both statements, and in the row that was there"
        before = log.stat().st_size
        assert len(told()) == 2
        for statement in told():
            opened.execute(statement.replace("ROLE thaw", "ROLE site"))
        break_something(site)
        more = log.read_bytes()[before:].decode()
    assert more.count("ERROR:") == 2, "that something broke is said"
    assert ADDRESS not in more
    assert "INSERT" not in more


def test_containers_tell_it_the_same() -> None:
    command = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text())["services"]["postgres"]["command"]
    assert command[0] == "postgres"
    for statement in told():
        _, _, setting = statement.partition(" SET ")
        assert setting.replace("'", "") in command[command.index("-c") :]
