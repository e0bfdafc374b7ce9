"""Visits by Lighthouse, each in a Chromium of its own that has seen nothing before."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.browser.conftest import FLAGS, chromium

NODE = Path(__file__).parent / "node"
LIGHTHOUSE = NODE / "node_modules/lighthouse/cli/index.js"
LOOK = ("--headless=new", *FLAGS, "--ignore-certificate-errors")  # the certificate is our own
PAINTS = "first-contentful-paint,largest-contentful-paint,network-requests"
APPLIED = ("--throttling-method=devtools", f"--only-audits={PAINTS}", "--disable-full-page-screenshot")
TRIES = 3  # on a busy machine a trace may not get recorded


def missing(browser: bool = True) -> list[str]:
    """What this machine lacks to rate headers, and to visit pages."""
    lacks = [name for name in ("node", "npm") if not shutil.which(name)]
    return [*lacks, "chromium"] if browser and not chromium() else lacks


def installed() -> None:
    """Install what rates pages and headers, where it is not yet. No package runs a script of its own meanwhile."""
    wanted, there = NODE / "package-lock.json", NODE / "node_modules/.package-lock.json"
    if not there.exists() or there.stat().st_mtime < wanted.stat().st_mtime:
        print("Installing what rates pages and headers (once)", flush=True)
        subprocess.run(["npm", "ci", "--ignore-scripts", "--silent"], cwd=NODE, check=True)  # noqa: S607


def environment(**more: str) -> Mapping[str, str]:
    """This process's environment without the servers that it would ask others through."""
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return kept | more


def visit(folder: Path, address: str, *options: str) -> dict[str, Any]:
    """Lighthouse's report of one visit on its mobile profile. Raises RuntimeError where it gives none."""
    out = folder / "report.json"
    command = ["node", str(LIGHTHOUSE), address, "--quiet", "--no-enable-error-reporting", "--output=json"]
    command += [f"--output-path={out}", f"--chrome-flags={' '.join(LOOK)}", *options]
    for _ in range(TRIES):
        done = subprocess.run(  # noqa: S603
            command, env=environment(CHROME_PATH=chromium()), capture_output=True, text=True, check=False
        )
        if not done.returncode:
            report: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
            return report
        print(f"{address}: no report: {done.stderr.strip()}", flush=True)
    raise RuntimeError(f"{address}: Lighthouse gives no report")


def version() -> str:
    """The name and version of the browser."""
    done = subprocess.run([chromium(), "--version"], capture_output=True, text=True, check=True)  # noqa: S603
    return " ".join(done.stdout.split()[:2])


def lighthouse_version() -> str:
    """The name and version of what judges."""
    package = json.loads((NODE / "node_modules/lighthouse/package.json").read_text(encoding="utf-8"))
    return f"Lighthouse {package['version']}"
