"""Any article is a handout of one to three pages, and its code leads back to it."""

import unicodedata
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from articles.library import library

from .test_accessibility import all_looks_are_clean, everything_fits

MARGINS = {"top": "12mm", "bottom": "12mm", "left": "14mm", "right": "14mm"}


def printed(page: Page) -> PdfReader:
    """The page as it comes out of a printer, on A4."""
    return PdfReader(BytesIO(page.pdf(format="A4", margin=MARGINS)))  # type: ignore[arg-type]


@pytest.mark.parametrize("slug", library("en").articles)
def test_an_article_is_a_handout_of_three_pages_at_most(page: Page, slug: str) -> None:
    page.goto(f"/articles/{slug}/")
    paper = printed(page)
    said = " ".join(" ".join(each.extract_text() for each in paper.pages).split())
    assert len(paper.pages) <= 3
    for words in ("Written 24 November 2026", "Sources", "A printed page grows old"):
        assert words in said
    letters = unicodedata.normalize("NFKC", said).replace(" ", "")  # ligatures as letters, lines as one
    assert f"/articles/{slug}/" in letters
    assert "Find a crisis line in your country" not in said, "a button leads nowhere on paper"


def test_the_code_on_paper_leads_to_the_article(page: Page, base_url: str) -> None:
    page.goto("/articles/feeling-numb/")
    page.emulate_media(media="print")
    code = page.locator(".handout svg")
    code.evaluate("el => { el.style.width = '300px'; el.scrollIntoView({block: 'center'}); }")
    (found,) = zxingcpp.read_barcodes(Image.open(BytesIO(code.screenshot())))
    assert found.text == f"{base_url}/articles/feeling-numb/"


def test_a_reading_pack_is_chosen_put_together_and_printed(plain_page: Page) -> None:
    plain_page.goto("/articles/")
    plain_page.get_by_role("link", name="A reading pack to print").click()
    for title in ("Why can't I cry?", "Grief without tears"):
        plain_page.get_by_label(title).check()
    plain_page.get_by_role("button", name="Put them together").click()
    expect(plain_page.locator("article.packed")).to_have_count(2)
    assert 2 <= len(printed(plain_page).pages) <= 6


def test_the_reading_pack_is_open_to_everyone(page: Page) -> None:
    page.goto("/reading-pack/")
    everything_fits(page)
    all_looks_are_clean(page)
    page.get_by_label("Grief without tears").check()
    page.get_by_role("button", name="Put them together").click()
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    everything_fits(page)
    all_looks_are_clean(page)
