"""A back-up made while others write is whole, comes back to the last row, and a damaged one changes nothing."""

import gzip
import random
import re
import stat
import subprocess
from pathlib import Path
from threading import Event, Thread

import pytest

from deploy.refused import RefusedError
from deploy.staff_database import unpack
from tests.staff_databases import Database, Rows, made

ADD = (
    "INSERT INTO clinics_clinic (name, code, country, made_on) VALUES ('Łódź 診療所', 'later', 'PL', '2026-01-01')"
    " RETURNING id"
)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_is_backed_up_while_others_write_comes_back_to_the_last_row(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "one.gz"
    with made(kind, tmp_path) as database:
        with Writer(database) as writer:
            done = database.deploy("backup", file)
        assert re.fullmatch(rf"Backed up into {file} \([\d,]+ bytes\)\.\n", done.stdout), done.stderr
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        before = database.rows()
        database.wipe()
        _check_restored(database.deploy("restore", file), before)
        assert 1 < _moment(database) <= writer.times, "the back-up holds one moment, between two changes"
        writer.write(writer.times)
        assert database.rows() == before, "and nothing else of it is missing or different"
        _check_refusals(database, file)
        if kind == "sqlite":
            _check_damage(database, file)
        assert _left(tmp_path) == {"one.gz"}


def _check_restored(done: subprocess.CompletedProcess[str], before: Rows) -> None:
    """It says in one line what is there now."""
    rows = sum(map(len, before.values()))
    said = f"{len(before)} tables, {rows} rows, 1 clinics, 2 staff members; all migrations are applied. Everybody has to log in again.\n"
    assert done.stdout.endswith(f"one.gz: {said}"), done.stdout + done.stderr


def _moment(database: Database) -> int:
    """Which of the writer's changes was the last one in the database; half of one would be a mistake."""
    (name,) = database.do("SELECT name FROM clinics_clinic")
    low, high = database.do("SELECT min(number), max(number) FROM clinics_opens")
    assert name == f"Practice {low}"
    assert low == high
    return int(low)


def _check_refusals(database: Database, file: Path) -> None:
    """Nothing is written over unasked: no file, and no database that has something in it."""
    (added,) = database.do(ADD)
    assert added > 1, "new rows get numbers of their own"
    kept, later = file.read_bytes(), database.rows()
    again, unasked = database.deploy("backup", file), database.deploy("restore", file)
    assert "is there already" in again.stderr
    assert "not empty" in unasked.stderr
    assert "2 clinics" in unasked.stderr, "it says what would be lost"
    assert again.returncode == unasked.returncode == 1
    assert (file.read_bytes(), database.rows()) == (kept, later)
    assert "1 clinics" in database.deploy("restore", "--replace", file).stdout
    _moment(database)


def _check_damage(database: Database, file: Path) -> None:
    """A damaged file, and one of another kind, say so and change nothing."""
    whole, before = file.read_bytes(), database.rows()
    for damaged in (_one_bit_changed(whole), gzip.compress(b"PGDMP" + b"\0" * 500)):
        file.write_bytes(damaged)
        refused = database.deploy("restore", "--replace", file)
        assert refused.returncode == 1
        assert re.fullmatch(r"Not done: .*(is damaged|is no back-up).*\n", refused.stderr), refused.stderr
        assert database.rows() == before


@pytest.mark.parametrize("seed", range(20))
def test_a_back_up_that_is_cut_short_or_changed_anywhere_is_never_taken_for_a_whole_one(
    tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    whole = gzip.compress(chance.randbytes(3_000) + b"text" * 2_000)
    damaged = tmp_path / "one.gz"
    for bad in (whole[: chance.randrange(len(whole))], _one_bit_changed(whole, chance.randrange(12, len(whole)))):
        damaged.write_bytes(bad)
        with pytest.raises(RefusedError, match="damaged"):
            unpack(damaged, tmp_path / "plain")


def _one_bit_changed(whole: bytes, at: int = 0) -> bytes:
    at = at or len(whole) // 2
    return whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :]


def _left(folder: Path) -> set[str]:
    """What stands in the folder beside the database."""
    return {path.name for path in folder.iterdir() if not path.name.startswith("staff.sqlite3")}


class Writer:
    """Somebody who changes a clinic's name and all its numbers together, again and again."""

    def __init__(self, database: Database) -> None:
        self.database, self.times, self.stop = database, 0, Event()
        self.thread = Thread(target=self._go_on)

    def __enter__(self) -> "Writer":
        self.write(2)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self.thread.join()

    def write(self, number: int) -> None:
        """Change them to this."""
        name = f"UPDATE clinics_clinic SET name = 'Practice {number}'"
        self.database.do(name, f"UPDATE clinics_opens SET number = {number}")
        self.times = number

    def _go_on(self) -> None:
        while not self.stop.wait(0.005):
            self.write(self.times + 1)
