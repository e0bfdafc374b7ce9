"""For clinics: the page and its one sheet say what staff must know, word for word, and fit a practice meeting."""

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO

import pytest
from django.conf import settings
from django.test import Client, override_settings
from pypdf import PdfReader

from articles.readability import sentences
from articles.writing import plain, reading_problems, rules
from clinics.library import texts
from config.addresses import built_addresses
from tests.pages import FORM, HERE, HOST, TAKEN, Elements, text_of

PAGE, SHEET = "/for-clinics/", "/for-clinics/for-clinics.pdf"
RULES = (
    "Do not ask anyone to show a result before they get an appointment. Do not sort requests by it. "
    "Before you text the link, ask who else sees that phone."
)
NOT_FOR = "Recommend it as reading. Do not triage, record a score or decide care from it."
HEADINGS = [
    "What it is",
    "What it is not for",
    "Three rules for everyone",
    "How to hand it over",
    "If someone looks unsafe",
    "What a patient brings back: 60 seconds",
    "What is stored",
    "Evidence and limits",
    "With or without an account",
    "Who runs it",
]
STEP = re.compile(r"<strong>(\d+) seconds: ")
WORDS_A_MINUTE = 200  # slower than most adults read


@pytest.fixture
def fresh_texts() -> Iterator[None]:
    texts.cache_clear()
    yield
    texts.cache_clear()


def html() -> str:
    return Client(headers=HOST).get(PAGE).content.decode()


def sheet() -> PdfReader:
    response = Client(headers=HOST).get(SHEET)
    assert response.headers["Content-Type"] == "application/pdf"
    assert "Content-Disposition" not in response.headers, "it opens in the browser"
    return PdfReader(BytesIO(response.content))


def letters(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


def printed() -> str:
    return letters("".join(page.extract_text() for page in sheet().pages))


def part(heading: str) -> str:
    """The HTML between a heading and the next."""
    return re.split(r"<h2[^>]*>", html().partition(f">{heading}</h2>")[2])[0]


@pytest.mark.parametrize("words", [RULES, NOT_FOR])
def test_the_rules_stand_word_for_word_on_the_page_and_on_paper(words: str) -> None:
    assert words in text_of(html())
    assert letters(words) in printed()


def test_the_script_has_four_sentences_and_is_there_to_be_said() -> None:
    (script,) = re.findall(r"<blockquote>(.*?)</blockquote>", html(), re.S)
    said = text_of(script).strip()
    assert said.startswith('"')
    assert said.endswith('."')
    assert len(sentences(said)) == 4
    assert letters(said) in printed()


def test_what_comes_back_is_read_in_sixty_seconds() -> None:
    steps = re.search(r"<ol>(.*?)</ol>", part("What a patient brings back: 60 seconds"), re.S)
    assert steps
    assert sum(int(seconds) for seconds in STEP.findall(steps[1])) == 60
    assert len(text_of(steps[1]).split()) <= WORDS_A_MINUTE, "nor may the steps take longer than that to read"


@pytest.mark.parametrize("name", ["everything chosen", "nothing chosen"])
def test_what_the_steps_say_to_look_for_stands_on_what_a_patient_brings(name: str) -> None:
    brought = "".join(
        page.extract_text()
        for paper in ("summary.pdf", "note.pdf")
        for page in PdfReader(
            BytesIO(
                Client(headers=HOST).post(f"/self-check/{paper}", TAKEN[name], content_type=FORM, headers=HERE).content
            )
        ).pages
    )
    steps = text_of(part("What a patient brings back: 60 seconds"))
    wanted = {
        "everything chosen": ["Safety question", "About my safety", "Much of the time", "ounds right", "ot really"],
        "nothing chosen": ["Safety question", "ot included"],
    }[name]
    for words in wanted:
        assert words in steps
        assert words in brought


def test_the_sheet_is_one_page_of_a4() -> None:
    (page,) = sheet().pages
    width, height = (float(length) for length in page.mediabox[2:])
    assert (round(width), round(height)) == (595, 842)


def test_the_sheet_is_tagged_and_says_its_language() -> None:
    root = sheet().trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()


def test_the_sheet_says_what_the_page_says_in_its_order() -> None:
    said, page = printed(), texts("en")["for-clinics"]
    place = 0
    for words in [page.about.title, page.about.lead, *HEADINGS, "Sources", page.about.citations[0].text]:
        place = said.index(letters(words), place)
    body = re.sub(r'<sup class="mark">.*?</sup>', "", page.prose.html)
    for paragraph in re.findall(r"<(?:p|li)>(.*?)</(?:p|li)>", body, re.S):
        words = letters(unescape(re.sub(r"<[^>]+>", "", paragraph)))
        assert words in re.sub(r"(?<=[.])\d(?=[A-Z])", "", said), paragraph
    assert f"From{settings.SITE_URL}{PAGE}." in said
    assert "↩" not in said


def test_the_page_has_its_parts_in_order_and_a_way_to_each() -> None:
    page = html()
    assert [words for _anchor, words in texts("en")["for-clinics"].prose.headings] == HEADINGS
    (contents,) = re.findall(r'<nav class="contents".*?</nav>', page, re.S)
    ways = Elements(contents).values("href")
    assert [way.removeprefix("#") for way in ways] == [
        *(anchor for anchor, _words in texts("en")["for-clinics"].prose.headings),
        "sources",
    ]


@pytest.mark.parametrize("address", [SHEET, "/staff/", "/privacy/", "/how-we-write/", "/for-clinics/kit/"])
def test_the_page_leads_on(address: str) -> None:
    assert address in Elements(html()).values("href")


def test_the_sheet_is_built_once() -> None:
    assert SHEET in built_addresses()
    assert Client(headers=HOST).post(SHEET, headers=HERE).status_code == 405


def test_the_page_can_be_left_at_once() -> None:
    assert html().count("data-leave") >= 3


@pytest.mark.usefixtures("fresh_texts")
def test_it_is_plain_that_nobody_runs_it_yet() -> None:
    with override_settings(SITE_OPERATOR="", SITE_CONTACT=""):
        said = text_of(part("Who runs it"))
        assert "has not put a name here yet" in said
        assert "no contact address yet" in said


@pytest.mark.usefixtures("fresh_texts")
def test_who_runs_it_is_named_on_the_page_and_on_the_one_sheet() -> None:
    name = "The Riverside and Hillside Partnership for Mental Health and Wellbeing, a charity registered in England and Wales"
    with override_settings(SITE_OPERATOR=name, SITE_CONTACT="hello@riverside.example"):
        said = part("Who runs it")
        assert name in said
        assert 'href="mailto:hello@riverside.example"' in said
        assert letters(name) in printed()
        assert "hello@riverside.example" in printed()
        assert len(sheet().pages) == 1


def test_the_page_keeps_to_the_rules_on_sentences() -> None:
    source = (settings.CONTENT_DIR / "en/clinics/for-clinics.md").read_text()
    assert list(reading_problems(plain(source.split("\n+++\n", 1)[1]), source, rules("en"))) == []


def test_nothing_is_left_to_fill_in() -> None:
    assert "{" not in text_of(html())
    assert "{" not in printed()


def test_the_limits_are_said() -> None:
    said = text_of(part("Evidence and limits"))
    assert "It has not been validated, and no clinician or lawyer has reviewed it." in said
    assert "No clinician has reviewed them yet." in said
