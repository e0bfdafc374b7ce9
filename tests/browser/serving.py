"""The site, built and served as `make run` does it: once for all processes that test."""

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parent.parent.parent
LEAVE_URL = "https://neutral.example/"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(folder: Path, name: str = "Thaw") -> tuple[str, subprocess.Popen[bytes]]:
    """Build the site into a folder, under this name, and start a server: its address and its process."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "BUILD_DIR": str(folder / name),
        "SITE_URL": address,
        "SITE_NAME": name,
        "LEAVE_URL": LEAVE_URL,
        "DATABASE_URL": f"sqlite:///{folder / name}.sqlite3",  # never that of whoever tests
    }
    subprocess.run([sys.executable, "manage.py", "build_pages"], cwd=ROOT, env=environment, check=True)
    command = [
        sys.executable,
        "-m",
        "granian",
        "config.wsgi:application",
        "--interface",
        "wsgi",
        "--no-ws",
        "--http",
        "1",
    ]
    command += ["--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--blocking-threads", "2"]
    log = folder / f"{name}.log"
    with log.open("w") as out:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
    wait_for(address, server, log)
    return address, server


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until somebody answers at an address."""
    for _ in range(150):
        if server.poll() is not None:
            pytest.fail(f"the server stopped:\n{log.read_text()}", pytrace=False)
        try:
            with urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server does not answer:\n{log.read_text()}", pytrace=False)


@contextmanager
def shared_site(folder: Path) -> Iterator[str]:
    """The address of one site for every process that tests: whoever comes first starts it, the last one stops it."""
    with _noted(folder) as site:
        if not site.get("users"):
            address, server = serve(folder)
            site.update(address=address, process=server.pid, users=0)
        site["users"] += 1
        address = site["address"]
    try:
        yield address
    finally:
        with _noted(folder) as site:
            site["users"] -= 1
            if not site["users"]:
                with suppress(ProcessLookupError):
                    os.kill(site["process"], signal.SIGTERM)


@contextmanager
def _noted(folder: Path) -> Iterator[dict[str, Any]]:
    """What all processes know of the site, for one of them at a time."""
    with (folder / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        note = folder / "site.json"
        site = json.loads(note.read_text()) if note.exists() else {}
        yield site
        note.write_text(json.dumps(site))
