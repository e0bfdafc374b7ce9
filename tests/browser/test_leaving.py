"""Leave this page: at once, without a trace in this tab, and never by mistake."""

import pytest
from playwright.sync_api import Page, expect

from .conftest import LEAVE_URL
from .journeys import LEVELS, answer, field, go_to_part, open_check, parts_shown, result_at, send, ticked

PLACES_TO_LEAVE = ["/self-check/", "/help/", "/help/gb/", "/help/young-people/", "/help/someone-else/"]


def shift(page: Page, times: int) -> None:
    """Press Shift alone."""
    for _ in range(times):
        page.keyboard.press("Shift")


def left(page: Page) -> None:
    """The neutral page is there."""
    page.wait_for_url(LEAVE_URL)


@pytest.mark.parametrize("address", PLACES_TO_LEAVE)
def test_the_link_puts_a_neutral_page_in_place_of_this_one(page: Page, address: str, base_url: str) -> None:
    page.goto("/")
    page.goto(address)
    page.locator("header [data-leave]").click()
    left(page)
    page.go_back()
    assert page.url == f"{base_url}/"


def test_the_way_out_is_the_second_stop_of_the_keyboard(page: Page) -> None:
    open_check(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Leave this page")
    page.keyboard.press("Enter")
    left(page)


def test_the_link_works_without_javascript(plain_page: Page) -> None:
    open_check(plain_page)
    plain_page.locator("header [data-leave]").click()
    left(plain_page)


def test_shift_three_times_leaves(page: Page) -> None:
    open_check(page)
    shift(page, 2)
    expect(page.locator("[data-leave-status]")).to_have_text("Shift: 1 more to leave.")
    shift(page, 1)
    left(page)


def test_shift_three_times_leaves_a_result_and_a_page_of_help(page: Page) -> None:
    result_at(page, "soon", "GB")
    shift(page, 3)
    left(page)
    page.goto("/help/gb/")
    shift(page, 3)
    left(page)


def test_shift_with_other_keys_does_not_leave(page: Page, base_url: str) -> None:
    page.goto("/help/")
    page.locator("#country-filter").focus()
    for keys in ("Shift+A", "Shift+B", "Shift+Tab", "Shift+C", "Shift+Tab"):
        page.keyboard.press(keys)
    assert page.url == f"{base_url}/help/"
    expect(page.locator("[data-leave-status]")).to_have_text("")


def test_shift_while_another_key_is_held_does_not_leave(page: Page, base_url: str) -> None:
    """Alt and Shift together change the keyboard's language."""
    open_check(page)
    page.keyboard.down("Alt")
    shift(page, 6)
    page.keyboard.up("Alt")
    assert page.url == f"{base_url}/self-check/"
    expect(page.locator("[data-leave-status]")).to_have_text("")


def test_another_key_in_between_starts_the_count_again(page: Page, base_url: str) -> None:
    open_check(page)
    shift(page, 2)
    page.keyboard.press("a")
    shift(page, 2)
    assert page.url == f"{base_url}/self-check/"
    shift(page, 1)
    left(page)


def test_waiting_calls_leaving_off_and_says_so(page: Page, base_url: str) -> None:
    page.clock.install()
    open_check(page)
    shift(page, 2)
    page.clock.fast_forward(6_000)
    expect(page.locator("[data-leave-status]")).to_have_text("Leaving was called off.")
    shift(page, 1)
    assert page.url == f"{base_url}/self-check/"


def test_a_key_whose_release_went_elsewhere_does_not_cost_a_press(page: Page) -> None:
    """Alt and Tab lead to another window, which is told of the release; coming back, three presses are enough."""
    open_check(page)
    page.evaluate("dispatchEvent(new KeyboardEvent('keydown', {key: 'Alt', altKey: true}))")
    shift(page, 3)
    left(page)


def test_after_leaving_back_shows_nothing_ticked(page: Page) -> None:
    page.goto("/articles/")
    open_check(page)
    answer(page, M1=4, saf="2", country="GB")
    page.locator("header [data-leave]").click()
    left(page)
    page.go_back()
    expect(page.locator("form[data-steps]")).to_have_count(0)  # its entries are gone from this tab
    page.go_forward()
    page.go_forward()
    assert ticked(page) == []


def test_after_leaving_a_result_back_shows_no_result_and_nothing_ticked(page: Page) -> None:
    open_check(page)
    answer(page, **LEVELS["now"], country="GB")  # part by part, as every part is an entry of the tab's history
    send(page)
    page.locator("header [data-leave]").click()
    left(page)
    page.go_back()
    expect(page.locator("main[data-help-level]")).to_have_count(0)
    assert ticked(page) == []


@pytest.mark.parametrize("visitor", ["page", "plain_page"])
def test_back_from_a_result_shows_nothing_ticked(request: pytest.FixtureRequest, visitor: str) -> None:
    page: Page = request.getfixturevalue(visitor)
    open_check(page)
    answer(page, M1=4, saf="3", med="start", country="GB")
    send(page)
    page.go_back()
    expect(page.locator("form[data-steps]")).to_be_visible()
    assert ticked(page) == []


def test_back_from_another_page_shows_nothing_ticked(page: Page) -> None:
    open_check(page)
    answer(page, M1=4, saf="3")
    page.goto("/articles/")
    page.go_back()
    assert ticked(page) == []
    assert parts_shown(page) == ["0"]


def test_a_page_kept_in_memory_forgets_what_was_ticked(page: Page) -> None:
    open_check(page)
    go_to_part(page, 5)
    field(page, "saf", "2").check()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    assert ticked(page) == []


def test_reloading_shows_nothing_ticked(page: Page) -> None:
    open_check(page)
    answer(page, M1=4, saf="2")
    page.reload()
    assert ticked(page) == []
    assert parts_shown(page) == ["0"]
