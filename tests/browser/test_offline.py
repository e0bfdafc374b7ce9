"""Help without a network: kept only on a tap, the same for everyone, there when the server is gone, removed on a tap."""

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Error, Locator, Page, Route, expect

from .conftest import PATIENCE, TRAITS
from .journeys import CHECK, LEVELS, PLACES, answer, numbers_in, open_check, result_at, send, tab_to
from .network import Network
from .serving import serve
from .test_accessibility import HEIGHTS, all_looks_are_clean, everything_fits, problems

KEPT = "/help/kept/"
OFFERED_ON = ["/help/", "/help/gb/", "/help/tr/", "/help/young-people/", "/help/someone-else/", KEPT]
NEW = "After the thaw"
GONE = "net::ERR_(CONNECTION|EMPTY)"  # the browser's own words; a worker without its page would say ERR_FAILED
STORED = """async () => {
  const found = { workers: [], kept: [], other: [] };
  for (const each of await navigator.serviceWorker.getRegistrations()) found.workers.push(each.scope);
  for (const name of await caches.keys()) {
    const requests = await (await caches.open(name)).keys();
    if (!requests.length) found.kept.push(name);
    for (const { method, url } of requests) found.kept.push(`${name}: ${method} ${url}`);
  }
  found.other.push(...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie);
  for (const { name } of await indexedDB.databases()) found.other.push(name);
  return found;
}"""

Visit = Callable[..., Page]


class Site:
    """The site at an address of its own, which can be gone, and come back with another build."""

    def __init__(self, first: str, folder: Path) -> None:
        self.servers = {"Thaw": first}
        self.folder = folder
        self.running: list[subprocess.Popen[bytes]] = []
        self.network = Network()
        self.address = self.network.address

    def start(self, name: str = "Thaw") -> None:
        """Be there under this name."""
        if name not in self.servers:
            self.servers[name], server = serve(self.folder, name)
            self.running.append(server)
        if self.network.server_at != self.servers[name]:
            self.stop()
        self.network.lead_to(self.servers[name])

    def stop(self) -> None:
        """The network is gone: nobody answers at this address."""
        self.network.go()


