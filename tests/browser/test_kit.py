"""The kit from the form to the paper: a name is typed once, stands on everything that is printed, and leads home."""

import re
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from clinics.kit import KINDS, Kind

from .conftest import Visit
from .test_accessibility import all_looks_are_clean, everything_fits

KIT = "/for-clinics/kit/"
NAME, PHONE = "Hill Street Surgery", "020 7946 0000 ext. 12"
LONGEST = "The Wolverhampton and Dudley Community Partnership Surgery for Families, Floor 1"
LONGEST_PHONE = "+44 (0)20 7946 0000 ext. 123456"
PAGES_OF = {"poster": 1, "cards": 1, "leaflet": 2, "slide": 1}
OUT_OF_PAPER = """papers => papers.flatMap(paper => [...paper.querySelectorAll("*")].filter(each => {
  const inner = each.getBoundingClientRect(), outer = paper.getBoundingClientRect();
  const hidden = !each.checkVisibility() || each.closest("svg");
  return !hidden && (inner.right > outer.right + 1 || inner.bottom > outer.bottom + 1 || inner.left < outer.left - 1);
}).map(each => each.outerHTML.slice(0, 90)))"""


def fill(page: Page, name: str, phone: str) -> None:
    page.goto(KIT)
    page.get_by_label("Clinic's name").fill(name)
    page.get_by_label("Phone").fill(phone)
    page.get_by_role("button", name="Put it on the papers").click()


def open_paper(page: Page, kind: Kind) -> None:
    page.locator(f'form[action="{KIT}{kind}/"] button').click()
    page.wait_for_url(f"**{KIT}{kind}/")


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_with_the_longest_name_is_printed_on_as_many_pages_as_it_has(page: Page, kind: Kind) -> None:
    fill(page, LONGEST, LONGEST_PHONE)
    open_paper(page, kind)
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(printed.pages) == PAGES_OF[kind]
    said = " ".join(" ".join(each.extract_text() for each in printed.pages).split())
    for words in ("Partnership Surgery", LONGEST_PHONE, "In danger, or might you hurt yourself?"):
        assert words in said
    assert "Back to the kit" not in said, "only the paper is printed"
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1400, "height": 1200})
    assert page.locator(".sheet-of, .card, .panel").evaluate_all(OUT_OF_PAPER) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_code_on_a_paper_can_be_scanned_from_a_screen(page: Page, base_url: str, kind: Kind) -> None:
    page.goto(f"{KIT}{kind}/")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = zxingcpp.read_barcodes(Image.open(BytesIO(page.screenshot(full_page=True))))
        assert {code.text for code in found} == {f"{base_url}/"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_fits_onto_a_phone(visit: Visit, kind: Kind) -> None:
    page = visit(viewport={"width": 360, "height": 740})
    fill(page, "W" * 80, LONGEST_PHONE)
    open_paper(page, kind)
    assert page.locator(".sheet-of").evaluate_all(OUT_OF_PAPER) == []
    everything_fits(page)


def test_a_name_goes_on_everything_without_javascript(plain_page: Page) -> None:
    page = plain_page
    fill(page, NAME, PHONE)
    expect(page.get_by_role("status").first).to_contain_text(NAME)
    expect(page.get_by_label("Text message")).to_have_value(re.compile(f"^{NAME}: Reading, .*emergency number"))
    with page.expect_download() as started:
        page.locator(f'form[action="{KIT}slide.pdf"] button').click()
    assert NAME in PdfReader(started.value.path()).pages[0].extract_text()
    open_paper(page, "poster")
    assert "Hill" not in page.url
    expect(page.locator(".from")).to_have_text(f"{NAME} Phone {PHONE}")
    page.get_by_role("button", name="Back to the kit").click()
    expect(page.get_by_label("Clinic's name")).to_have_value(NAME)


def test_a_mistake_is_led_to_and_mended(page: Page) -> None:
    fill(page, NAME, "call us")
    expect(page.locator(".error-summary")).to_be_focused()
    all_looks_are_clean(page)
    page.locator(".error-summary a").click()
    expect(page.get_by_label("Phone")).to_be_focused()
    page.get_by_label("Phone").fill(PHONE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text(PHONE)


def test_words_are_copied_and_the_page_says_so(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(KIT)
    page.get_by_role("button", name=re.compile("^Copy ?: Text message$")).click()
    expect(page.locator("[data-copied]")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == page.get_by_label("Text message").input_value()


@pytest.mark.parametrize("address", [KIT, *(f"{KIT}{kind}/" for kind in KINDS)])
def test_the_kit_is_open_to_everyone(page: Page, address: str) -> None:
    page.goto(address)
    everything_fits(page)
    all_looks_are_clean(page)
