"""The card of a list and its text message: they lead to the list, fit, and say nothing of whoever holds them."""

import io
import re

import pypdf
import pytest
import zxingcpp
from django.test import Client
from PIL import Image

from clinics import list_card, reading_list_views
from clinics.list_card import card, card_pdf, text_message, whole_address
from clinics.list_words import ListWords, wrong_texts
from clinics.models import Clinic, ReadingList
from clinics.text_message import length
from tests.pages import Elements, text_of, without_style
from web.pdf import CannotSetError

from .lists import address, make_list
from .staff import logged_in, make_clinic, make_member

pytestmark = pytest.mark.django_db
PHONE = "020 7946 0018"


@pytest.fixture
def clinic() -> Clinic:
    made = make_clinic()
    made.facts.create(kind="phone", phone=PHONE, dial="+442079460018", checked_on="2026-11-01")
    return made


@pytest.fixture
def chosen(clinic: Clinic) -> ReadingList:
    return make_list(clinic, code="k7mq4t", line="Start with the first one.")


@pytest.fixture
def staff(clinic: Clinic) -> Client:
    return logged_in(make_member(clinic, "viewer"))


def decoded(svg: str) -> list[str]:
    """What the codes of a drawing that segno made lead to."""
    side = int(re.search(r'(?:viewBox="0 0 |width=")(\d+)', svg)[1])  # type: ignore[index]
    picture = Image.new("L", (side, side), 255)
    x = y = 0
    path = re.search(r'stroke="#000" d="([^"]+)"|d="([^"]+)"[^>]*stroke="#000"', svg)
    assert path
    for kind, numbers in re.findall(r"([Mmh])([-\d. ]+)", path[1] or path[2]):
        values = [float(each) for each in re.findall(r"-?[\d.]+", numbers)]
        if kind == "h":
            for step in range(int(values[0])):
                picture.putpixel((int(x) + step, int(y)), 0)
            x += values[0]
        elif kind == "M":
            x, y = values[0], values[1] - 0.5
        else:
            x, y = x + values[0], y + values[1]
    return [
        code.text for code in zxingcpp.read_barcodes(picture.resize((side * 8, side * 8), Image.Resampling.NEAREST))
    ]


def test_the_code_on_the_page_and_in_the_pdf_leads_to_the_list(chosen: ReadingList, staff: Client) -> None:
    assert whole_address(chosen) == "http://localhost:8000/r/k7mq4t/"
    assert decoded(card(chosen)["code"]) == [whole_address(chosen)]
    html = without_style(staff.get(address(chosen.clinic, chosen, "card/")).content.decode())
    drawings = re.findall(r"<svg data-qr.*?</svg>", html, re.S)
    assert len(drawings) == 4
    assert all(decoded(drawing) == [whole_address(chosen)] for drawing in drawings)


def test_the_page_has_four_cards_of_which_a_screen_reader_meets_one(chosen: ReadingList, staff: Client) -> None:
    html = without_style(staff.get(address(chosen.clinic, chosen, "card/")).content.decode())
    cards = [attrs for _, attrs in Elements(html).found if attrs.get("class") == "list-card"]
    assert [attrs.get("aria-hidden") for attrs in cards] == [None, "true", "true", "true"]
    said = text_of(html)
    for words in ("k7m q4t", chosen.line, chosen.clinic.name, f"Phone {PHONE}", "The code says nothing about you."):
        assert said.count(words) >= 4, words


