"""The country is offered by the clock, chosen by the visitor, and its numbers are never another's."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from .conftest import Visit
from .journeys import answer, field, go_back, go_to_part, numbers_in, open_check, part, result_at

SAFETY = 5
ANYWHERE = {"112", "911", "999", "000"}
LINES = "**/self-check/lines/**"


def country(page: Page) -> Locator:
    """The question that asks for the country."""
    return page.locator("select[name=country]")


def everyone(page: Page) -> Locator:
    """The help that everybody sees on the safety step."""
    return page.locator("form [data-help=everyone]")


def has_only(page: Page, number: str) -> None:
    """The safety step shows the lines of one country, with this number, and no block of anywhere."""
    expect(everyone(page).locator(".numbers")).to_have_count(0)
    expect(everyone(page)).to_contain_text(number)


def has_anywhere(page: Page) -> None:
    """The safety step shows the international block, and goes on doing so."""
    settled(page)
    expect(everyone(page).locator(".numbers")).to_have_count(1)
    assert numbers_in(everyone(page)) >= ANYWHERE


def settled(page: Page) -> None:
    """Wait until whatever was asked for has its answer."""
    page.wait_for_timeout(300)


@pytest.mark.parametrize(
    ("zone", "code", "crisis"),
    [("Europe/London", "GB", "116123"), ("America/New_York", "US", "988"), ("Asia/Tokyo", "JP", "")],
)
def test_the_clock_offers_the_country_and_its_numbers(visit: Visit, zone: str, code: str, crisis: str) -> None:
    page = visit(timezone_id=zone)
    open_check(page)
    expect(country(page)).to_have_value(code)
    go_to_part(page, SAFETY)
    expect(page.locator("form .numbers")).to_have_count(0)
    if crisis:
        assert crisis in numbers_in(everyone(page))
    assert ANYWHERE - numbers_in(everyone(page))


def test_a_clock_that_says_no_place_offers_none(page: Page) -> None:
    open_check(page)
    settled(page)
    expect(country(page)).to_have_value("")
    assert numbers_in(everyone(page)) >= ANYWHERE


def test_the_browsers_language_offers_no_country(visit: Visit) -> None:
    page = visit(locale="ja-JP")
    open_check(page)
    settled(page)
    expect(country(page)).to_have_value("")


def test_every_block_of_the_safety_step_becomes_the_countrys(visit: Visit) -> None:
    page = visit(timezone_id="Europe/London")
    open_check(page)
    go_to_part(page, SAFETY)
    expect(page.locator("form .numbers")).to_have_count(0)
    for code, numbers in (("3", {"999", "116123"}), ("1", {"999", "116123"}), ("r", {"116123"})):
        field(page, "saf", code).check()
        assert numbers_in(part(page, SAFETY).locator(".safety-help:visible")) == numbers


def choose(page: Page, code: str) -> None:
    """Choose a country, from wherever one is in the form, and come to the safety step."""
    while not country(page).is_visible():
        go_back(page)
    country(page).select_option(code)
    go_to_part(page, SAFETY)


def test_choosing_another_country_changes_the_numbers(visit: Visit) -> None:
    page = visit(timezone_id="Europe/London")
    open_check(page)
    go_to_part(page, SAFETY)
    has_only(page, "116 123")
    choose(page, "US")
    has_only(page, "988")
    assert numbers_in(everyone(page)) == {"988", "911"}


def test_the_numbers_say_whose_they_are_and_lead_back_to_the_choice(visit: Visit) -> None:
    page = visit(timezone_id="Europe/London")
    open_check(page)
    go_to_part(page, SAFETY)
    expect(everyone(page)).to_contain_text("These numbers are for the United Kingdom. Somewhere else?")
    everyone(page).get_by_role("link", name="Change country").click()
    expect(country(page)).to_be_focused()


def test_choosing_no_country_again_brings_the_international_block_back(visit: Visit) -> None:
    page = visit(timezone_id="Europe/London")
    open_check(page)
    go_to_part(page, SAFETY)
    has_only(page, "116 123")
    choose(page, "")
    has_anywhere(page)


@pytest.mark.parametrize("how", ["aborted", "broken"])
def test_a_failed_request_leaves_the_international_block(page: Page, how: str) -> None:
    page.route(LINES, lambda route: _fail(route, how))
    open_check(page)
    choose(page, "GB")
    has_anywhere(page)


def test_a_slow_answer_never_brings_the_numbers_of_an_earlier_choice(page: Page) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(LINES, hold)
    open_check(page)
    choose(page, "US")
    has_anywhere(page)
    choose(page, "GB")
    for route in held:
        route.continue_()
    has_only(page, "116 123")


def test_no_address_that_is_asked_for_names_the_country(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_check(page)
    choose(page, "NZ")
    has_only(page, "1737")
    assert any(url.endswith("/self-check/lines/") for url in asked)
    assert not [url for url in asked if "nz" in url.lower()]


def _fail(route: Route, how: str) -> None:
    if how == "aborted":
        route.abort()
    else:
        route.fulfill(status=500, body="<p data-help=everyone>broken</p>", content_type="text/html")


def test_a_result_says_whose_numbers_it_shows_and_how_to_change_them(page: Page) -> None:
    main = result_at(page, "soon", "US")
    expect(main).to_contain_text("These numbers are for the United States.")
    expect(main.get_by_role("link", name="Change country")).to_have_attribute("href", "/help/#countries")
    assert numbers_in(main.locator(".help-numbers")) >= {"988", "911"}


def test_a_result_without_a_country_shows_the_numbers_of_anywhere(page: Page) -> None:
    main = result_at(page, "now")
    assert numbers_in(main.locator(".help-numbers")) >= ANYWHERE
    expect(main).not_to_contain_text("These numbers are for")


def test_find_help_offers_the_country_of_the_clock(visit: Visit) -> None:
    page = visit(timezone_id="Europe/Istanbul")
    page.goto("/help/")
    expect(page.locator("[data-suggest] a")).to_have_attribute("href", re.compile("/help/tr/$"))


def test_find_help_offers_nothing_where_the_clock_says_no_place(page: Page) -> None:
    page.goto("/help/")
    expect(page.locator("[data-filter]")).to_be_visible()
    expect(page.locator("[data-suggest]")).to_be_hidden()


def test_the_list_of_countries_narrows_while_one_types(page: Page) -> None:
    page.goto("/help/")
    search = page.get_by_label("Search for a country")
    search.fill("turki")
    expect(page.locator(".countries li:visible")).to_have_text(["Türkiye"])
    search.fill("atlantis")
    expect(page.locator(".countries li:visible")).to_have_count(0)
    expect(page.locator("[data-filter] [role=status]")).to_contain_text("No country here has that name.")


def test_a_country_is_never_needed(page: Page) -> None:
    open_check(page)
    answer(page, M1=1, saf="0")
    expect(country(page)).to_have_value("")
