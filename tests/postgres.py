"""Run a command against a PostgreSQL server of its own: `python -m tests.postgres pytest …`.

The server is Debian's, started on a free port with an empty folder, and gone afterwards. Where there is none, one line
says so; with CI=true that is a failure.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.serving import free_port

OWNER = "postgres"  # the server refuses to run as root; this account comes with Debian's package


def programs() -> Path | None:
    """The folder of the newest server on this machine."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve().parent)
    return max(found, key=lambda path: [int(part) for part in path.parts if part.isdigit()], default=None)


@contextmanager
def server(bin_folder: Path) -> Iterator[str]:
    """A server with an empty database, by its address."""
    user = {"user": OWNER, "cwd": "/"} if os.geteuid() == 0 else {"cwd": "/"}
    with tempfile.TemporaryDirectory(prefix="thaw-postgres-") as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, OWNER)
        port = free_port()
        data = f"{folder}/data"
        run = [bin_folder / "initdb", "-D", data, "-U", "thaw", "--auth=trust", "--encoding=UTF8", "--no-sync"]
        subprocess.run(run, check=True, stdout=subprocess.DEVNULL, **user)  # type: ignore[call-overload]
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=60"
        control = [bin_folder / "pg_ctl", "-D", data, "-l", f"{folder}/log", "-w"]
        subprocess.run([*control, "-o", options, "start"], check=True, stdout=subprocess.DEVNULL, **user)  # type: ignore[call-overload]
        try:
            yield f"postgresql://thaw@127.0.0.1:{port}/postgres"
        finally:
            stop = [*control, "-m", "immediate", "stop"]
            subprocess.run(stop, check=True, stdout=subprocess.DEVNULL, **user)  # type: ignore[call-overload]


def main(command: list[str]) -> int:
    """Run the command with DATABASE_URL; give its exit code."""
    found = programs()
    if found is None:
        print("PostgreSQL is not installed: the staff half was tested on SQLite only")
        return 1 if os.environ.get("CI") == "true" else 0
    with server(found) as address:
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
