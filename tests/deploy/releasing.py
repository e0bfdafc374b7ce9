"""A machine on which deploy/release can be run: what it calls is pretended, the scripts are real."""

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

from tests.browser.serving import ROOT

SYSTEMCTL = """#!/bin/sh
echo "$*" >>"$FOLDER/calls"
for bad in "$THAW_ROOT"/current/bad-*; do
  case $(basename "$bad") in
    "bad-systemctl-${1%%-*}") exit 1 ;;
    bad-moment-*) case $* in restart*) kill -s "${bad##*-}" "$PPID" ;; esac ;;
  esac
done
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
away = pathlib.Path(os.environ["FOLDER"], "away").exists() or pathlib.Path("bad-settings").exists()
if asked == "prepare" and away:
    print("the database does not answer")
    sys.exit(75)
if asked == "build_pages" and not pathlib.Path("unchanged").exists():
    for old in pathlib.Path("build/static").iterdir():  # as collectstatic does
        old.unlink()
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

    @property
    def away(self) -> Path:
        """While there is such a file, the database is away."""
        return self.folder / "away"

    def commit(self, version: str, *files: str) -> None:
        """A commit of this version, with these files beside; the names of some make a step fail."""
        for old in [*self.clone.glob("bad-*"), *self.clone.glob("unchanged")]:
            old.unlink()
        for name in files:
            (self.clone / name).parent.mkdir(parents=True, exist_ok=True)
            (self.clone / name).touch()
        (self.clone / "version").write_text(version)
        git = ["git", "-C", str(self.clone), "-c", "user.name=x", "-c", "user.email=x@localhost"]
        subprocess.run([*git, "add", "--all"], check=True)
        subprocess.run([*git, "commit", "--quiet", "--message", version], check=True)

    def release(self, *options: str, **settings: str) -> tuple[int, str]:
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
        } | settings
        # Whoever runs the tests may have told them not to notice that a terminal is gone.
        command = ["env", "--default-signal=HUP,INT,TERM", str(self.clone / "deploy/release"), *options]
        done = subprocess.run(command, check=False, env=environment, capture_output=True, text=True, timeout=180)
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
            self.wfile.write(b'{"public": "ok", "staff": "%s"}' % (b"away" if server.away.exists() else b"ok"))

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Process


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


def set_up(server: Server) -> None:
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
