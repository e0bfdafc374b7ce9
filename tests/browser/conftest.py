"""A real server and a real browser. Every visit starts with nothing, and no request leaves this machine."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route

from .serving import LEAVE_URL, shared_site

HERE = Path(__file__).parent
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Chromium hears only the last list of features, so this one repeats Playwright's. What it adds are two pages that the
# address bar would draw for every visit, and a process kept in reserve: half of what opening a visit costs.
NOT_NEEDED = (
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "LensOverlay"),
    *("HttpsFirstBalancedModeAutoEnable", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning"),
    *("AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled"),
    "PreconnectToSearch",
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "SpareRendererForSitePerProcess"),
)
NEUTRAL_PAGE = "<!doctype html><html lang=en><title>A neutral page</title><h1>A neutral page</h1>"
TRAITS = {"timezone_id": "UTC", "locale": "en-GB", "color_scheme": "light", "reduced_motion": "reduce"}
PATIENCE = 5_000  # milliseconds that anything on a page may take

Visit = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@lru_cache(maxsize=1)
def chromium() -> str:
    """The path of Chromium, or nothing."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "")


def pytest_runtest_setup() -> None:
    """Without Chromium there is nothing to test with: one line says so, and CI does not accept it."""
    if chromium():
        return
    if os.environ.get("CI") == "true":
        pytest.fail("Chromium is missing, and these tests may not be skipped here", pytrace=False)
    pytest.skip("browser tests need Chromium: install it, or set CHROMIUM to its path")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": chromium(), "args": [*FLAGS, f"--disable-features={','.join(NOT_NEEDED)}"]}


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site, for as long as the tests run; processes that test side by side share it."""
    folder = tmp_path_factory.getbasetemp()
    with shared_site(folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) as address:
        yield address


@pytest.fixture
def strangers() -> list[str]:
    """Every address elsewhere that a page asked for; none of them got an answer from outside."""
    return []


@pytest.fixture
def visit(new_context: Callable[..., BrowserContext], base_url: str, strangers: list[str]) -> Visit:
    """A visit by someone new: `visit(java_script_enabled=False)` gives a page of their own."""

    def fence(route: Route) -> None:
        if route.request.url == LEAVE_URL:
            route.fulfill(body=NEUTRAL_PAGE, content_type="text/html; charset=utf-8")
        else:
            strangers.append(route.request.url)
            route.abort()

    def start(**traits: Any) -> Page:
        context = new_context(**(TRAITS | traits))
        context.set_default_timeout(PATIENCE)
        context.route(re.compile(f"^(?!{re.escape(base_url)}/)"), fence)
        return context.new_page()

    return start


@pytest.fixture
def page(visit: Visit) -> Page:
    """A visit with JavaScript, from a place that no country claims."""
    return visit()


@pytest.fixture
def plain_page(visit: Visit) -> Page:
    """A visit without JavaScript."""
    return visit(java_script_enabled=False)
