"""When the database is away: public pages unchanged, clinic addresses general, staff pages 503; asked for real."""

import json
import os
import socket
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings

from .asking import ADDRESSES, STAFF

AWAY = "cannot be shown just now"
KINDS = ("nobody listens", "nobody answers", "without its tables", "a file that is none")


@pytest.fixture(scope="module", params=KINDS)
def answers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the site says with a database that is away in one way."""
    folder = tmp_path_factory.mktemp("away")
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        if request.param == "nobody answers":
            mute.listen()  # takes the connection, and then says nothing
        port = mute.getsockname()[1]
        (folder / "text.sqlite3").write_text("This is no database. " * 100)
        address = {
            "nobody listens": f"postgresql://thaw@127.0.0.1:{port}/thaw",
            "nobody answers": f"postgresql://thaw@127.0.0.1:{port}/thaw",
            "without its tables": f"sqlite:///{folder}/empty.sqlite3",
            "a file that is none": f"sqlite:///{folder}/text.sqlite3",
        }[request.param]
        run = subprocess.run(
            [sys.executable, "-m", "tests.clinics.asking"],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DATABASE_URL": address},
            capture_output=True,
            text=True,
            check=True,
        )
    return json.loads(run.stdout.splitlines()[-1]) | {"log": run.stderr}


def test_public_pages_are_as_ever(answers: dict[str, Any]) -> None:
    for address in ADDRESSES[:3]:
        assert answers[address]["status"] == 200
        assert AWAY not in answers[address]["html"]
    assert 'data-help-level="now"' in answers["POST /self-check/"]["html"]


def test_clinic_addresses_open_the_general_pages_with_a_calm_line(answers: dict[str, Any]) -> None:
    for address in (*ADDRESSES[3:], "POST /c/riverside/self-check/"):
        assert answers[address]["status"] == 200
        assert answers[address]["html"].count(AWAY) == 1
    assert 'data-help-level="now"' in answers["POST /c/riverside/self-check/"]["html"]
    assert 'href="tel:999"' in answers["/c/riverside/help/gb/"]["html"]


def test_staff_pages_say_so_with_503(answers: dict[str, Any]) -> None:
    for address in STAFF[:1] + STAFF[2:]:
        assert answers[address]["status"] == 503, address
        assert answers[address]["retry"] == "60"
        assert "nothing was saved" in answers[address]["html"]
        assert "Traceback" not in answers[address]["html"]


def test_no_clinic_page_waits_twice(answers: dict[str, Any]) -> None:
    waited = [answers[address]["seconds"] for address in ADDRESSES[3:]]
    assert sorted(waited)[1] < 1, "at most the first one asked, the others knew"


def test_the_log_names_no_page_and_no_visitor(answers: dict[str, Any]) -> None:
    assert "The staff database does not answer" in answers["log"]
    assert "riverside/self-check" not in answers["log"]
    assert "asessionthatmayhavebeenthereoncexyz" not in answers["log"]
