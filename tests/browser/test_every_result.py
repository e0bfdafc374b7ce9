"""The page of every result and the page on how we write, in a browser."""

from playwright.sync_api import Page, expect

from .test_accessibility import all_looks_are_clean, everything_fits

EVERY, HOW = "/self-check/every-result/", "/how-we-write/"


def test_every_result_is_open_to_everyone(page: Page) -> None:
    page.goto(EVERY)  # the page on how we write is one of the places in test_accessibility
    everything_fits(page)
    all_looks_are_clean(page)


def test_a_reason_leads_to_its_question_and_to_what_it_contains_without_javascript(plain_page: Page) -> None:
    plain_page.goto(EVERY)
    plain_page.locator("#s1").get_by_role("link", name="Thoughts of ending your life").click()
    expect(plain_page.locator("#q-saf")).to_be_in_viewport()
    plain_page.locator("#n2").get_by_role("link", name="S2").click()
    expect(plain_page.locator("#s2")).to_be_in_viewport()


def test_all_of_it_is_printed(page: Page) -> None:
    page.goto(EVERY)
    page.emulate_media(media="print")
    for place in ("#n1 blockquote", "#c9 .when", "#level-read blockquote >> nth=0", "#q-fun"):
        expect(page.locator(place)).to_be_visible()
    expect(page.locator(".contents")).to_be_hidden()


def test_a_table_is_read_out_with_its_headers(page: Page) -> None:
    page.goto(HOW)
    row = page.get_by_role("row", name="2. Training")
    expect(row.get_by_role("rowheader")).to_have_text("2. Training")
    expect(row.get_by_role("cell")).to_have_text("Not yet.")
    expect(page.get_by_role("columnheader", name="Criterion")).to_be_visible()
