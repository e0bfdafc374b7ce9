"""deploy/release: a release that is good takes over step by step; one that is not leaves the old one serving."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.browser.serving import ROOT

SYSTEMCTL = """#!/bin/sh
echo "$*" >>"$FOLDER/calls"
for port in $PORTS; do  # a process keeps the release in which it was started
  if [ "$*" = "restart thaw@$port" ]; then readlink "$THAW_ROOT/current" >"$FOLDER/$port"; fi
done
"""
NGINX = """#!/bin/sh
echo "nginx $*" >>"$FOLDER/calls"
if [ -e "$THAW_ROOT/current/bad-nginx" ]; then echo "unknown directive"; exit 1; fi
"""
# Stands in for the site's own: it says what it was asked, with what settings, and fails where a commit says so.
MANAGE = """
import os, pathlib, sys
asked = sys.argv[1]
with open(os.environ["FOLDER"] + "/calls", "a") as calls:
    print("manage.py", *sys.argv[1:], file=calls)
if pathlib.Path("bad-" + asked).exists():
    sys.exit(1)
if asked == "build_pages":
    pathlib.Path("build/static").mkdir(exist_ok=True)
    pathlib.Path("build/page").write_text(os.environ["SITE_NAME"])
    pathlib.Path("build/static", pathlib.Path("version").read_text()).touch()
"""


@dataclass(slots=True)
class Server:
    """A machine with two processes, a clone and a folder of releases, all pretended but the scripts."""

    folder: Path
    states: dict[int, str] = field(default_factory=dict)

    @property
    def clone(self) -> Path:
        return self.folder / "clone"

    def commit(self, version: str, *bad: str) -> None:
        """A commit of this version, in which some steps fail."""
        for old in self.clone.glob("bad-*"):
            old.unlink()
        for name in bad:
            (self.clone / name).touch()
        (self.clone / "version").write_text(version)
        git = ["git", "-C", str(self.clone), "-c", "user.name=x", "-c", "user.email=x@localhost"]
        subprocess.run([*git, "add", "--all"], check=True)
        subprocess.run([*git, "commit", "--quiet", "--message", version], check=True)

    def release(self, *options: str) -> tuple[int, str]:
        """The status of deploy/release, and all that it says."""
        environment = {
            "PATH": os.environ["PATH"],
            "FOLDER": str(self.folder),
            "PORTS": " ".join(str(port) for port in self.states),
            "THAW_PORTS": " ".join(str(port) for port in self.states),
            "THAW_ROOT": str(self.folder / "srv"),
            "THAW_USER": subprocess.check_output(["id", "-un"], text=True).strip(),
            "THAW_ENVIRONMENT": str(self.folder / "environment"),
            "THAW_VENV": str(self.folder / "venv"),
            "THAW_SYSTEMCTL": str(self.folder / "systemctl"),
            "THAW_NGINX": str(self.folder / "nginx"),
            "THAW_PATIENCE": "0",
            "THAW_PAUSE": "0",
        }
        command = [str(self.clone / "deploy/release"), *options]
        done = subprocess.run(command, check=False, env=environment, capture_output=True, text=True, timeout=30)
        return done.returncode, done.stdout + done.stderr

    def calls(self) -> list[str]:
        """What was called since this was last asked."""
        path = self.folder / "calls"
        found = path.read_text().splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return found

    def version(self, folder: Path | str = "current") -> str:
        return (self.folder / "srv" / folder / "version").read_text()

    def serving(self) -> set[str]:
        """The versions that the processes run, and the one that nginx would read."""
        return {self.version(), *(self.version((self.folder / str(port)).read_text().strip()) for port in self.states)}

    def releases(self) -> list[str]:
        return sorted(self.version(path) for path in (self.folder / "srv/releases").iterdir())


def answering(server: Server, port: int) -> type[BaseHTTPRequestHandler]:
    """A process that answers as the release does from which it was started."""

    class Process(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            release = server.folder / "srv" / (server.folder / str(port)).read_text().strip()
            self.send_response(500 if (release / f"bad-{server.states[port]}").exists() else 200)
            self.end_headers()
            self.wfile.write(b'{"public": "ok", "staff": "%s"}' % (b"away" if (release / "away").exists() else b"ok"))

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Process


@pytest.fixture(scope="module")
def first_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the first release has been made."""
    with processes(tmp_path_factory.mktemp("first")) as server:
        prepare(server)
        assert server.release()[0] == 0
        assert server.serving() == {"1"}
        for port, state in server.states.items():
            (server.folder / str(port)).rename(server.folder / state)
        server.calls()
        return server.folder


