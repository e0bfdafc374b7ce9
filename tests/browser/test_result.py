"""A result stays while one follows its links, and prints only what may lie on a table."""

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import Visit
from .journeys import LEVELS, result_at

LEADS_AWAY = (
    ".strip a:not([data-leave]), main a:not([href^='#'], [href^='tel:'], [href^='sms:'], [data-leave], .next a)"
)
PRINTED = {
    "the date": ".print-only",
    "three areas": ".areas",
    "the note": "#note-text",
    "help numbers": ".help-numbers",
    "limits": ".limits",
}
NEVER_PRINTED = {
    "the level box": ".level-box",
    "reasons": ".level-box p",
    "strong answers": ".strong",
    "one's own answers": ".own",
    "the paragraph on home": ".home-paragraph",
    "what the check leaves out": ".not-asked",
    "buttons": ".next",
    "leaving": ".leave-link",
}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("country", ["", "GB"])
def test_links_on_a_result_open_a_new_tab_and_say_so(page: Page, level: str, country: str) -> None:
    result_at(page, level, country)
    links = page.locator(LEADS_AWAY).evaluate_all("all => all.map(e => [e.innerText, e.target, e.outerHTML])")
    assert links
    silent = [html for text, target, html in links if target != "_blank" or "opens in a new tab" not in text]
    assert not silent, "\n".join(silent)


def test_following_a_link_and_closing_it_leaves_the_result_as_it_was(page: Page) -> None:
    main = result_at(page, "soon", "GB")
    page.locator("details.own summary").click()
    before = main.inner_html()
    with page.context.expect_page() as opened:
        main.locator(".reading a").first.click()
    article = opened.value
    expect(article.locator("h1")).to_be_visible()
    article.close()
    assert main.inner_html() == before
    expect(page.locator("details.own")).to_have_attribute("open", "")


def test_find_help_from_a_result_is_the_visitors_country(page: Page) -> None:
    main = result_at(page, "soon", "GB")
    with page.context.expect_page() as opened:
        main.get_by_role("link", name="More help in your country").click()
    expect(opened.value.locator("h1")).to_have_text("Help in the United Kingdom")


@pytest.mark.parametrize("level", LEVELS)
def test_every_result_says_what_it_leaves_out_and_where_to_turn(page: Page, level: str) -> None:
    main = result_at(page, level)
    expect(main.get_by_role("heading", name="This check does not ask about everything")).to_be_visible()
    expect(main.locator(".home-paragraph")).to_contain_text("If someone hurts, scares or controls you")
    expect(main.locator(".home-paragraph")).to_have_count(1)


def test_ones_own_answers_are_closed_at_first(page: Page) -> None:
    main = result_at(page, "soon")
    expect(main.locator("details.own dl")).to_be_hidden()
    main.locator("details.own summary").click()
    expect(main.locator("details.own dl")).to_be_visible()


def test_a_bar_is_hidden_from_screen_readers_and_its_words_are_not(page: Page) -> None:
    main = result_at(page, "soon")
    expect(main.locator(".bar:not([aria-hidden=true])")).to_have_count(0)
    expect(main.locator('[data-area="muted"] .band')).to_have_text("Much of the time")


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("country", ["", "GB"])
def test_printing_shows_what_may_be_seen(page: Page, level: str, country: str) -> None:
    main = result_at(page, level, country)
    page.emulate_media(media="print")
    hidden = [what for what, where in PRINTED.items() if not page.locator(where).is_visible()]
    shown = [what for what, where in NEVER_PRINTED.items() if page.locator(where).locator("visible=true").count()]
    assert (hidden, shown) == ([], []), "(missing from paper, printed though it must not be)"
    expect(main.locator("[data-area]:visible")).to_have_count(3)
    expect(page.locator(".print-only")).to_have_text(re.compile(r"^\d{1,2} \w+ \d{4}$"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white_and_ink_is_black(visit: Visit, scheme: str) -> None:
    page = visit(color_scheme=scheme)
    result_at(page, "consider")
    page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]
    colours = page.evaluate("(({backgroundColor, color}) => [backgroundColor, color])(getComputedStyle(document.body))")
    assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def test_words_of_the_level_are_nowhere_on_paper(page: Page) -> None:
    main = result_at(page, "now", "GB")
    page.emulate_media(media="print")
    paper = main.inner_text()
    for words in ("Please get help now", "keep yourself safe", "further down", "hurts, scares", "does not ask about"):
        assert words not in paper


def test_the_print_button_prints(page: Page) -> None:
    result_at(page, "read")
    page.evaluate("print = () => { document.title = 'printed'; }")
    page.get_by_role("button", name="Print").click()
    expect(page).to_have_title("printed")
