"""deploy/compose.yaml, Dockerfile and nginx's configuration for containers: closed, and up without a database."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from pages.management.commands.build_pages import SOURCES
from tests import stack
from tests.browser.serving import ROOT, free_port
from tests.processes import STAFF_THREADS

DEPLOY = ROOT / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
NAMES = {"SITE_URL": "https://thaw.example", "SITE_OPERATOR": "Somebody", "SITE_CONTACT": "somebody@thaw.example"}


def compose() -> list[str]:
    """The command of Docker Compose, if this machine has it."""
    if shutil.which("docker-compose"):
        return ["docker-compose"]
    known = (
        shutil.which("docker")
        and not subprocess.run(["docker", "compose", "version"], check=False, capture_output=True).returncode
    )
    return ["docker", "compose"] if known else []


@pytest.mark.skipif(not compose(), reason="needs Docker Compose")
def test_compose_itself_accepts_the_file() -> None:
    command = [*compose(), "--file", str(DEPLOY / "compose.yaml"), "config", "--quiet"]
    subprocess.run(command, env=os.environ | NAMES, check=True)
    assert subprocess.run(command, check=False, capture_output=True).returncode, "who runs a copy has to be named"


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_may_do_nothing_that_it_need_not(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert "privileged" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["ulimits"]["core"] == 0, "a core file would hold answers"
    assert service["logging"]["options"]["max-size"]
    assert set(service["deploy"]["resources"]["limits"]) == {"cpus", "memory", "pids"}
    assert "depends_on" not in service, "public pages wait for nobody"


def test_only_nginx_is_reached_from_the_world_and_only_what_sends_mail_reaches_it_too() -> None:
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"nginx"}
    others = {name: set(service["networks"]) - {"inside"} for name, service in SERVICES.items()}
    assert {name: found for name, found in others.items() if found} == {
        "nginx": {"outside"},
        "staff": {"mail"},
        "daily": {"mail"},
    }


def test_the_staff_half_has_as_many_threads_as_on_one_machine_and_all_else_of_the_app() -> None:
    assert SERVICES["staff"]["environment"] == SERVICES["app"]["environment"] | STAFF_THREADS


def test_what_is_due_each_day_is_done_and_tried_again_where_it_fails(tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    stubs = {"python": f"[ $(wc -l <{calls}) -gt 1 ]", "sleep": '[ "$1" != 86400 ] || kill $PPID'}
    for name, does in stubs.items():
        (tmp_path / name).write_text(f'#!/bin/sh\necho "{name} $*" >>{calls}\n{does}\n')
        (tmp_path / name).chmod(0o755)
    environment = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    subprocess.run(SERVICES["daily"]["command"], env=environment, check=False, timeout=120)
    daily = "python manage.py daily"
    assert calls.read_text().splitlines() == [daily, "sleep 600", daily, "sleep 86400"]


def test_only_staff_data_is_kept() -> None:
    assert list(COMPOSE["volumes"]) == ["staff"]
    assert {name for name, service in SERVICES.items() if "volumes" in service} == {"postgres"}
    redis = SERVICES["redis"]["command"]
    assert (redis[redis.index("--save") + 1], redis[redis.index("--appendonly") + 1]) == ("", "no")


def test_what_is_secret_comes_from_files_that_git_and_images_do_not_have() -> None:
    assert set(COMPOSE["secrets"]) == {each for service in SERVICES.values() for each in service.get("secrets", [])}
    for secret in COMPOSE["secrets"].values():
        assert secret["file"].startswith("secrets/")
    assert "secrets/" in (DEPLOY / ".gitignore").read_text().splitlines()
    for service in SERVICES.values():
        assert not {"SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "POSTGRES_PASSWORD"} & set(
            service.get("environment", {})
        )


def test_an_image_has_all_that_the_site_runs_with_and_no_more() -> None:
    lines = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    assert lines[1] == "*"
    let_in = {line.removeprefix("!") for line in lines if line.startswith("!")}
    ours = {app.partition(".")[0] for app in settings.INSTALLED_APPS if (ROOT / app.partition(".")[0]).is_dir()}
    assert ours | set(SOURCES) | {"content", "manage.py"} <= let_in
    assert not {"deploy", "var", ".git", ".venv", "build", "tests"} & let_in
    for copied in re.findall(r"deploy/[a-z.-]+", (DEPLOY / "Dockerfile").read_text()):
        assert copied in let_in or copied == "deploy/compose.yaml", copied


def test_an_image_runs_as_nobody_with_the_options_of_the_unit() -> None:
    text = (DEPLOY / "Dockerfile").read_text()
    for stage in text.split("\nFROM ")[2:]:
        assert re.search(r"^USER [1-9]\d*:[1-9]\d*$", stage, re.MULTILINE), stage
    assert "--require-hashes" in text
    command = " ".join(re.findall(r'"([^"]+)"', text.partition("\nCMD [")[2].partition("]")[0]))
    unit = (DEPLOY / "systemd/thaw@.service").read_text().replace("\\\n  ", "")
    theirs = unit.partition("/granian ")[2].partition("\n")[0]
    assert command == "granian " + theirs.replace("127.0.0.1", "0.0.0.0").replace("%i", "8000")


def test_secrets_become_settings(tmp_path: Path) -> None:
    (tmp_path / "SECRET_KEY").write_text("a$b c\n")
    script = tmp_path / "with-secrets"
    script.write_text((DEPLOY / "with-secrets").read_text().replace("/run/secrets", str(tmp_path)))
    command = ["sh", str(script), "sh", "-c", 'echo "$SECRET_KEY $1"', "-", "and more"]
    assert subprocess.check_output(command, text=True) == "a$b c and more\n"


class App(BaseHTTPRequestHandler):
    """Answers like a copy of the app."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"a result for " + self.headers["Host"].encode())

    def log_message(self, format: str, *args: Any) -> None:
        pass


