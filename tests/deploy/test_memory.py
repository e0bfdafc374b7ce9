"""A process gives back what papers took."""

import os
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from bench.inside import form
from tests import processes
from tests.browser.serving import ROOT
from tests.processes import MEMORY, THREADS, Process, app, wait
from tests.stack import shared_build

MIB = 1024
PAPERS = 120


def test_a_process_gives_back_what_papers_took(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Against one that leaves it to glibc, on the same machine."""
    if "glibc" not in (os.confstr("CS_GNU_LIBC_VERSION") or ""):
        pytest.skip("the C library here is no glibc")
    given_back = _after_papers(tmp_path)
    for name in MEMORY:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(processes, "MEMORY", {})
    assert given_back < _after_papers(tmp_path) - 3 * MIB


def test_wherever_a_process_is_started_it_gives_memory_back() -> None:
    assert MEMORY
    for place in ("Makefile", "deploy/Dockerfile"):
        text = (ROOT / place).read_text(encoding="utf-8").replace(" ?= ", "=")
        assert all(f"{name}={value}" in text for name, value in MEMORY.items()), place


def _after_papers(folder: Path) -> int:
    """What a worker has for itself after many papers, in KiB."""
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings", "BUILD_DIR": str(shared_build())}
    server = app(folder, **settings | THREADS | {"SITE_URL": "http://localhost"})
    try:
        wait(f"{server.address}/help/")
        for _ in range(PAPERS):
            _ask_for_a_paper(server)
        (worker,) = server.workers()
        return _own_memory(worker)
    finally:
        server.stop()


def _ask_for_a_paper(server: Process) -> None:
    request = Request(f"{server.address}/self-check/note.pdf", form(), {"Sec-Fetch-Site": "same-origin"})
    with urlopen(request, timeout=20) as answer:
        assert answer.read(5) == b"%PDF-"


def _own_memory(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Anonymous:"))
