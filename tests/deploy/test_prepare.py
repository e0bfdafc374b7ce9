"""manage.py prepare says in a way that deploy/release understands that the database is away."""

import os
import re
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.db import DataError

from clinics.management.commands import prepare
from tests.browser.serving import ROOT, free_port


def test_a_database_that_is_away_ends_it_as_the_release_expects() -> None:
    environment = os.environ | {"DATABASE_URL": f"postgresql://thaw@127.0.0.1:{free_port()}/thaw"}
    done = subprocess.run(
        [sys.executable, "manage.py", "prepare"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert "the database does not answer" in done.stderr
    assert "Traceback" not in done.stderr
    (away,) = re.findall(r"^away=(\d+)", (ROOT / "deploy/release").read_text(), re.MULTILINE)
    assert done.returncode == prepare.AWAY == int(away)


def test_a_migration_that_fails_is_no_database_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise DataError

    monkeypatch.setattr(prepare, "call_command", fail)
    with pytest.raises(DataError):
        call_command("prepare")