def name_server(listening: socket.socket, addresses: list[str]) -> None:
    """Docker's DNS: the addresses that `app` has at the moment, or that there is no such name."""
    while True:
        try:
            asked, sender = listening.recvfrom(512)
        except OSError:
            return
        question = asked[12 : asked.index(b"\0", 12) + 5]
        answers = b"".join(b"\xc0\x0c\0\1\0\1\0\0\0\1\0\4" + socket.inet_aton(each) for each in addresses)
        flags = b"\x81\x80" if addresses else b"\x81\x83"
        head = asked[:2] + flags + b"\0\1" + len(addresses).to_bytes(2, "big") + b"\0\0\0\0"
        listening.sendto(head + question + answers, sender)


@contextmanager
def nginx_for_containers(folder: Path, app: int, dns: int) -> Iterator[int]:
    """nginx with the configuration of its image, and this machine's ports and folders: the port of https."""
    source = (DEPLOY / "nginx.conf").read_text()
    text = subprocess.check_output([str(DEPLOY / "nginx-for-containers"), "https://localhost"], input=source, text=True)
    assert "thaw.example" not in text
    made, key = stack.certificate(folder)
    port = free_port()
    for old, new in {
        "127.0.0.11 valid=5s": f"127.0.0.1:{dns} valid=1s",
        "app:8000": f"app:{app}",
        "staff:8000": f"staff:{app}",
        "/run/secrets/tls_certificate": str(made),
        "/run/secrets/tls_key": str(key),
        "/run/nginx.pid": str(folder / "nginx.pid"),
        "/etc/nginx/modules-enabled/*.conf": str(stack.MODULES / "mod-http-brotli-static.conf"),
        "/srv/thaw/current/build": str(stack.shared_build()),
        "http {": "http {\n" + stack._temporary(folder),
        "listen 80 ": f"listen 127.0.0.1:{free_port()} ",
        "listen 443 ": f"listen 127.0.0.1:{port} ",
        "worker_processes auto;": "worker_processes 1; daemon off;" + (" user root;" if os.geteuid() == 0 else ""),
    }.items():
        assert old in text, old
        text = text.replace(old, new)
    (folder / "nginx.conf").write_text(re.sub(r" +listen \[::\]:.*\n", "", text))
    server = stack.start(["nginx", "-e", "stderr", "-c", str(folder / "nginx.conf")], folder / "nginx.log", port)
    try:
        stack.wait(f"https://localhost:{port}")
        yield port
    finally:
        server.kill()


def ask(port: int, method: str, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPSConnection("localhost", port, timeout=20, context=stack.trusting())
    connection.request(method, path, "saf=3" if method == "POST" else None)
    response = connection.getresponse()
    found = response.status, response.read()
    connection.close()
    return found


@pytest.mark.skipif(bool(stack.missing()) and os.environ.get("CI") != "true", reason=f"needs {stack.missing()}")
def test_nginx_starts_before_the_app_does_and_finds_its_copies(tmp_path: Path) -> None:
    app = ThreadingHTTPServer(("127.0.0.1", 0), App)
    threading.Thread(target=app.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    addresses: list[str] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as dns:
        dns.bind(("127.0.0.1", 0))
        threading.Thread(target=name_server, args=(dns, addresses), daemon=True).start()
        with nginx_for_containers(tmp_path, app.server_port, dns.getsockname()[1]) as port:
            assert ask(port, "GET", "/help/")[0] == 200
            assert ask(port, "GET", "/staff/")[0] == 503
            status, body = ask(port, "POST", "/self-check/")
            assert status == 503
            assert b"away for a moment" in body
            addresses += ["127.0.0.1", "127.0.0.2"]  # nobody answers at the second
            time.sleep(1.1)
            answers = {ask(port, "POST", "/self-check/") for _ in range(20)}
            assert answers == {(200, b"a result for localhost")}
            assert ask(port, "POST", "/staff/")[0] == 200
    app.shutdown()
    app.server_close()