@pytest.fixture
def server(tmp_path: Path, first_release: Path) -> Iterator[Server]:
    shutil.copytree(first_release, tmp_path, symlinks=True, dirs_exist_ok=True)
    with processes(tmp_path) as found:
        for port, state in found.states.items():
            (tmp_path / state).rename(tmp_path / str(port))
        yield found


@contextmanager
def processes(folder: Path) -> Iterator[Server]:
    """Two processes that answer as long as they are needed."""
    found = Server(folder)
    running = []
    for name in ("first", "second"):
        listening = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
        found.states[listening.server_port] = name
        listening.RequestHandlerClass = answering(found, listening.server_port)
        threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        running.append(listening)
    yield found
    for listening in running:
        listening.shutdown()
        listening.server_close()


def prepare(server: Server) -> None:
    (server.clone / "deploy").mkdir(parents=True)
    for name in ("release", "manage", "as-thaw", "health"):
        shutil.copy(ROOT / "deploy" / name, server.clone / "deploy" / name)
    (server.clone / "manage.py").write_text(MANAGE)
    (server.folder / "environment").write_text('# a comment\nSITE_NAME="Thaw & $Co"\nSECRET_KEY=a$b&c\n')
    (server.folder / "venv/bin").mkdir(parents=True)
    (server.folder / "venv/bin/python").symlink_to(sys.executable)
    for name, text in (("systemctl", SYSTEMCTL), ("nginx", NGINX)):
        (server.folder / name).write_text(text)
        (server.folder / name).chmod(0o755)
    subprocess.run(["git", "init", "--quiet", str(server.clone)], check=True)
    server.commit("1")


def test_a_good_release_takes_over_one_process_after_the_other(server: Server) -> None:
    server.commit("2")
    status, said = server.release()
    first, second = server.states
    assert status == 0, said
    assert said.endswith(" serves.\n")
    assert server.calls() == [
        "manage.py check --deploy --tag security --fail-level WARNING",
        "manage.py build_pages",
        "manage.py prepare",
        "nginx -t",
        f"restart thaw@{first}",
        f"restart thaw@{second}",
        "reload-or-restart nginx",
    ]
    assert server.serving() == {"2"}
    build = server.folder / "srv/current/build"
    assert (build / "page").read_text() == "Thaw & $Co", "settings are not for a shell to read"
    assert sorted(path.name for path in (build / "static").iterdir()) == ["1", "2"], "an open page may ask for either"


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ("bad-check", "a setting is not fit for the public"),
        ("bad-build_pages", "the pages could not be built"),
        ("bad-prepare", "the database could not be brought up to date"),
        ("bad-nginx", "unknown directive"),
        ("bad-first", "does not answer"),
        ("bad-second", "does not answer"),
    ],
)
def test_whatever_fails_is_named_and_the_old_release_serves(server: Server, bad: str, words: str) -> None:
    server.commit("2", bad)
    status, said = server.release()
    assert status == 1
    assert words in said
    assert server.serving() == {"1"}
    assert server.releases() == ["1"], "nobody can go back to a release that never served"
    assert "reload-or-restart nginx" not in server.calls()


def test_a_staff_half_that_is_away_is_named_and_keeps_no_release_from_the_public(server: Server) -> None:
    server.commit("2", "away")
    status, said = server.release()
    assert status == 0
    assert said.count("its staff half is away") == 2
    assert server.serving() == {"2"}


def test_going_back_skips_what_was_not_good(server: Server) -> None:
    for version in ("2", "3"):
        server.commit(version)
        assert server.release()[0] == 0
        if version == "2":
            assert server.release("--back") == (0, said_again(server))
            assert server.serving() == {"1"}
    assert server.releases() == ["1", "3"]
    assert server.release("--back")[0] == 0
    assert server.serving() == {"1"}
    status, said = server.release("--back")
    assert status == 1
    assert "no release before" in said
    assert server.serving() == {"1"}


def said_again(server: Server) -> str:
    return f"The release {(server.folder / 'srv/current').readlink().name} serves again.\n"


def test_three_releases_are_kept(server: Server) -> None:
    for version in ("2", "3", "4"):
        server.commit(version)
        assert server.release()[0] == 0
    assert server.releases() == ["2", "3", "4"]


def test_a_commit_that_is_not_there_is_named(server: Server) -> None:
    status, said = server.release("nowhere")
    assert status == 1
    assert "there is no commit nowhere" in said
    assert server.serving() == {"1"}
