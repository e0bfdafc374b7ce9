"""The HTTP Observatory's grade, by its own library, of the headers that the site really sends: `make observatory`.

The library asks nginx with deploy/nginx.conf on this machine, over http and https, and nobody else. Two things cannot
be judged so. Whether browsers have a host on their list of hosts that are https only (HSTS preload) depends on the
host: it is judged as one that is not listed, so it cannot get the five points for that. And the certificate is our
own, which the library is told to trust; whether a real one is in order shows only on the real host.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests import stack

from . import chromium
from .browser_page import table

# The Observatory looks at the front page. The others have what it lacks: scripts, a form, cookies; one is no page.
PAGES = ("/", "/help/", "/self-check/", "/staff/", "/feed.xml")
BEST = "A+"


def main() -> int:
    """Grade each page; 1 where one is under A+, or something is not there."""
    if lacks := [*stack.missing(), *chromium.missing(browser=False)]:
        print(f"The Observatory needs {', '.join(lacks)}.")
        return 1
    chromium.installed()
    with tempfile.TemporaryDirectory(prefix="thaw-observatory-") as name, stack.site(Path(name), apps=1) as site:
        found = _scan(site)
    for page, result in found.items():
        print(report(page, result))
    return int(not all(passed(result) for result in found.values()))


def _scan(site: stack.Site) -> dict[str, Any]:
    """What the library says of each page."""
    configuration = (site.folder / f"nginx-{site.nginx.port}/nginx.conf").read_text(encoding="utf-8")
    plain = re.search(r"listen 127\.0\.0\.1:(\d+);", configuration)[1]  # type: ignore[index]  # the first sends to https
    command = ["node", "observatory.mjs", plain, str(site.nginx.port), *PAGES]
    trust = chromium.environment(NODE_EXTRA_CA_CERTS=str(stack.certificate(site.folder)[0]))
    done = subprocess.run(command, cwd=chromium.NODE, env=trust, capture_output=True, text=True, check=True)  # noqa: S603
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def passed(result: Mapping[str, Any]) -> bool:
    """Whether the grade is the best, and no test took points away or failed."""
    tests = result["tests"].values()
    return result["scan"]["grade"] == BEST and all(test["pass"] and test["scoreModifier"] >= 0 for test in tests)


def report(page: str, result: Mapping[str, Any]) -> str:
    """Grade, score and every test of a page, in words and a table."""
    scan = result["scan"]
    rows = [
        (name, "passed" if test["pass"] else "FAILED", f"{test['scoreModifier']:+}", test["result"])
        for name, test in result["tests"].items()
    ]
    head = f"{page}: {scan['grade']}, {scan['score']} points, {scan['testsPassed']} of {scan['testsQuantity']} passed"
    return f"{head}\n\n{table(('Test', 'Passed', 'Points', 'What was found'), rows)}\n"


if __name__ == "__main__":
    sys.exit(main())
