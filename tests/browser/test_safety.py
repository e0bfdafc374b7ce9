"""The careful question: help for everybody first, the fitting help at once, nothing in the way."""

import pytest
from playwright.sync_api import Page, expect

from .journeys import answer, field, go_back, go_on, go_to_part, help_shown, open_check, part, parts_shown, result, send

SAFETY = 5
FITTING = [("3", ["3"]), ("1", ["1h2"]), ("h", ["1h2"]), ("2", ["1h2"]), ("r", ["r"]), ("0", [])]
fitting = pytest.mark.parametrize(("code", "shown"), FITTING)


def test_help_for_everybody_stands_before_the_options(page: Page) -> None:
    open_check(page)
    go_to_part(page, SAFETY)
    help_box = part(page, SAFETY).locator(".everyone")
    expect(help_box).to_be_visible()
    assert help_box.locator("a[href^='tel:']").count() > 0
    above, options = help_box.bounding_box(), field(page, "saf", "0").bounding_box()
    assert above
    assert options
    assert above["y"] + above["height"] <= options["y"]


def test_no_other_help_is_shown_until_an_answer_is_chosen(page: Page) -> None:
    open_check(page)
    go_to_part(page, SAFETY)
    assert help_shown(page) == []


@fitting
def test_the_fitting_help_and_only_that_is_shown(page: Page, code: str, shown: list[str]) -> None:
    open_check(page)
    answer(page, saf=code)
    assert help_shown(page) == shown


@fitting
def test_the_fitting_help_needs_no_javascript(plain_page: Page, code: str, shown: list[str]) -> None:
    open_check(plain_page)
    expect(plain_page.locator(".everyone")).to_be_visible()
    assert help_shown(plain_page) == []
    field(plain_page, "saf", code).check()
    assert help_shown(plain_page) == shown


def test_another_answer_changes_the_help(page: Page) -> None:
    open_check(page)
    for code, shown in FITTING:
        answer(page, saf=code)
        assert help_shown(page) == shown


@fitting
def test_a_screen_reader_only_says_that_help_is_below(page: Page, code: str, shown: list[str]) -> None:
    open_check(page)
    answer(page, saf=code)
    spoken = page.locator("form [role=status], form [aria-live], form [role=alert]")
    expect(spoken).to_have_text(["Help is shown below." if shown else ""])


def test_the_announcement_is_gone_on_the_next_step(page: Page) -> None:
    open_check(page)
    answer(page, saf="2")
    go_on(page)
    expect(page.locator("form [role=status]")).to_have_text("")


def test_after_the_gravest_answer_the_first_button_shows_help_and_the_result(page: Page) -> None:
    open_check(page)
    answer(page, saf="3")
    first = part(page, SAFETY).locator("button:visible").first
    expect(first).to_have_text("Show help and my result")
    first.click()
    expect(result(page)).to_have_attribute("data-help-level", "now")


@pytest.mark.parametrize("code", ["0", "1", "h", "2", "r"])
def test_that_button_stands_after_no_other_answer(page: Page, code: str) -> None:
    open_check(page)
    answer(page, saf=code)
    expect(page.get_by_role("button", name="Show help and my result")).to_be_hidden()


def test_nothing_is_blocked_after_the_gravest_answer(page: Page) -> None:
    open_check(page)
    answer(page, saf="3")
    expect(page.locator("dialog[open], [aria-modal]")).to_have_count(0)
    expect(page.locator("form :disabled")).to_have_count(0)
    go_back(page)
    go_on(page)
    answer(page, saf="0")
    assert help_shown(page) == []
    answer(page, saf="3", sup="friend")
    assert parts_shown(page) == ["6"]
    expect(send(page)).to_have_attribute("data-help-level", "now")


def test_an_old_browser_shows_all_help_at_once(page: Page) -> None:
    """Where `:has()` is unknown, no rule may hide a block."""
    page.goto("/self-check/")
    rules = page.evaluate("""[...document.styleSheets].flatMap(sheet => [...sheet.cssRules])
      .filter(rule => !(rule instanceof CSSSupportsRule)).map(rule => rule.cssText)
      .filter(text => text.includes(".safety-help") && text.includes("display"))""")
    assert rules == []


def test_the_numbers_come_before_the_reasons_at_the_highest_level(page: Page) -> None:
    open_check(page)
    answer(page, saf="3", country="GB")
    box = send(page).locator(".level-box")
    text = box.inner_text()
    assert text.index("999") < text.index("You told us")
    expect(box.locator(".do li").first).to_contain_text("Call 999")


def test_strong_answers_stay_closed_at_the_highest_level(page: Page) -> None:
    open_check(page)
    answer(page, M1=4, saf="3")
    main = send(page)
    expect(main.locator("details.strong")).to_contain_text("You said this happens often")
    expect(main.locator("details.strong ul")).to_be_hidden()
    expect(main.locator("[data-area]:visible")).to_have_count(3)
