"""Small things to try: text that is complete without JavaScript, a silent timer, and sheets that keep nothing."""

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import LEAVE_URL, Visit
from .test_accessibility import HEIGHTS, TARGETS, all_looks_are_clean, everything_fits

PLACES = {
    name: f"/small-steps/{name}/".replace("//", "/")
    for name in ("", "plan-one-thing", "words-for-feelings", "five-minutes-body", "writing-prompts", "back-to-the-room")
}
BODY = PLACES["five-minutes-body"]
SHEETS = [PLACES["plan-one-thing"], PLACES["writing-prompts"]]
WRITTEN = "Grey, and a dog in a red coat."
MINUTES = ["Arrive.", "Feet.", "Hands.", "Back and shoulders.", "The room again."]

every_sheet = pytest.mark.parametrize("address", SHEETS)


def boxes(page: Page) -> Locator:
    return page.locator("main textarea")


def write(page: Page, address: str) -> None:
    """Open a sheet and write on every line of it."""
    page.goto(address)
    for box in boxes(page).all():
        box.fill(WRITTEN)


def written(page: Page) -> list[str]:
    values: list[str] = boxes(page).evaluate_all("all => all.map(each => each.value).filter(Boolean)")
    return values


# Open to everyone


@pytest.mark.parametrize("address", PLACES.values(), ids=PLACES.keys())
def test_every_page_is_open_to_everyone(page: Page, address: str) -> None:
    page.goto(address)
    everything_fits(page)
    all_looks_are_clean(page)
    assert page.locator(TARGETS).evaluate_all(HEIGHTS) == []


def test_no_page_asks_another_host_or_breaks_its_own_rules(page: Page, strangers: list[str]) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    for address in PLACES.values():
        page.goto(address)
    page.goto(BODY)
    start(page).click()
    assert (strangers, said) == ([], [])


@pytest.mark.parametrize("address", [BODY, *SHEETS])
def test_every_page_is_open_to_everyone_without_javascript(page: Page, address: str) -> None:
    page.route("**/*.js", lambda route: route.abort())
    page.goto(address)
    everything_fits(page)
    all_looks_are_clean(page)


@every_sheet
def test_a_sheet_that_is_filled_in_is_open_to_everyone(page: Page, address: str) -> None:
    write(page, address)
    everything_fits(page)
    all_looks_are_clean(page)


# The timer


@pytest.fixture
def timed(visit: Visit) -> Page:
    """The five minutes, with a clock that the test moves."""
    page = visit()
    page.clock.install()
    page.goto(BODY)
    return page


def start(page: Page) -> Locator:
    return page.locator("[data-start]")


def status(page: Page) -> Locator:
    return page.locator("[data-timer] [role=status]")


def test_without_javascript_the_five_minutes_are_a_text_and_no_timer_is_offered(plain_page: Page) -> None:
    plain_page.goto(BODY)
    expect(plain_page.locator("[data-timer]")).to_be_hidden()
    expect(plain_page.locator("ol.minutes li strong")).to_have_text(MINUTES)
    expect(plain_page.locator("ol.minutes")).to_be_visible()


def test_the_timer_shows_one_minute_after_the_other(timed: Page) -> None:
    expect(status(timed)).to_have_text("")
    start(timed).click()
    for number, title in enumerate(MINUTES, 1):
        expect(status(timed)).to_contain_text(f"Minute {number} of 5.{title}", use_inner_text=False)
        timed.clock.run_for(60_000)
    expect(status(timed)).to_have_text("The five minutes are over. Look around, and take your time.")
    expect(start(timed)).to_have_text("Start")
    expect(timed.locator("[data-stop]")).to_be_hidden()