@pytest.fixture(scope="module")
def own_site(base_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(base_url, tmp_path_factory.mktemp("offline"))
    yield site
    site.stop()
    for server in site.running:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture
def site(own_site: Site) -> Site:
    """The site, running."""
    own_site.start()
    return own_site


@pytest.fixture
def browser_context_args(site: Site) -> dict[str, Any]:
    return TRAITS | {"base_url": site.address}


@pytest.fixture
def visit(new_context: Callable[..., BrowserContext]) -> Visit:
    """A visit by someone new. No route is set: Playwright's routes and service workers do not go together."""

    def start(**traits: Any) -> Page:
        context = new_context(**traits)
        context.set_default_timeout(PATIENCE)
        return context.new_page()

    return start


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit()


def button(page: Page) -> Locator:
    return page.locator(".keep button")


def status(page: Page) -> Locator:
    return page.locator(".keep [role=status]")


def keep(page: Page, address: str = "/help/") -> None:
    """Tap, and wait until the page says that it is done."""
    page.goto(address)
    expect(button(page)).to_have_text("Keep help numbers on this device")
    button(page).click()
    expect(status(page)).to_contain_text("Kept.")


def stored(page: Page) -> dict[str, list[str]]:
    """Everything that this origin has put on the device."""
    found: dict[str, list[str]] = page.evaluate(STORED)
    return found


def only_the_page_is_kept(page: Page, site: Site) -> None:
    assert stored(page) == {
        "workers": [f"{site.address}/"],
        "kept": [f"help: GET {site.address}{KEPT}"],
        "other": [""],
    }


def nothing_is_kept(page: Page) -> None:
    assert stored(page) == {"workers": [], "kept": [], "other": [""]}


def shows_the_numbers(page: Page) -> None:
    """The kept page, which says why it is there, with numbers of more than one country."""
    expect(page.locator("h1")).to_have_text("No network? Help numbers are here")
    expect(page.locator("main")).to_contain_text("this page stands in for every page of this site")
    assert {"116123", "999"} <= numbers_in(page.locator("#gb"))
    assert {"988", "911"} <= numbers_in(page.locator("#us"))
    assert page.locator("body").evaluate("el => getComputedStyle(el).margin") == "0px", "the style sheet is there"


def walk(page: Page) -> None:
    """Read, look at countries, and do the self-check."""
    for address in PLACES.values():
        page.goto(address)
    open_check(page)
    answer(page, **LEVELS["soon"], country="GB")
    send(page)


def test_nothing_is_registered_or_kept_before_the_tap(page: Page) -> None:
    walk(page)
    nothing_is_kept(page)
    for address in OFFERED_ON:
        page.goto(address)
        expect(button(page)).to_have_text("Keep help numbers on this device")
        nothing_is_kept(page)


@pytest.mark.parametrize("address", OFFERED_ON)
def test_a_tap_keeps_one_page_and_never_what_was_visited(page: Page, site: Site, address: str) -> None:
    keep(page, address)
    only_the_page_is_kept(page, site)
    expect(button(page)).to_have_text("Remove help numbers from this device")
    if address == "/help/gb/":
        walk(page)
    only_the_page_is_kept(page, site)


def test_with_the_network_the_site_is_as_it_was(page: Page) -> None:
    """Pages, missing pages, redirects and sent answers come from the server."""
    keep(page)
    answered = page.goto("/nothing-here/")
    assert answered
    assert answered.status == 404
    assert not answered.from_service_worker or "This page is not here" in page.content()
    page.goto("/articles/why-cant-i-cry/")
    expect(page.locator("h1")).not_to_contain_text("No network")
    result_at(page, "now", "GB")
    page.go_back()
    expect(page.locator("form[data-steps]")).to_be_visible()


@pytest.mark.parametrize(
    "address", ["/", "/articles/antidepressants-and-feeling-flat/", CHECK, "/nothing-here/", "/help/", "/help/xx/"]
)
def test_without_a_network_any_address_shows_the_numbers(page: Page, site: Site, address: str) -> None:
    keep(page, "/help/someone-else/")  # a page read minutes ago is in the browser's own cache, as ever
    site.stop()
    page.goto(address)
    assert page.url == site.address + address
    shows_the_numbers(page)
    only_the_page_is_kept(page, site)


@pytest.mark.parametrize(("code", "number"), [("gb", "116123"), ("jp", "119"), ("tr", "112")])
def test_a_countrys_address_shows_that_country_first(page: Page, site: Site, code: str, number: str) -> None:
    keep(page)
    site.stop()
    page.goto(f"/help/{code}/")
    shows_the_numbers(page)
    first = page.locator("main section").first
    expect(first).to_have_attribute("id", code)
    assert number in numbers_in(first)
    assert page.locator(f"#{code}").count() == 1
    assert page.locator("main section[id] > dl").count() == 79
    assert first.evaluate("el => el.getBoundingClientRect().top < innerHeight")


def test_answers_that_cannot_be_sent_show_the_numbers_and_are_kept_nowhere(page: Page, site: Site) -> None:
    keep(page)
    open_check(page)
    answer(page, M1=4, saf="3", country="GB")
    site.stop()
    last = page.locator(".send button")
    while not last.is_visible():
        page.locator('[data-go="1"]:visible').click()
    last.click()
    shows_the_numbers(page)
    expect(page.locator("main")).to_contain_text("did not arrive")
    only_the_page_is_kept(page, site)
    site.start()
    page.reload()
    expect(page.locator("main[data-help-level=now]")).to_be_visible()


def test_the_next_visit_with_a_network_is_as_before(page: Page, site: Site) -> None:
    keep(page)
    site.stop()
    page.goto("/articles/")
    shows_the_numbers(page)
    site.start()
    page.reload()
    expect(page.locator("h1")).not_to_contain_text("No network")


def test_removing_leaves_nothing_and_no_page_without_a_network(page: Page, site: Site) -> None:
    keep(page)
    button(page).click()
    expect(status(page)).to_have_text("Removed from this device.")
    expect(button(page)).to_have_text("Keep help numbers on this device")
    nothing_is_kept(page)
    site.stop()
    with pytest.raises(Error, match=GONE):
        page.goto("/help/gb/")


def test_removing_works_on_a_later_visit_and_without_a_network(page: Page, site: Site) -> None:
    keep(page, "/help/gb/")
    page.goto("/help/someone-else/")
    site.stop()
    expect(button(page)).to_have_text("Remove help numbers from this device")
    button(page).click()
    expect(status(page)).to_have_text("Removed from this device.")
    nothing_is_kept(page)
    with pytest.raises(Error, match=GONE):
        page.goto("/")


def test_keeping_removing_and_keeping_again_keeps(page: Page, site: Site) -> None:
    keep(page)
    page.reload()
    for text in ("Removed", "Kept.", "Removed", "Kept."):
        expect(button(page)).to_be_visible()
        button(page).click()
        expect(status(page)).to_contain_text(text)
    only_the_page_is_kept(page, site)
    site.stop()
    page.goto("/")
    shows_the_numbers(page)


def test_what_is_kept_is_replaced_when_the_page_changes(page: Page, site: Site) -> None:
    keep(page)
    old = page.evaluate("caches.match('/help/kept/').then(found => found.text())")
    site.start(NEW)
    page.goto("/help/")
    new = f"caches.match('/help/kept/').then(found => found.text()).then(text => text.includes('{NEW}'))"
    for _ in range(PATIENCE // 50):  # a promise is true at once for wait_for_function, whatever comes of it
        if page.evaluate(new):
            break
        page.wait_for_timeout(50)
    assert page.evaluate(new)
    assert NEW not in old
    only_the_page_is_kept(page, site)
    site.stop()
    page.goto("/articles/")
    expect(page.locator(".word")).to_have_text(NEW)


@pytest.mark.parametrize("missing", ["offline.js", "help/kept/"])
def test_what_cannot_be_kept_is_said_and_leaves_nothing(page: Page, missing: str) -> None:
    page.goto("/help/")
    page.context.route(f"**/{missing}", lambda route: route.abort())
    button(page).click()
    expect(status(page)).to_contain_text("Could not be kept here.")
    expect(button(page)).to_have_text("Keep help numbers on this device")
    nothing_is_kept(page)


def test_it_says_kept_only_once_the_worker_is_there(page: Page) -> None:
    held: list[Route] = []
    page.goto("/help/")
    page.context.route(f"**{KEPT}", lambda route: route.continue_() if held else held.append(route))
    button(page).click()
    page.wait_for_timeout(700)
    assert len(held) == 1, "the worker's own request"
    expect(status(page)).to_be_empty()
    held[0].continue_()
    expect(status(page)).to_contain_text("Kept.")
    assert page.evaluate("navigator.serviceWorker.getRegistration('/').then(each => each.active.state)") == "activated"


def test_without_service_workers_nothing_is_offered_and_nothing_breaks(visit: Visit) -> None:
    page = visit()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    for address in OFFERED_ON:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        expect(page.locator(".keep")).to_be_hidden()
    assert said == []


def test_a_browser_that_refuses_is_no_error(visit: Visit) -> None:
    page = visit()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.add_init_script("ServiceWorkerContainer.prototype.getRegistration = () => Promise.reject(new Error('no'))")
    page.goto("/help/")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".keep")).to_be_hidden()
    assert said == []


