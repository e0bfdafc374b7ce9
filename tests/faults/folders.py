"""Content and built pages are removed under a site that runs: it has read what it needs."""

import json
import shutil
from pathlib import Path

from tests import stack
from tests.browser.serving import ROOT

from .asks import DOOR, HELP, NOTE, PDF, RESULT, SEARCH
from .load import Ask, ask_each
from .stage import Outcome

OTHERS = (RESULT, SEARCH, NOTE, PDF, DOOR, Ask("404", "GET", "/nothing/", right=(404, HELP)))


def copies(folder: Path) -> dict[str, str]:
    """Content and built pages of its own for one site, as its environment names them."""
    content, build, shared = folder / "content", folder / "build", stack.shared_build()
    shutil.copytree(ROOT / "content", content)
    shutil.copytree(shared, build, ignore=shutil.ignore_patterns("lock"))
    for path in (build / "nginx").glob("*.conf"):
        path.write_text(path.read_text().replace(str(shared), str(build)))
    return {"CONTENT_DIR": str(content), "BUILD_DIR": str(build)}


def removed(site: stack.Site) -> Outcome:
    """Both folders go at once, and every page is asked for twice: of nginx, and of the app behind it."""
    content, build = (Path(site.environment[name]) for name in ("CONTENT_DIR", "BUILD_DIR"))
    pages = list(json.loads((build / "pages/manifest.json").read_text())["pages"])
    shutil.rmtree(content)
    shutil.rmtree(build)
    asks = [Ask("built page", "GET", page) for page in pages]
    asks += [Ask("live page", "GET", f"{page}?x=1") for page in pages if page.endswith("/")]
    records = ask_each(site, [*asks, *OTHERS])
    outcome = Outcome("content/ and build/ removed", f"{len(pages)} pages, built and live, and every form", records)
    outcome.expect_right(records, "public")
    outcome.expect(len(pages) > 150, "there were no pages")
    return outcome
