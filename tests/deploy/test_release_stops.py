"""deploy/release: whatever fails or interrupts it is named, and the old release serves."""

import fcntl
import os

import pytest

from tests.deploy.releasing import Server


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ("bad-check", "a setting is not fit for the public"),
        ("bad-build_pages", "the pages could not be built"),
        ("bad-prepare", "the database could not be brought up to date"),
        ("bad-nginx", "unknown directive"),
        ("bad-first", "does not answer"),
        ("bad-second", "does not answer"),
        ("bad-systemctl-restart", "does not answer"),
        ("bad-systemctl-reload", "nginx could not be reloaded"),
    ],
)
def test_whatever_fails_is_named_and_the_old_release_serves(server: Server, bad: str, words: str) -> None:
    server.commit("2", bad)
    status, said = server.release()
    assert status == 1
    assert words in said
    assert server.serving() == {"1"}
    assert server.releases() == ["1"], "nobody can go back to a release that never served"
    reloads = [call for call in server.calls() if call == "reload-or-restart nginx"]
    assert len(reloads) == (2 if bad == "bad-systemctl-reload" else 0), "and nginx has the old one again"


@pytest.mark.parametrize("signal", ["HUP", "INT", "TERM"])
def test_whoever_is_cut_off_in_the_middle_leaves_one_release(server: Server, signal: str) -> None:
    journal = server.folder / "bin/logger"
    journal.parent.mkdir()
    journal.write_text('#!/bin/sh\necho "$3" >>"$FOLDER/journal"\n')
    journal.chmod(0o755)
    server.commit("2", f"bad-moment-{signal}")
    status, said = server.release(PATH=f"{journal.parent}:{os.environ['PATH']}")
    assert status == 1
    assert "it was interrupted" in said
    assert server.serving() == {"1"}
    assert server.releases() == ["1"]
    assert "The old release, " in (server.folder / "journal").read_text(), "the terminal may be gone"


def test_what_was_killed_on_its_way_is_no_release_to_go_back_to(server: Server) -> None:
    killed = server.folder / "srv/releases/29990101-000000.000-killed"
    killed.mkdir()
    server.commit("2")
    assert server.release()[0] == 0
    assert server.serving() == {"2"}
    assert not killed.exists()


@pytest.mark.parametrize("bad", ["bad-nginx", "bad-second", "bad-systemctl-reload", "bad-moment-HUP"])
def test_a_first_release_that_fails_leaves_none_to_go_back_to(bare_server: Server, bad: str) -> None:
    bare_server.commit("1", bad)
    status, said = bare_server.release()
    assert status == 1
    assert "There is no older release to go back to: none serves." in said
    assert not (bare_server.folder / "srv/current").is_symlink()
    assert bare_server.releases() == []
    stops = [f"stop thaw@{port}" for port in bare_server.states]
    assert [call for call in bare_server.calls() if call.startswith("stop")] == ([] if bad == "bad-nginx" else stops)
    bare_server.commit("2")
    assert bare_server.release()[0] == 0
    assert "no release before" in bare_server.release("--back")[1]
    assert bare_server.serving() == {"2"}


def test_two_releases_do_not_run_at_once(server: Server) -> None:
    server.commit("2")
    with (server.folder / "srv/releases.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        status, said = server.release()
    assert status == 1
    assert "another release is under way" in said
    assert server.calls() == []
    assert server.serving() == {"1"}
    assert server.release()[0] == 0


def test_a_commit_that_is_not_there_is_named(server: Server) -> None:
    status, said = server.release("nowhere")
    assert status == 1
    assert "there is no commit nowhere" in said
    assert server.serving() == {"1"}


def test_a_database_that_is_away_keeps_no_release_from_the_public(server: Server) -> None:
    server.away.touch()
    server.commit("2")
    status, said = server.release()
    assert status == 0, said
    assert "The database is away, and this release brings no migration, so it goes on." in said
    assert said.count("its staff half is away") == 2
    assert server.serving() == {"2"}


def test_a_release_that_changes_the_database_waits_for_it(server: Server) -> None:
    server.commit("2", "clinics/migrations/0001_first.py")
    server.away.touch()
    status, said = server.release()
    assert status == 1
    assert "the database could not be brought up to date. It says: the database does not answer" in said
    assert server.serving() == {"1"}
    server.away.unlink()
    assert server.release()[0] == 0
    server.away.touch()
    server.commit("3")
    assert server.release()[0] == 0, "that migration has been made by now"
    assert server.serving() == {"3"}


def test_new_settings_that_lead_to_no_database_are_not_taken_for_one_that_is_away(server: Server) -> None:
    server.commit("2", "bad-settings")
    status, said = server.release()
    assert status == 1
    assert "the database could not be brought up to date" in said
    assert server.serving() == {"1"}


def test_a_first_release_needs_its_database(bare_server: Server) -> None:
    bare_server.away.touch()
    status, said = bare_server.release()
    assert status == 1
    assert "the database could not be brought up to date" in said
    assert bare_server.releases() == []