def test_it_speaks_only_when_a_minute_begins(timed: Page) -> None:
    timed.evaluate(
        "window.said = 0; new MutationObserver(() => window.said++)"
        ".observe(document.querySelector('[data-timer] [role=status]'), {childList: true, subtree: true})"
    )
    start(timed).click()
    timed.clock.run_for(59_000)
    assert timed.evaluate("window.said") == 1
    timed.clock.run_for(2_000)
    assert timed.evaluate("window.said") == 2


def test_a_pause_costs_no_time(timed: Page) -> None:
    start(timed).click()
    timed.clock.run_for(50_000)
    start(timed).click()
    expect(start(timed)).to_have_text("Go on")
    expect(status(timed)).to_contain_text("Paused.")
    timed.clock.run_for(600_000)
    expect(status(timed)).to_contain_text("Arrive.")
    start(timed).click()
    expect(start(timed)).to_have_text("Pause")
    timed.clock.run_for(5_000)
    expect(status(timed)).to_contain_text("Minute 1 of 5.")
    timed.clock.run_for(6_000)
    expect(status(timed)).to_contain_text("Minute 2 of 5.")


def test_stop_ends_it_at_once_and_it_begins_anew(timed: Page) -> None:
    start(timed).click()
    timed.clock.run_for(130_000)
    timed.locator("[data-stop]").click()
    expect(status(timed)).to_have_text("Stopped. Look around the room.")
    expect(start(timed)).to_be_focused()
    timed.clock.run_for(300_000)
    expect(status(timed)).to_have_text("Stopped. Look around the room.")
    start(timed).click()
    expect(status(timed)).to_contain_text("Minute 1 of 5.")


def test_a_phone_that_slept_comes_back_to_the_right_minute(timed: Page) -> None:
    """While a page sleeps nothing ticks; the clock goes on."""
    start(timed).click()
    timed.clock.fast_forward(190_000)
    expect(status(timed)).to_contain_text("Minute 4 of 5.")


@pytest.mark.parametrize(("motion", "moved"), [("reduce", "0%"), ("no-preference", "10%")])
def test_nothing_moves_for_who_wants_no_motion(timed: Page, motion: str, moved: str) -> None:
    timed.emulate_media(reduced_motion=motion)  # type: ignore[arg-type]
    start(timed).click()
    timed.clock.run_for(30_000)
    width = timed.locator(".line-done i").evaluate("el => el.style.width")
    assert float(width.rstrip("%")) == pytest.approx(float(moved.rstrip("%")), abs=1)


def test_the_timer_is_silent_and_is_gone_on_leaving(timed: Page) -> None:
    start(timed).click()
    assert timed.locator("audio, video").count() == 0
    timed.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    expect(status(timed)).to_have_text("")
    expect(start(timed)).to_have_text("Start")


@pytest.mark.parametrize("state", ["running", "paused", "stopped", "over"])
def test_the_timer_is_open_to_everyone_in_every_state(timed: Page, state: str) -> None:
    start(timed).click()
    if state == "paused":
        start(timed).click()
    elif state == "stopped":
        timed.locator("[data-stop]").click()
    elif state == "over":
        timed.clock.run_for(301_000)
    all_looks_are_clean(timed)
    everything_fits(timed)
    assert timed.locator(TARGETS).evaluate_all(HEIGHTS) == []


# What is written on a sheet


@every_sheet
def test_nothing_is_sent_or_stored_while_one_writes(page: Page, address: str, base_url: str) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    for box in boxes(page).all():
        box.press_sequentially("a dog\n")
        box.press("Tab")
    page.locator("[data-print]").evaluate(
        "el => { window.print = () => dispatchEvent(new Event('beforeprint')); el.click(); }"
    )
    page.wait_for_timeout(300)
    assert asked == []
    assert page.url == base_url + address
    stores = page.evaluate(
        "async () => [document.cookie, localStorage.length, sessionStorage.length,"
        " (await caches.keys()).length, (await indexedDB.databases()).length]"
    )
    assert stores == ["", 0, 0, 0, 0]


