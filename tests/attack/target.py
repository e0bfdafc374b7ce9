"""The server to attack: as `make run` starts it, or the same behind nginx with deploy/nginx.conf."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from tests.browser.serving import ROOT, free_port

MARK = "marked-file-outside-the-public-pages"
PREPARE = "from django.core.management import call_command as do; do('prepare'); do('demo')"
DOOR = re.compile(r"/[cr]/[\w-]+/")


@dataclass(frozen=True)
class Target:
    """A running site: where it answers, its processes, what it logged, and what must never come out of it.

    Of `front`, nginx, only the memory is watched: it keeps the pages' files open for a minute, all of them at most.
    """

    port: int
    workers: tuple[int, ...]
    front: tuple[int, ...]
    logs: tuple[Path, ...]
    secrets: tuple[bytes, ...]
    doors: tuple[str, ...]

    def log(self) -> str:
        return "\n".join(path.read_text(errors="replace") for path in self.logs if path.exists())


def served_as_by_make_run(port: int) -> list[str]:
    """The server's own command, word for word from the Makefile."""
    shown = subprocess.run(
        ["make", "--no-print-directory", "-n", "run", f"PORT={port}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    words = shlex.split(shown[shown.index("granian config.wsgi") :].replace("\\\n", " "))
    return [sys.executable, "-m", *words]


@contextmanager
def direct(folder: Path, built: Path | None = None) -> Iterator[Target]:
    """The server as `make run` starts it, on a free port. `built`: pages that are there already."""
    port = free_port()
    env = _environment(folder, f"http://localhost:{port}")
    doors = _prepared(folder, env, built)
    with _running(served_as_by_make_run(port), env, folder / "server.log") as server:
        _wait_for(f"http://127.0.0.1:{port}/help/", server, folder / "server.log")
        yield Target(port, _children(server.pid), (), (folder / "server.log",), _secrets(env), doors)


@contextmanager
def behind_nginx(folder: Path) -> Iterator[Target]:
    """The same server with nginx in front, without https so that bytes go out as they are."""
    from tests import stack

    app_port, port = free_port(), free_port()
    env = _environment(folder, f"http://localhost:{port}") | {"TRUSTED_PROXIES": "1"}
    doors = _prepared(folder, env, None)
    with _running(served_as_by_make_run(app_port), env, folder / "server.log") as server:
        _wait_for(f"http://127.0.0.1:{app_port}/help/", server, folder / "server.log")
        front = stack.nginx(folder, folder / "build", [app_port], port=port, tls=False)
        try:
            _wait_for(f"http://127.0.0.1:{port}/help/", front.process, front.log)
            logs = (folder / "server.log", front.log, *(front.log.parent / f"{n}.log" for n in ("first", "error")))
            yield Target(port, _children(server.pid), tuple(front.workers()), logs, _secrets(env), doors)
        finally:
            front.kill()


def _environment(folder: Path, address: str) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "BUILD_DIR": str(folder / "build"),
        "SITE_URL": address,
        "SECRET_KEY": f"{MARK}-key",
        "DATABASE_URL": f"sqlite:///{folder / 'staff.sqlite3'}",
    }


def _prepared(folder: Path, env: Mapping[str, str], built: Path | None) -> tuple[str, ...]:
    """Pages, a clinic with its doors, and marked files beside, in and above the built pages: the doors."""
    if built:
        shutil.copytree(built, folder / "build")
    else:
        _manage(env, "build_pages")
    for place in ("", "build", "build/pages", "build/pages/help"):
        (folder / place / f"{MARK}.txt").write_text(MARK)
    (folder / "build/pages" / f"{MARK}.html").write_text(MARK)
    return tuple(DOOR.findall(_manage(env, "shell", "-v", "0", "-c", PREPARE)))


def _manage(env: Mapping[str, str], *command: str) -> str:
    run = [sys.executable, "manage.py", *command]
    return subprocess.run(run, cwd=ROOT, env=env, capture_output=True, text=True, check=True).stdout


def _secrets(env: Mapping[str, str]) -> tuple[bytes, ...]:
    return (MARK.encode(), env["DATABASE_URL"].encode())


@contextmanager
def _running(command: list[str], env: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as out:
        server = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out)
    try:
        yield server
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        if server.poll() is not None:
            raise RuntimeError(f"the server stopped:\n{log.read_text()}")
        try:
            with urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{address} does not answer:\n{log.read_text()}")


def _children(pid: int) -> tuple[int, ...]:
    return tuple(int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
