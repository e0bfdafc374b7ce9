"""Content with thousands of articles, made from those that there are, to see what a large site would cost."""

import json
import re
import shutil
from pathlib import Path

from tests.stack import ROOT

TITLE = re.compile(r'^title = "(.*)"$', re.MULTILINE)
ARTICLE = "/articles/why-cant-i-cry/"


def grown(folder: Path, articles: int) -> Path:
    """A copy of content/ with so many articles; each new one is a copy with a title and an address of its own."""
    content = folder / "content"
    shutil.copytree(ROOT / "content", content)
    there = sorted((content / "en/articles").glob("*.md"))
    for number in range(articles - len(there)):
        source = there[number % len(there)]
        text = TITLE.sub(
            lambda found, n=number: f'title = "{found[1]} {n}"', source.read_text(encoding="utf-8"), count=1
        )
        source.with_name(f"{source.stem}-{number}.md").write_text(text, encoding="utf-8")
    return content


def listed(build: Path, folder: Path, articles: int) -> Path:
    """A copy of a build whose list of pages has so many articles, all of them answered with one article's files."""
    shutil.copytree(build, folder)
    manifest = folder / "pages/manifest.json"
    found = json.loads(manifest.read_text(encoding="utf-8"))
    found["pages"] |= {f"{ARTICLE[:-1]}-{number}/": found["pages"][ARTICLE] for number in range(articles)}
    manifest.write_text(json.dumps(found), encoding="utf-8")
    return folder
