"""The servers that are compared, each with one worker on the first core."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import stack
from tests.browser.serving import free_port
from web.headers import security_headers

PAGE = "/articles/why-cant-i-cry/"
PLAIN = """
daemon off; worker_processes 1; pid {here}/pid; error_log {here}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; types {{ text/html html; }} brotli_static on; gzip_static on;
  client_body_temp_path {here}/a; proxy_temp_path {here}/b; fastcgi_temp_path {here}/c; uwsgi_temp_path {here}/d;
  scgi_temp_path {here}/e;
  server {{ listen 127.0.0.1:{port}; root {build}/pages; }}
}}
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it answers, and the processes that answer."""

    address: str
    workers: list[int]


def build(folder: Path, content: Path | None = None) -> dict[str, str]:
    """Build the site for http://localhost; the environment that its servers need."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SITE_URL": "http://localhost",
        "BUILD_DIR": str(folder / "build"),
        "DATABASE_URL": f"sqlite:///{folder / 'staff.sqlite3'}",
        **({"CONTENT_DIR": str(content)} if content else {}),
    }
    run = [sys.executable, "manage.py", "build_pages"]
    subprocess.run(run, cwd=stack.ROOT, env=os.environ | environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return environment


@contextmanager
def granian(folder: Path, module: str, workers: int = 1, cores: str = "0", **environment: str) -> Iterator[Server]:
    """A WSGI application under Granian, as deploy/systemd starts it."""
    port = free_port()
    command = ["taskset", "-c", cores, sys.executable, "-m", "granian", f"{module}:application", *stack.SERVER]
    command += ["--port", str(port), "--workers", str(workers), "--blocking-threads", "2", "--log-level", "warning"]
    process = stack.start(command, folder / f"{module}.log", port, os.environ | environment)
    try:
        stack.wait(f"{process.address}/self-check/")
        yield Server(process.address, process.workers())
    finally:
        process.kill()


@contextmanager
def plain_nginx(folder: Path, environment: dict[str, str]) -> Iterator[Server]:
    """nginx with the same files and nothing else: no header of ours, no limits."""
    port, here = free_port(), folder / "plain"
    here.mkdir()
    text = PLAIN.format(here=here, port=port, build=environment["BUILD_DIR"])
    user = "user root;\n" if os.geteuid() == 0 else ""
    (here / "nginx.conf").write_text(f"{stack._modules()}\n{user}{text}")
    yield from _nginx(stack.start(["taskset", "-c", "0", "nginx", "-c", str(here / "nginx.conf")], here / "out", port))


@contextmanager
def our_nginx(folder: Path, environment: dict[str, str]) -> Iterator[Server]:
    """nginx with deploy/nginx.conf, over plain http as the others are."""
    yield from _nginx(stack.nginx(folder, Path(environment["BUILD_DIR"]), [free_port()], tls=False))


def _nginx(process: stack.Process) -> Iterator[Server]:
    try:
        stack.wait(process.address + PAGE)
        for pid in [process.process.pid, *process.workers()]:
            subprocess.run(["taskset", "-p", "-c", "0", str(pid)], check=True, stdout=subprocess.DEVNULL)  # noqa: S603, S607
        yield Server(process.address, process.workers())
    finally:
        process.process.terminate()
        process.process.wait(timeout=20)


def bare_headers(environment: dict[str, str]) -> str:
    """What the bare function sends beside the body: the headers of the built page."""
    pages = json.loads((Path(environment["BUILD_DIR"]) / "pages/manifest.json").read_text())["pages"]
    entry = pages[PAGE]
    headers = [("Content-Type", entry["type"]), ("Content-Encoding", "br"), ("ETag", f'"{entry["hash"]}.br"')]
    headers += [("Cache-Control", entry["cache"]), ("Vary", "Accept-Encoding"), *security_headers().items()]
    return json.dumps(headers)


def missing() -> list[str]:
    """What this machine lacks."""
    return [name for name in ("nginx", "wrk", "taskset", "openssl") if not shutil.which(name)]
