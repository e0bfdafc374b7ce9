"""The claims: what can be shown and hidden, with a script and without, and links that always lead to their claim."""

import pytest
from playwright.sync_api import Page, expect

from .conftest import Visit
from .journeys import FOCUS_SHOWS, focused, sideways, tab_to
from .test_accessibility import HEIGHTS, all_looks_are_clean, everything_fits

CLAIMS = "/claims/"
ALL = 30


def open_filter(page: Page, address: str = CLAIMS) -> None:
    page.goto(address)
    page.locator("[data-claim-filter] summary").click()


def shown(page: Page) -> int:
    """How many claims can be seen."""
    return page.locator(".claim:visible").count()


def tick(page: Page, name: str, value: str) -> None:
    page.locator(f'input[name="{name}"][value="{value}"]').click()


def test_without_a_script_every_claim_is_there_under_its_verdict(plain_page: Page) -> None:
    plain_page.goto(CLAIMS)
    assert shown(plain_page) == ALL
    assert not plain_page.locator("[data-claim-filter]").is_visible()
    plain_page.locator('a[href="#supported"]').click()
    expect(plain_page.locator("h2#supported")).to_be_in_viewport()


def test_a_verdict_shows_only_its_claims_and_says_how_many(page: Page) -> None:
    open_filter(page)
    tick(page, "verdict", "nobody-knows")
    assert shown(page) == page.locator('[data-verdict="nobody-knows"] .claim').count() < ALL
    expect(page.locator("[data-claim-filter] [role=status]")).to_have_text(f"{shown(page)} of {ALL} claims are shown.")
    expect(page.locator("h2#wrong")).to_be_hidden()


def test_verdict_and_topic_narrow_each_other_and_two_topics_widen(page: Page) -> None:
    open_filter(page)
    tick(page, "topic", "looking-after-yourself")
    one = shown(page)
    assert one == page.locator('.claim[data-topics~="looking-after-yourself"]').count()
    tick(page, "topic", "losing-enjoyment")
    assert shown(page) > one
    tick(page, "verdict", "supported")
    assert 0 < shown(page) < one


def test_all_come_back(page: Page) -> None:
    open_filter(page)
    tick(page, "verdict", "wrong")
    page.get_by_role("button", name="Show all").click()
    assert shown(page) == ALL
    assert page.locator("[data-claim-filter] input:checked").count() == 0
    expect(page.locator("[data-claim-filter] [role=status]")).to_have_text(f"{ALL} of {ALL} claims are shown.")


@pytest.mark.parametrize("traits", [{}, {"java_script_enabled": False}], ids=["script", "no script"])
def test_a_link_leads_to_its_claim(visit: Visit, traits: dict[str, bool]) -> None:
    page = visit(**traits)
    page.goto(f"{CLAIMS}#lost-sleep")
    expect(page.locator("#lost-sleep h3")).to_be_in_viewport()


def test_a_link_to_a_hidden_claim_shows_it(page: Page) -> None:
    open_filter(page)
    tick(page, "verdict", "wrong")
    expect(page.locator("#lost-sleep")).to_be_hidden()
    page.evaluate("location.hash = '#lost-sleep'")
    expect(page.locator("#lost-sleep h3")).to_be_in_viewport()
    assert shown(page) == ALL


def test_a_source_leads_back_to_a_claim_that_was_hidden(page: Page) -> None:
    open_filter(page)
    tick(page, "verdict", "supported")
    page.locator('#source-1 a[href="#mark-1"]').click()
    expect(page.locator("#mark-1")).to_be_in_viewport()


def test_coming_back_shows_what_the_ticks_say(page: Page) -> None:
    open_filter(page)
    tick(page, "verdict", "wrong")
    page.reload()
    ticked = page.locator("[data-claim-filter] input:checked").count()
    assert (shown(page) == ALL) == (ticked == 0)


def test_an_address_that_names_nothing_breaks_nothing(page: Page) -> None:
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    open_filter(page, f"{CLAIMS}#1 %/nothing")
    tick(page, "verdict", "wrong")
    assert 0 < shown(page) < ALL
    assert said == []


def test_it_is_filtered_from_the_keyboard(page: Page) -> None:
    page.goto(CLAIMS)
    tab_to(page, "[data-claim-filter] summary", limit=80).press("Enter")
    page.keyboard.press("Tab")
    assert focused(page).get_attribute("value") == "wrong"
    assert focused(page).evaluate(FOCUS_SHOWS)
    page.keyboard.press("Space")
    assert shown(page) < ALL
    page.keyboard.press("Enter")
    assert "?" not in page.url, "no form is sent, so no address says what was ticked"


def test_it_is_open_to_everyone(page: Page) -> None:
    open_filter(page)
    everything_fits(page)
    all_looks_are_clean(page)
    tick(page, "verdict", "wrong")
    all_looks_are_clean(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_whatever_one_touches_is_44_pixels_high(visit: Visit, width: int) -> None:
    page = visit(viewport={"width": width, "height": 800})
    open_filter(page)
    targets = page.locator("main :is(.choice, button, a.button, summary, .more a, .words dt a)")
    assert targets.evaluate_all(HEIGHTS) == []
    assert sideways(page) == 0
