"""What axe finds, what fits, and what is large enough to touch: on every kind of page."""

import re
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from .conftest import Visit
from .journeys import CHECK, LEVELS, PARTS, PLACES, answer, go_on, go_to_part, open_check, result_at, send, sideways
from .serving import ROOT

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
# All rules that look at colours; test_the_dark_look_differs_in_colours_alone says why they are enough in the dark.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
DARK_ONLY = r"@media \(prefers-color-scheme: dark\) \{\s*:root \{\s*(?:--[\w-]+: #\w+;\s*)+\}\s*\}"
LOOKS = [(scheme, width) for scheme in ("light", "dark") for width in (320, 1280)]
TARGETS = ".choice, button, a.button, a.quiet, a.leave-link, select, summary"
HEIGHTS = """all => all.filter(each => each.checkVisibility() && each.getBoundingClientRect().height < 44)
  .map(each => `${each.outerHTML.slice(0, 80)}: ${each.getBoundingClientRect().height}`)"""

every_place = pytest.mark.parametrize("address", PLACES.values(), ids=PLACES.keys())
every_result = pytest.mark.parametrize(
    ("level", "country"), [(level, country) for level in LEVELS for country in ("", "GB")]
)


def all_looks_are_clean(page: Page, what: str = "") -> None:
    """Nothing for axe to say, in light and dark, narrow and wide, with everything unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    found: dict[str, list[str]] = {}
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 800})
        for problem in problems(page, OPTIONS if scheme == "light" else COLOURS):
            found.setdefault(problem, []).append(f"{scheme} {width} px")
    lines = [f"{problem} ({', '.join(looks)})" for problem, looks in found.items()]
    assert not found, "\n".join([what, *lines])


def problems(page: Page, options: dict[str, Any] = OPTIONS) -> list[str]:
    """What axe finds: the rule, its words and the element, one line each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    violations = page.evaluate("options => axe.run(options).then(found => found.violations)", options)
    return [f"{each['id']}: {each['help']}: {node['html'][:200]}" for each in violations for node in each["nodes"]]


def everything_fits(page: Page) -> None:
    """Nothing to scroll sideways for, on a small phone or with text twice as large."""
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.set_viewport_size({"width": 320, "height": 640})
    narrow = sideways(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert (narrow, sideways(page)) == (0, 0), "(320 px, 200 % text): pixels too wide"
    page.evaluate("document.documentElement.style.fontSize = ''")


@every_place
def test_every_page_is_open_to_everyone(page: Page, address: str) -> None:
    page.goto(address)
    everything_fits(page)
    all_looks_are_clean(page)


@pytest.mark.parametrize("half", [range(PARTS // 2), range(PARTS // 2, PARTS + 1)], ids=["first half", "second half"])
def test_every_step_of_the_self_check_is_open_to_everyone(page: Page, half: range) -> None:
    open_check(page)
    for number in half:
        go_to_part(page, number)
        everything_fits(page)
        all_looks_are_clean(page, f"part {number}")


@pytest.mark.parametrize("country", ["", "GB"])
def test_the_help_that_an_answer_brings_is_open_to_everyone(page: Page, country: str) -> None:
    open_check(page)
    for code in ("1", "3", "r"):
        answer(page, saf=code, **({"country": country} if country and code == "1" else {}))
        everything_fits(page)
        all_looks_are_clean(page, f"answer {code}")


def test_the_one_long_page_is_open_to_everyone(page: Page) -> None:
    page.route("**/*.js", lambda route: route.abort())
    page.goto(CHECK)
    everything_fits(page)
    all_looks_are_clean(page)


@every_result
def test_every_result_is_open_to_everyone(page: Page, level: str, country: str) -> None:
    result_at(page, level, country)
    everything_fits(page)
    all_looks_are_clean(page)


def test_the_dark_look_differs_in_colours_alone() -> None:
    """So whatever axe says that is not about colours, it has said in the light look."""
    texts = [path for folder in ("static", "templates") for path in (ROOT / folder).rglob("*") if path.is_file()]
    dark = [path for path in texts if b"prefers-color-scheme" in path.read_bytes()]
    assert dark == [ROOT / "static/css/site.css"]
    assert "prefers-color-scheme" not in re.sub(DARK_ONLY, "", dark[0].read_text())


def test_a_page_that_is_not_there_says_so(page: Page) -> None:
    answered = page.goto("/nothing-here/")
    assert answered
    assert answered.status == 404


@pytest.mark.parametrize("width", [320, 1280])
def test_whatever_one_touches_in_the_self_check_is_44_pixels_high(visit: Visit, width: int) -> None:
    page = visit(viewport={"width": width, "height": 800})
    open_check(page)
    small: set[str] = set(page.locator(TARGETS).evaluate_all(HEIGHTS))
    for _ in range(PARTS):
        go_on(page)
        small |= set(page.locator(TARGETS).evaluate_all(HEIGHTS))
    send(page)
    small |= set(page.locator(TARGETS).evaluate_all(HEIGHTS))
    assert not small
