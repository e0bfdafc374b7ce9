"""A server of its own for the staff half: a fresh database, mail as files, and an address that passkeys accept."""

import os
import subprocess
import sys
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path

from .serving import ROOT, free_port, wait_for

SERVER = (
    "--interface",
    "wsgi",
    "--no-ws",
    "--http",
    "1",
    "--host",
    "127.0.0.1",
    "--workers",
    "1",
    "--blocking-threads",
    "2",
)


@dataclass(frozen=True, slots=True)
class StaffServer:
    """One run of the site. `address` names localhost, because a passkey belongs to a name and not to a number."""

    address: str
    folder: Path
    environment: dict[str, str]
    process: subprocess.Popen[bytes]

    def shell(self, code: str) -> str:
        """What a piece of code prints that runs beside the server, with the same database."""
        return _manage(self.environment, "shell", "--no-imports", "-c", code)

    def mails(self) -> list[tuple[str, str]]:
        """Subject and text of every mail so far, the oldest first."""
        found = sorted((self.folder / "mail").glob("*.log"), key=lambda path: path.stat().st_mtime_ns)
        parts = [part for path in found for part in path.read_bytes().split(b"\n" + b"-" * 79 + b"\n") if part.strip()]
        mails = [message_from_bytes(part, policy=policy.default) for part in parts]
        return [(mail["Subject"], mail.get_content()) for mail in mails]

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(timeout=20)


def start(folder: Path) -> StaffServer:
    """Build the site, make its database, and serve it from a folder of its own."""
    port = free_port()
    address = f"http://localhost:{port}"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "BUILD_DIR": str(folder / "build"),
        "SITE_URL": address,
        "DATABASE_URL": f"sqlite:///{folder / 'staff.sqlite3'}",
        "EMAIL_URL": f"filemail:///{folder / 'mail'}",
    }
    for command in (["build_pages"], ["migrate", "-v0"], ["createcachetable"]):
        _manage(environment, *command)
    command = [sys.executable, "-m", "granian", "config.wsgi:application", *SERVER, "--port", str(port)]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    server = StaffServer(address, folder, environment, process)
    wait_for(address, process, folder / "log")
    return server


def _manage(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
