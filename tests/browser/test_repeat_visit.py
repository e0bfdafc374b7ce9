"""Who has been here before fetches the page and nothing else: scripts and the icon are kept under names with a hash."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page

from .conftest import TRAITS

# Pages with scripts, seen first; then others that ask for the same ones, and one that was seen a moment ago.
FIRST = ("/help/gb/", "/help/", "/self-check/", "/articles/feeling-numb/", "/claims/")
AGAIN = ("/help/it/", "/help/young-people/", "/self-check/every-result/", "/articles/what-helps/", "/help/")


def test_a_second_visit_fetches_pages_alone(new_context: Callable[..., BrowserContext], base_url: str) -> None:
    page = new_context(**TRAITS).new_page()  # without a fence: one would switch off what a browser keeps
    fetched = _fetched(page.context.new_cdp_session(page))
    _open(page, FIRST)
    names = [address.removeprefix(base_url) for address in fetched]
    assert {"leave", "keep", "country", "steps", "claims"} <= {name.split("/")[-1].split(".")[0] for name in names}
    assert len(names) == len(set(names)), "nothing is fetched twice"
    fetched.clear()
    _open(page, AGAIN)
    assert [address.removeprefix(base_url) for address in fetched] == list(AGAIN[:-1])


def _open(page: Page, addresses: tuple[str, ...]) -> None:
    for address in addresses:
        page.goto(address)
    page.wait_for_load_state("networkidle")


def _fetched(session: CDPSession) -> list[str]:
    """The address of whatever comes from the network from now on, and not out of what the browser keeps."""
    found: list[str] = []
    from_memory: set[str] = set()

    def note(event: dict[str, Any]) -> None:
        answer = event["response"]
        if not answer.get("fromDiskCache") and event["requestId"] not in from_memory:
            found.append(answer["url"])

    session.on("Network.requestServedFromCache", lambda event: from_memory.add(event["requestId"]))
    session.on("Network.responseReceived", note)
    session.send("Network.enable")
    return found
