"""A walk through every kind of page asks nobody else for anything."""

from playwright.sync_api import ConsoleMessage, Page

from .conftest import Visit
from .journeys import LEVELS, PLACES, open_check, result_at


def walk(page: Page) -> None:
    """Every kind of page, with the form sent at every level."""
    for address in PLACES.values():
        page.goto(address)
    open_check(page)
    for level in LEVELS:
        result_at(page, level, "GB")


def test_no_page_asks_another_host_for_anything(visit: Visit, strangers: list[str], base_url: str) -> None:
    page = visit(timezone_id="Europe/London")
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    walk(page)
    assert strangers == []
    assert [url for url in asked if not url.startswith(f"{base_url}/")] == []
    assert len(asked) > len(PLACES)


def test_no_page_asks_another_host_for_anything_without_javascript(visit: Visit, strangers: list[str]) -> None:
    walk(visit(java_script_enabled=False))
    assert strangers == []


def test_no_page_breaks_its_own_rules_or_a_script(page: Page) -> None:
    """Nothing that the security policy refuses, no error, nothing that is missing."""
    said: list[str] = []
    missing: list[str] = []
    page.on("console", lambda message: said.append(_text(message)) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("response", lambda answer: missing.append(answer.url) if answer.status >= 400 else None)
    walk(page)
    assert [url for url in missing if not url.endswith("/nothing-here/")] == []
    assert [text for text in said if "/nothing-here/" not in text] == []


def _text(message: ConsoleMessage) -> str:
    return f"{message.text} ({message.location['url']})"
