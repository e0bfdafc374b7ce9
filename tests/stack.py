"""The site as it runs for the public: app processes behind nginx with deploy/nginx.conf, and Redis where it is wanted.

Everything is started here on free ports of this machine, and ended by its own process.
"""

import fcntl
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPSConnection
from pathlib import Path

from .browser.serving import ROOT, free_port
from .processes import SERVER, STAFF_THREADS, THREADS, Process, app, start, trusting, wait

__all__ = [
    "MODULES",
    "ROOT",
    "SERVER",
    "STAFF_THREADS",
    "THREADS",
    "Process",
    "Site",
    "certificate",
    "missing",
    "nginx",
    "redis",
    "shared_build",
    "site",
    "start",
    "trusting",
    "wait",
]

MODULES = Path("/usr/share/nginx/modules-available")
SUBJECT = ("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1")


def shared_build() -> Path:
    """The pages of https://localhost, built as a release does it, by whoever needs them first."""
    folder = ROOT / "build/https"
    folder.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"BUILD_DIR": str(folder), "SITE_URL": "https://localhost", "SITE_NAME": "Thaw"}
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        command = [sys.executable, "manage.py", "build_pages"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return folder


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for localhost that nobody else trusts, and its key."""
    made, key = folder / "certificate.pem", folder / "key.pem"
    if not made.exists():
        command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        command += ["-keyout", str(key), "-out", str(made), "-days", "2", *SUBJECT]
        subprocess.run(command, check=True, capture_output=True)
    return made, key


def nginx(
    folder: Path,
    build_dir: Path,
    apps: Sequence[int],
    *,
    staff: int = 0,
    port: int = 0,
    tls: bool = True,
    changes: Mapping[str, str] | None = None,
) -> Process:
    """deploy/nginx.conf with this machine's ports and folders in place of those of a real one.

    `staff` is the port of the process for the staff half; the others do its work too where there is none.
    `changes`: what is to be put in place of what matches.
    """
    port = port or free_port()
    made, key = certificate(folder)
    here = folder / f"nginx-{port}"
    here.mkdir(exist_ok=True)
    text = _configuration(here, build_dir, _servers(apps, staff), port, tls, made, key)
    (here / "nginx.conf").write_text(_changed(text, (changes or {}).items()))
    return start(["nginx", "-e", str(here / "first.log"), "-c", str(here / "nginx.conf")], here / "out.log", port)


def _configuration(
    here: Path, build_dir: Path, servers: tuple[str, str], port: int, tls: bool, made: Path, key: Path
) -> str:
    text = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
    plain, other = free_port(), free_port()
    changes = (
        (r"user www-data;", "user root;" if os.geteuid() == 0 else ""),
        (r"worker_processes auto;", "worker_processes 1;\ndaemon off;"),
        (r"/run/nginx.pid", str(here / "nginx.pid")),
        (r"/var/log/nginx/error.log", str(here / "error.log")),
        (r"include /etc/nginx/modules-enabled/\*\.conf;", _modules()),
        (r"http \{\n", f"http {{\n{_temporary(here)}"),
        (r"(?<=zone thaw_staff 64k;\n)( +server .*\n)+", servers[1]),
        (r"(?<=least_conn;\n)( +server .*\n)+", servers[0]),
        (r"\n +listen \[::\]:.*", ""),
        (r"listen 80 default_server", f"listen 127.0.0.1:{plain}"),
        (r"listen 443 ssl http2 default_server", f"listen 127.0.0.1:{port if tls else other} ssl http2 default_server"),
        (r"listen 443 ssl http2;", f"listen 127.0.0.1:{port} ssl http2;" if tls else f"listen 127.0.0.1:{port};"),
        (r"/etc/letsencrypt/live/thaw.example/fullchain.pem", str(made)),
        (r"/etc/letsencrypt/live/thaw.example/privkey.pem", str(key)),
        (r"thaw\.example", "localhost"),
        (r"Host \$host;", f"Host $host:{port};"),
        (r"/srv/thaw/current/build", str(build_dir)),
    )
    return _changed(text, changes)


def _changed(text: str, changes: Iterable[tuple[str, str]]) -> str:
    for pattern, replacement in changes:
        text, times = re.subn(pattern, lambda _, new=replacement: new, text)  # type: ignore[misc]
        assert times, f"deploy/nginx.conf no longer has {pattern}"
    return text


def _servers(apps: Sequence[int], staff: int) -> tuple[str, str]:
    """The lines of both upstreams: the public half's, and the staff half's."""
    public = "".join(f"    server 127.0.0.1:{each} max_fails=0;\n" for each in apps)
    stand_in = "".join(f"    server 127.0.0.1:{each} backup;\n" for each in apps)
    return public, f"    server 127.0.0.1:{staff} max_fails=0;\n{stand_in}" if staff else public


def _modules() -> str:
    """Debian's brotli module, where it is installed."""
    path = MODULES / "mod-http-brotli-static.conf"
    return path.read_text() if path.exists() else "# no brotli"


def _temporary(here: Path) -> str:
    names = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    return "".join(f"  {name}_temp_path {here / name};\n" for name in names)


@contextmanager
def redis(folder: Path) -> Iterator[Process]:
    """A Redis server that keeps nothing on disk."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    server = start(command, folder / "redis.log", port)
    try:
        yield server
    finally:
        server.kill()


@dataclass(slots=True)
class Site:
    """A running site. `address` is nginx's."""

    folder: Path
    environment: dict[str, str]
    apps: list[Process]
    nginx: Process
    address: str
    staff: list[Process]

    def manage(self, *command: str) -> str:
        """What a management command prints, in the site's own environment."""
        run = [sys.executable, "manage.py", *command]
        done = subprocess.run(run, cwd=ROOT, env=os.environ | self.environment, capture_output=True, check=True)
        return done.stdout.decode()

    def connection(self) -> HTTPSConnection:
        """A connection of one's own to nginx."""
        return HTTPSConnection("localhost", self.nginx.port, timeout=20, context=trusting())

    def bytes(self, port: int = 0, patience: float = 20) -> ssl.SSLSocket:
        """The same for saying things that no browser says; `port` is that of another nginx."""
        plain = socket.create_connection(("127.0.0.1", port or self.nginx.port), patience)
        return trusting().wrap_socket(plain, server_hostname="localhost")


def missing() -> list[str]:
    """What this machine lacks for `site`."""
    return [name for name in ("nginx", "redis-server", "openssl") if not shutil.which(name)]


@contextmanager
def site(folder: Path, apps: int = 2, staff: int = 0, **environment: str) -> Iterator[Site]:
    """Serve the site over https by nginx and so many app processes; end them all afterwards.

    `staff` is 1 for a process more that only the staff half has, as deploy/nginx.conf names it.
    Its pages are built once for all sites of a test run: they name https://localhost, and no port.
    """
    port = free_port()
    address = f"https://localhost:{port}"
    mine = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "BUILD_DIR": str(shared_build()),
        "SITE_URL": "https://localhost",
        "SITE_NAME": "Thaw",
        "TRUSTED_PROXIES": "1",
        "LOG_FORMAT": "json",
        "DATABASE_URL": f"sqlite:///{folder / 'staff.sqlite3'}",
        **environment,
    }
    running = [app(folder, **mine | THREADS) for _ in range(apps)]
    apart = [app(folder, **mine | STAFF_THREADS) for _ in range(staff)]
    ports, its_port = [each.port for each in running], apart[0].port if apart else 0
    front = nginx(folder, Path(mine["BUILD_DIR"]), ports, staff=its_port, port=port)
    found = Site(folder, mine, running, front, address, apart)
    try:
        found.manage("prepare")
        for each in [*running, *apart, found.nginx]:
            wait(address if each is found.nginx else f"{each.address}/help/")
        yield found
    finally:
        for each in [found.nginx, *found.apps, *found.staff]:
            each.kill()
