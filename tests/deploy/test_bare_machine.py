""".ci/run asks a bare Debian for all that the tests need."""

import os
import shutil
import subprocess
from pathlib import Path

from tests.browser.serving import ROOT


def test_a_machine_that_has_nothing_is_given_what_the_tests_call(tmp_path: Path) -> None:
    for name in ("bash", "dirname"):
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    for name, does in {"apt-get": 'echo "$*"', "make": 'echo "make $*"', "python3": "exit 1"}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{does} >&2\n")
        (tmp_path / name).chmod(0o755)
    environment = os.environ | {"PATH": str(tmp_path)}
    done = subprocess.run([str(ROOT / ".ci/run")], env=environment, capture_output=True, text=True, check=True)
    installed = next(line for line in done.stderr.splitlines() if line.startswith("install ")).split()
    assert {"python3-venv", "curl", "git", "chromium", "nginx-light"} <= set(installed)
    assert "make" not in installed, "it is there"
    assert done.stderr.endswith("make test\n")
