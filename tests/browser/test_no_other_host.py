"""A walk through every kind of page asks nobody else for anything."""

from playwright.sync_api import ConsoleMessage, Page

from .conftest import Visit
from .journeys import LEVELS, PLACES, answer, open_check, result_at, send


def walk(page: Page) -> None:
    """Every kind of page, with the form sent at every level."""
    for address in PLACES.values():
        page.goto(address)
    open_check(page)
    answer(page, **LEVELS["soon"], country="GB")  # part by part, so that the scripts ask for what they need
    send(page)
    for level in LEVELS:
        result_at(page, level, "GB")


def test_no_page_asks_another_host_for_anything_or_breaks_its_own_rules_or_a_script(
    visit: Visit, strangers: list[str], base_url: str
) -> None:
    """Nothing from elsewhere, nothing that the security policy refuses, no error, nothing that is missing."""
    page = visit(timezone_id="Europe/London")  # where a country is offered and its numbers are fetched
    asked, missing, said = _heard(page)
    walk(page)
    assert strangers == []
    assert [url for url in asked if not url.startswith(f"{base_url}/")] == []
    assert len(asked) > len(PLACES)
    assert [url for url in missing if not url.endswith("/nothing-here/")] == []
    assert [text for text in said if "/nothing-here/" not in text] == []


def test_a_clock_that_says_no_place_breaks_no_script(page: Page) -> None:
    _, missing, said = _heard(page)
    page.goto("/help/")
    result_at(page, "soon")
    assert (missing, said) == ([], [])


def test_no_page_asks_another_host_for_anything_without_javascript(visit: Visit, strangers: list[str]) -> None:
    walk(visit(java_script_enabled=False))
    assert strangers == []


def _heard(page: Page) -> tuple[list[str], list[str], list[str]]:
    """What a visit asks for, what of it is missing, and what goes wrong, from now on."""
    asked: list[str] = []
    missing: list[str] = []
    said: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda answer: missing.append(answer.url) if answer.status >= 400 else None)
    page.on("console", lambda message: said.append(_text(message)) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return asked, missing, said


def _text(message: ConsoleMessage) -> str:
    return f"{message.text} ({message.location['url']})"
