"""Lighthouse's four scores, and first paint against a page of one file: `make lighthouse` writes a page in docs/.

Pages come over https from nginx with deploy/nginx.conf. Every visit has a new browser, so each is a first visit.
What is compared is visited in turn, A B A B. Lighthouse throttles in two ways, and both are reported: it works out from
a fast visit how long a slow one would take ("simulated", its default, which its scores come from), or has the browser
slowed down while it looks ("applied").
The certificate is our own, and the browser is told to accept it; no audit is left out for that.
"""

import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tests import stack
from tests.browser.serving import ROOT

from . import chromium, single
from .browser_page import Measured, Pair, document
from .visits import Visit, counted, read

PAGES = ("/", "/articles/feeling-numb/", "/help/", "/help/gb/", "/self-check/", "/for-clinics/")
SMALLEST = "/accessibility/"  # whose place the page of one line takes
ROUNDS = int(os.environ.get("LIGHTHOUSE_ROUNDS", "5"))
DOCUMENT = ROOT / "docs/performance-browser.md"


def main() -> int:
    """Measure, write and print; 1 where something is under 100, too slow, or not there."""
    if lacks := [*stack.missing(), *chromium.missing()]:
        print(f"Lighthouse needs {', '.join(lacks)}.")
        return 1
    chromium.installed()
    with tempfile.TemporaryDirectory(prefix="thaw-lighthouse-") as name:
        folder = Path(name)
        build = single.copy(stack.shared_build(), folder / "build")
        measured = [Measured(page, counted(single.file(build, page).read_text(encoding="utf-8"))) for page in PAGES]
        with _both(folder, build) as (site, other):
            smallest = _visit(folder, site, other, measured)
    DOCUMENT.write_text(document(measured, smallest, _about()), encoding="utf-8")
    print(DOCUMENT.read_text(encoding="utf-8"))
    return int(any(each.problems() for each in measured))


@contextmanager
def _both(folder: Path, build: Path) -> Iterator[tuple[str, str]]:
    """The addresses of the site as it is and of the same with pages of one file."""
    alone = single.single(build, folder / "single", PAGES, SMALLEST)
    with stack.site(folder, apps=1, BUILD_DIR=str(build)) as site:
        front = stack.nginx(folder, alone, [each.port for each in site.apps])
        other = f"https://localhost:{front.port}"
        try:
            stack.wait(other)
            yield site.address, other
        finally:
            front.kill()


def _visit(folder: Path, site: str, other: str, measured: Sequence[Measured]) -> Pair:
    """Every page in turn, as often as there are rounds, and the page of one line: its visits simulated and applied."""

    def visit(visits: list[Visit], address: str, *options: str) -> None:
        seen = read(chromium.visit(folder, address, *options))
        print(f"{address} {' '.join(options[:1])}: first paint {seen.first:.0f} ms, {dict(seen.scores)}", flush=True)
        visits.append(seen)

    smallest = Pair()
    for number in range(ROUNDS):
        print(f"Round {number + 1} of {ROUNDS}", flush=True)
        for each in measured:
            visit(each.simulated.site, site + each.page)
            visit(each.simulated.single, other + each.page)
            visit(each.applied.site, site + each.page, *chromium.APPLIED)
            visit(each.applied.single, other + each.page, *chromium.APPLIED)
        visit(smallest.site, other + SMALLEST)
        visit(smallest.single, other + SMALLEST, *chromium.APPLIED)
    return smallest


def _about() -> dict[str, str]:
    return {
        "date": f"{datetime.now(UTC):%-d %B %Y}",
        "machine": f"{os.cpu_count()} cores, {platform.machine()}",
        "browser": chromium.version(),
        "lighthouse": chromium.lighthouse_version(),
        "rounds": str(ROUNDS),
    }


if __name__ == "__main__":
    sys.exit(main())
