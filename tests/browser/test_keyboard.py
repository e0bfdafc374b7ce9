"""With a keyboard alone, and the focus in sight at every stop."""

import pytest
from playwright.sync_api import Page, expect

from .journeys import FOCUS_SHOWS, PARTS, focused, go_to_part, numbers_in, open_check, part, parts_shown, result, tab_to


def test_from_home_to_a_helpline_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    tab_to(page, 'nav a[href="/help/"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/help/")
    tab_to(page, "#country-filter")
    page.keyboard.type("kingdom")
    page.keyboard.press("Enter")
    page.wait_for_url("**/help/gb/")
    tab_to(page, 'main .line a[href^="tel:"]')
    assert numbers_in(page.locator("p", has=focused(page))) == {"116123"}


def test_a_country_can_also_be_reached_without_searching(page: Page) -> None:
    page.goto("/help/")
    tab_to(page, 'a[data-code="AR"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/help/ar/")
    tab_to(page, 'main a[href^="tel:"]')


def test_the_help_strip_is_among_the_first_stops_of_every_page(page: Page) -> None:
    for address in ("/", "/self-check/", "/articles/why-cant-i-cry/", "/help/jp/", "/nothing-here/"):
        page.goto(address)
        tab_to(page, '.strip a[href="/help/"]', limit=3)


def test_the_skip_link_leads_past_the_header(page: Page) -> None:
    page.goto("/articles/")
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_text("Skip to the content")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page).evaluate("el => !!el.closest('main')")


def test_the_whole_self_check_by_keyboard_alone(page: Page) -> None:
    open_check(page)
    tab_to(page, '[data-go="1"]')
    page.keyboard.press("Enter")
    for number in range(1, PARTS + 1):
        expect(part(page, number).locator("h2")).to_be_focused()
        _answer_every_question_in(page, number)
        tab_to(page, '.step:not([hidden]) [data-go="1"], .send button')
        page.keyboard.press("Enter")
    main = result(page)
    expect(main).to_have_attribute("data-help-level", "soon")
    expect(page.locator(".own dd", has_text="not answered")).to_have_count(0)


def _answer_every_question_in(page: Page, number: int) -> None:
    """Space takes the first answer; after an arrow key the second one."""
    for question in part(page, number).locator("fieldset.question").all():
        name = question.locator("input").first.get_attribute("name")
        tab_to(page, f'input[name="{name}"]', limit=15)
        page.keyboard.press("Space")
        expect(question.locator("input").first).to_be_checked()
        if name in ("M1", "saf"):
            page.keyboard.press("ArrowDown")
            expect(question.locator("input").nth(1)).to_be_checked()


@pytest.mark.parametrize("number", range(1, PARTS))
def test_enter_on_an_answer_goes_on_and_sends_nothing(page: Page, number: int) -> None:
    sent = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    open_check(page)
    go_to_part(page, number)
    part(page, number).locator("input").first.focus()
    page.keyboard.press("Enter")
    assert parts_shown(page) == [str(number + 1)]
    assert not sent


def test_enter_on_the_last_answer_sends_nothing_either(page: Page) -> None:
    open_check(page)
    go_to_part(page, PARTS)
    part(page, PARTS).locator("input").first.focus()
    page.keyboard.press("Enter")
    assert parts_shown(page) == [str(PARTS)]


def test_the_focus_can_be_seen_all_through_a_page_of_help(page: Page) -> None:
    page.goto("/help/tr/")
    for _ in range(25):
        page.keyboard.press("Tab")
        assert focused(page).evaluate(FOCUS_SHOWS), focused(page).evaluate("el => el.outerHTML")