def test_the_pdf_is_tagged_and_reads_in_order(chosen: ReadingList, staff: Client) -> None:
    answer = staff.get(address(chosen.clinic, chosen, "card.pdf"))
    assert answer.headers["Content-Disposition"] == 'inline; filename="riverside-k7mq4t.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"
    file = pypdf.PdfReader(io.BytesIO(answer.content))
    assert len(file.pages) == 1
    assert file.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in answer.content
    text = " ".join(file.pages[0].extract_text().split())
    order = ("Reading for you", chosen.line, "localhost:8000/r/", "k7m q4t", "In danger", chosen.clinic.name, PHONE)
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert text.count("k7m q4t") == 4
    assert file.metadata
    assert file.metadata.title == "Thaw: Reading for you, k7m q4t"


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("W" * 80, "M" * 120),
        ("The Practice with the Longest Name That Anybody Has Ever Given to a Place Nearby", "word " * 24),
        ('<b>"&# $x$ #panic()', '#include("x") *bold* _it_ `code` @ref'),
        ("Überlingen 日本 🌊", "اقرأ على مهل"),
    ],
)
def test_the_longest_and_oddest_words_stay_on_one_sheet_as_they_are(clinic: Clinic, name: str, line: str) -> None:
    clinic.name = name
    clinic.save()
    made = card_pdf(make_list(clinic, code="k7mq4t", line=line[:120]))
    file = pypdf.PdfReader(io.BytesIO(made))
    assert len(file.pages) == 1
    text = file.pages[0].extract_text().replace("\n", "").replace(" ", "").replace("\u200b", "")
    if name.isascii():
        assert text.count(name.replace(" ", "")) == 4
        assert text.count(line[:120].strip().replace(" ", "")) == 4


def test_a_name_that_our_fonts_lack_is_said_beside_the_pdf(clinic: Clinic, staff: Client) -> None:
    chosen = make_list(clinic)
    assert "shows □ in its place" not in staff.get(address(clinic, chosen, "card/")).content.decode()
    clinic.name = "日本"
    clinic.save()
    assert "shows □ in its place" in staff.get(address(clinic, chosen, "card/")).content.decode()


def test_where_the_pdf_cannot_be_made_the_page_says_so(
    chosen: ReadingList, staff: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_chosen: ReadingList) -> bytes:
        raise CannotSetError("list-card")

    monkeypatch.setattr(reading_list_views, "card_pdf", refuse)
    answer = staff.get(address(chosen.clinic, chosen, "card.pdf"), follow=True)
    assert "Please print from the page instead" in answer.content.decode()


# The text message


@pytest.mark.parametrize(
    "name", ["Riverside Practice", "W" * 80, "Łódź Café ☕", "{address}{clinic}{", "Dr O’Neill & Partners", "€" * 80]
)
@pytest.mark.parametrize(
    "site", ["http://localhost:8000", "https://thaw.example.org", f"https://{'long' * 12}.example.org"]
)
def test_the_text_is_one_message_that_leads_to_the_list(clinic: Clinic, name: str, site: str, settings: object) -> None:
    settings.SITE_URL = site  # type: ignore[attr-defined]
    clinic.name = name
    clinic.save()
    chosen = make_list(clinic, code="k7mq4t")
    text, size = text_message(chosen)
    assert len(text) <= 160
    assert size == length(text)
    assert size.parts == 1
    assert f"{site}/r/k7mq4t/" in text
    assert "In danger, call your emergency number." in text


def test_the_clinic_is_named_where_there_is_room(clinic: Clinic) -> None:
    text, _size = text_message(make_list(clinic))
    assert text.startswith("From Riverside Practice: ")


def test_the_page_gives_the_text_to_copy_and_asks_who_else_sees_the_phone(chosen: ReadingList, staff: Client) -> None:
    html = staff.get(address(chosen.clinic, chosen)).content.decode()
    text, size = text_message(chosen)
    assert text in html.partition('<textarea id="paste-text"')[2].partition("</textarea>")[0]
    assert 'data-copy="paste-text"' in html
    note = html.partition('id="paste-text-note"')[2].partition("</p>")[0]
    assert f"{size.count} characters" in note
    assert "Before you text the link, ask who else sees that phone." in note


def test_words_that_lead_nowhere_or_have_a_gap_that_nothing_fills_are_refused() -> None:
    some = list_card.list_words("en").card

    def wrong(*texts: str) -> list[str]:
        return wrong_texts(ListWords(card=some, texts=texts))

    assert wrong("Here: {address}") == []
    assert "no {address}" in wrong("{address}", "nowhere")[0]
    assert wrong("{address} {nam}") == ["texts: nothing fills {nam}"]
    assert "a brace stands alone" in wrong("{address} }")[0]
    assert wrong() == ["texts is empty"]
