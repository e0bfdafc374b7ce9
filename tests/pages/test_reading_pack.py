"""The reading pack puts chosen articles into one document, and keeps nothing of the choice."""

import re
from html import unescape
from io import BytesIO
from itertools import pairwise

import pytest
from django.test import Client
from pypdf import PdfReader

from articles.library import library
from tests.pages import FORM, HERE, HOST, Elements, text_of

PACK = "/reading-pack/"
SLUGS = list(library("en").articles)


def pack(*slugs: str) -> str:
    fields = "&".join(f"article={slug}" for slug in slugs)
    return Client(headers=HOST).post(PACK, fields, content_type=FORM, headers=HERE).content.decode()


def test_every_article_can_be_chosen() -> None:
    html = Client(headers=HOST).get(PACK).content.decode()
    boxes = [attrs["value"] for tag, attrs in Elements(html).found if attrs.get("name") == "article"]
    assert sorted(boxes) == sorted(SLUGS)


def test_chosen_articles_stand_whole_one_after_the_other() -> None:
    html = pack("grief-without-tears", "feeling-numb")
    said = text_of(html)
    for slug in ("feeling-numb", "grief-without-tears"):
        about = library("en").articles[slug].about
        for words in (about.title, about.short_answer, about.citations[0].text):
            assert text_of(words) in said
    assert re.findall(r'<article class="packed" id="([^"]+)"', html) == ["feeling-numb", "grief-without-tears"]


def test_anchors_of_several_articles_do_not_meet() -> None:
    html = pack(*SLUGS[:8])
    ids = Elements(html).values("id")
    assert len(ids) == len(set(ids))
    for address in Elements(html).values("href"):
        if address.startswith("#"):
            assert address[1:] in ids, address


def test_a_pack_holds_eight_and_says_so() -> None:
    html = pack(*SLUGS)
    assert html.count('<article class="packed"') == 8
    assert "A pack holds 8 articles at most, so the others are left out." in html
    assert "A pack holds" not in pack(*SLUGS[:8])


def paper(*slugs: str) -> PdfReader:
    fields = "&".join(f"article={slug}" for slug in slugs)
    response = Client(headers=HOST).post("/reading-pack.pdf", fields, content_type=FORM, headers=HERE)
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'attachment; filename="reading-pack.pdf"'
    assert response.headers["Cache-Control"] == "no-store"
    return PdfReader(BytesIO(response.content))


def letters(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


@pytest.mark.parametrize("slug", SLUGS)
def test_the_pdf_holds_the_whole_article_in_its_order(slug: str) -> None:
    made = paper(slug)
    said = letters("".join(page.extract_text() for page in made.pages))
    about, prose = library("en").articles[slug].about, library("en").articles[slug].prose
    headings = [words for _anchor, words in prose.headings]
    wanted = [about.title, about.short_answer, *about.in_short, *headings, "Sources", about.citations[0].text]
    place = 0
    for words in wanted:
        place = said.index(letters(unescape(words)), place)  # each after the one before
    for citation in about.citations:
        assert letters(citation.text) in said
    body = letters(unescape(re.sub(r"<[^>]+>", "", prose.html)))
    assert letters(body)[-60:] in said
    assert "↩" not in said


def test_the_pdf_is_tagged_and_its_articles_start_on_their_own_pages() -> None:
    made = paper("feeling-numb", "grief-without-tears")
    root = made.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    starts = [n for n, page in enumerate(made.pages) if "Written 24 November 2026." in page.extract_text()]
    assert len(starts) == 2
    assert starts[0] == 0


def test_a_pdf_of_nothing_is_the_page_to_choose_from() -> None:
    response = Client(headers=HOST).post("/reading-pack.pdf", "", content_type=FORM, headers=HERE)
    assert "Nothing was chosen yet." in response.content.decode()
    assert Client(headers=HOST).get("/reading-pack.pdf").status_code == 405


def test_headings_go_down_step_by_step() -> None:
    levels = [int(tag[1]) for tag, _ in Elements(pack("feeling-numb")).found if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


@pytest.mark.parametrize("slugs", [(), ("nothing-such",), ("../secret",)])
def test_choosing_nothing_is_said_kindly(slugs: tuple[str, ...]) -> None:
    html = pack(*slugs)
    assert "Nothing was chosen yet." in html
    assert 'name="article"' in html


def test_the_choice_is_kept_nowhere() -> None:
    response = Client(headers=HOST).post(PACK, "article=feeling-numb", content_type=FORM, headers=HERE)
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert not response.cookies
    assert Client(headers=HOST).post(PACK, "article=feeling-numb", content_type=FORM).status_code == 403


@pytest.mark.parametrize("slug", SLUGS)
def test_a_printed_copy_says_where_it_came_from_and_when_it_grows_old(slug: str) -> None:
    html = Client(headers=HOST).get(f"/articles/{slug}/").content.decode()
    (handout,) = re.findall(r'<div class="handout print-only">.*?</div>', html, re.S)
    assert f"From http://localhost:8000/articles/{slug}/." in handout
    assert "look there after 24 May 2027" in handout
    assert "data-qr" in handout