@pytest.mark.parametrize("visitor", ["page", "plain_page"])
@every_sheet
def test_back_and_reload_show_nothing_that_was_written(
    request: pytest.FixtureRequest, visitor: str, address: str
) -> None:
    page: Page = request.getfixturevalue(visitor)
    write(page, address)
    assert len(written(page)) >= 5
    page.goto("/articles/")
    page.go_back()
    assert written(page) == []
    boxes(page).first.fill(WRITTEN)
    page.reload()
    assert written(page) == []


@every_sheet
def test_leaving_clears_the_sheet(page: Page, address: str) -> None:
    page.goto("/articles/")
    write(page, address)
    page.locator("header [data-leave]").click()
    page.wait_for_url(LEAVE_URL)
    page.go_back()
    assert page.url.endswith("/articles/"), "the sheet is not in this tab's history"


@every_sheet
def test_a_page_kept_in_memory_forgets_what_was_written(page: Page, address: str) -> None:
    write(page, address)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    assert written(page) == []
    assert WRITTEN not in page.locator("main").evaluate("el => el.textContent")


@every_sheet
def test_enter_sends_nothing_and_makes_a_new_line(page: Page, address: str, base_url: str) -> None:
    page.goto(address)
    boxes(page).first.press("Enter")
    assert written(page) == ["\n"]
    assert page.url == base_url + address


# On paper


def on_paper(page: Page) -> None:
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")


@every_sheet
def test_an_empty_sheet_prints_lines_to_write_on_and_nothing_else(page: Page, address: str) -> None:
    page.goto(address)
    on_paper(page)
    expect(boxes(page).first).to_be_hidden()
    lines = page.locator(".rule")
    assert lines.count() >= 10
    assert all(line.is_visible() for line in lines.all())
    for hidden in ("button", ".leave-link", ".prose", ".known", ".not-sent", ".help-box", "nav", ".source-list"):
        assert not [each for each in page.locator(hidden).all() if each.is_visible()], hidden
    expect(page.get_by_text("Call your local emergency number. ", exact=False).first).to_be_visible()


@every_sheet
def test_what_was_written_prints_whole_and_in_place_of_the_lines(page: Page, address: str) -> None:
    page.goto(address)
    long = "\n".join(f"Line {number}" for number in range(40))
    boxes(page).first.fill(long)
    on_paper(page)
    paper = page.locator(".paper").first
    expect(paper).to_be_visible()
    assert paper.inner_text().split("\n") == long.split("\n")
    expect(boxes(page).first).to_be_hidden()
    assert page.locator(".question").first.locator(".rule:visible").count() == 0
    assert page.locator(".question").nth(1).locator(".rule:visible").count() >= 1
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".paper").first.evaluate("el => el.textContent") == ""


def test_what_was_written_prints_without_javascript(plain_page: Page) -> None:
    plain_page.goto(SHEETS[0])
    boxes(plain_page).first.fill(WRITTEN)
    plain_page.emulate_media(media="print")
    expect(boxes(plain_page).first).to_be_visible()
    assert plain_page.locator(".question").first.locator(".rule:visible").count() == 0
    expect(plain_page.locator("[data-print]")).to_be_hidden()


# The words


def test_the_words_are_a_list_that_links_lead_through_without_javascript(plain_page: Page) -> None:
    plain_page.goto(PLACES["words-for-feelings"])
    link = plain_page.get_by_role("link", name="Far away")
    link.click()
    assert plain_page.url.endswith("#group-far")
    heading = plain_page.locator("#group-far")
    expect(heading).to_be_in_viewport()
    assert plain_page.locator(".words dt").count() >= 60
    assert plain_page.locator("main :is(input, textarea, select, button)").count() == 0


def test_the_words_print(page: Page) -> None:
    page.goto(PLACES["words-for-feelings"])
    page.emulate_media(media="print")
    expect(page.locator("#word-flat")).to_be_visible()
    expect(page.locator("#groups")).to_be_hidden()