def test_without_javascript_nothing_is_offered(visit: Visit) -> None:
    page = visit(java_script_enabled=False)
    for address in OFFERED_ON:
        page.goto(address)
        expect(page.locator(".keep")).to_be_hidden()


def test_the_offer_is_open_to_everyone_in_both_states(page: Page) -> None:
    page.goto("/help/")
    expect(button(page)).to_be_visible()
    for _ in range(2):
        everything_fits(page)
        all_looks_are_clean(page)
        assert button(page).evaluate_all(HEIGHTS) == []
        button(page).click()
        expect(status(page)).not_to_be_empty()
    expect(status(page)).to_have_text("Removed from this device.")


def test_the_offer_is_reached_and_used_by_keyboard(page: Page) -> None:
    page.goto("/help/someone-else/")
    expect(button(page)).to_be_visible()
    tab_to(page, ".keep button")
    page.keyboard.press("Enter")
    expect(status(page)).to_contain_text("Kept.")
    expect(button(page)).to_be_focused()
    page.keyboard.press("Space")
    expect(status(page)).to_have_text("Removed from this device.")


def test_the_kept_page_is_open_to_everyone_with_and_without_a_network(page: Page, site: Site) -> None:
    keep(page, KEPT)
    everything_fits(page)
    all_looks_are_clean(page)
    site.stop()
    page.goto("/help/gb/")
    shows_the_numbers(page)
    everything_fits(page)
    assert problems(page) == []


def test_the_kept_page_needs_no_script(visit: Visit) -> None:
    page = visit(java_script_enabled=False)
    page.goto(KEPT)
    expect(page.locator("h1")).to_have_text("No network? Help numbers are here")
    page.locator(".countries").get_by_text("France", exact=True).click()
    assert page.url.endswith("#fr")
    assert re.search(r"tel:15\b", page.locator("#fr").inner_html())
