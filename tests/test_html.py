"""Every page is valid HTML, says what it is, and every link on it leads somewhere."""

import json
import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from config.addresses import built_addresses, public_addresses

from .pages import Elements, every_page

JAR = Path(os.environ.get("VNU_JAR", settings.BASE_DIR / "node_modules/vnu-jar/build/dist/vnu.jar"))
QUICK_START = ("-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # for a run of seconds; it needs a deep stack
PAGES = every_page()
BUILT = frozenset(built_addresses())
SENT_TO = ["/search/", "/staff/"] + [
    f"/self-check/{name}" for name in ("note/", "note.pdf", "summary.pdf", "response.json", "step.ics")
]
# The checker's CSS part is older than container queries (CSS Conditional Rules 5, in browsers since 2023)
# and than text boxes that grow with their text (CSS Basic User Interface 4, in browsers since 2024).
NOT_KNOWN_YET = (
    "Property “field-sizing” doesn't exist",
    "Property “container-type” doesn't exist",
    "Unrecognized at-rule “@container”",
)


def with_new_style_only(html: str, seen: set[str]) -> str:
    """A page without the style sheets that an earlier page had, which are noted."""

    def unless_seen(style: re.Match[str]) -> str:
        new = style[0] not in seen
        seen.add(style[0])
        return style[0] if new else ""

    return re.sub(r"<style>.*?</style>", unless_seen, html, flags=re.S)


def missing_checker() -> str:
    """What this machine lacks for the Nu HTML checker, if anything."""
    if not shutil.which("java"):
        return "Java"
    return "" if JAR.exists() else "the Nu HTML checker (npm ci brings it)"


def mistakes(pages: dict[str, str], folder: Path) -> list[str]:
    """What the Nu HTML checker says of pages, by name. Skips, or fails in CI, where the checker is missing."""
    if lack := missing_checker():
        if os.environ.get("CI") == "true":
            pytest.fail(f"HTML validity was not checked: {lack} is missing")
        pytest.skip(f"HTML validity is not checked here: {lack} is missing")
    styles: set[str] = set()
    for number, html in enumerate(pages.values()):
        (folder / f"{number:03}.html").write_text(with_new_style_only(html, styles))
    command = [
        "java",
        *QUICK_START,
        "-jar",
        str(JAR),
        "--format",
        "json",
        "--stdout",
        "--exit-zero-always",
        str(folder),
    ]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    names = list(pages)
    return [
        f"{names[int(Path(message['url']).stem)]}: {message['message']} … {message.get('extract', '')[:90]}"
        for message in json.loads(out)["messages"]
        if (message["type"] == "error" or message.get("subType") == "warning")
        and not any(known in message["message"] for known in NOT_KNOWN_YET)
    ]


@pytest.mark.java
def test_every_page_is_valid_html(tmp_path: Path) -> None:
    assert mistakes(PAGES, tmp_path) == []


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_one_title_one_heading_and_a_language(name: str) -> None:
    html = PAGES[name]
    found = [tag for tag, _ in Elements(html).found]
    assert found.count("h1") == 1
    assert found.count("title") >= 1
    assert found.count("main") == 1
    assert '<html lang="en">' in html
    assert '<a class="skip" href="#content">' in html
    assert ">Get help now" in html
    assert html.index("Get help now") < html.index("<main")


def test_titles_and_descriptions_are_there_and_differ() -> None:
    titles = {name: re.search(r"<title>(.*?)</title>", html)[1] for name, html in PAGES.items() if name.startswith("/")}  # type: ignore[index]
    assert len(set(titles.values())) == len(titles)
    for name, html in PAGES.items():
        if name.startswith("/") and not name.startswith("/self-check/lines/"):
            description = re.search(r'<meta name="description" content="([^"]+)">', html)
            assert description, name
            assert len(description[1]) <= 200, name


@pytest.mark.parametrize("name", PAGES)
def test_no_link_anchor_or_number_is_broken(name: str) -> None:
    html = PAGES[name]
    ids = ids_of(name)
    assert len(ids) == len(set(ids)), "an id stands once"
    for address in Elements(html).values("href", "src", "action", "formaction"):
        scheme = address.partition(":")[0]
        if scheme == "tel":
            assert re.fullmatch(r"\+?\d{2,15}|[*#]\d+", address[4:]), address
        elif scheme == "sms":
            assert re.fullmatch(r"\d{2,15}(\?&body=\w+)?", address[4:]), address
        elif scheme in ("https", "http"):
            assert " " not in address
        elif scheme != "mailto":
            _is_there(address, ids)
    for tag, attrs in Elements(html).found:
        for attribute in ("for", "aria-labelledby", "aria-describedby"):
            assert set(attrs.get(attribute, "").split()) <= set(ids), (tag, attrs)


def _is_there(address: str, ids: list[str]) -> None:
    path, _, anchor = address.partition("#")
    if not path:
        assert anchor in ids, address
        return
    if path.startswith("/static/"):
        assert (settings.STATIC_ROOT / path.removeprefix("/static/")).exists(), address
        return
    if path in SENT_TO:
        return
    assert path in BUILT, address
    assert not anchor or anchor in ids_of(path), address


@cache
def ids_of(name: str) -> list[str]:
    return Elements(PAGES[name]).values("id")


def test_canonical_links_name_this_site() -> None:
    for address in public_addresses():
        if "/lines/" not in address:
            assert f'<link rel="canonical" href="{settings.SITE_URL}{address}">' in PAGES[address]


def test_what_is_not_for_search_engines_says_so() -> None:
    for name, html in PAGES.items():
        if (
            name.startswith("/self-check/lines/")
            or name in ("404", "nothing to take along")
            or name.startswith("result: ")
        ):
            assert '<meta name="robots" content="noindex">' in html, name
