"""Note and summary as PDF: tagged, small, quiet about the person, and never a crash."""

import re
from datetime import date
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pages import FORM, HERE, HOST

from .taking import pdf, pdf_text, send

STRONG = urlencode([(f"{area}{n}", "4") for area in "MEV" for n in range(1, 7)])
PAPERS = ("note.pdf", "summary.pdf")
MOST_BYTES = 60_000


def placed(content: bytes) -> list[tuple[str, float]]:
    """Each piece of text on the first page, with how far from the left it starts, in points."""
    found: list[tuple[str, float]] = []
    pdf(content).pages[0].extract_text(
        visitor_text=lambda text, cm, tm, font, size: found.append((text, cm[4] + tm[4])) if text.strip() else None
    )
    return found


@pytest.mark.parametrize("name", PAPERS)
def test_it_is_a_tagged_pdf_ua_with_language_and_title_and_no_date(name: str) -> None:
    response = send(name, STRONG)
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert len(response.content) < MOST_BYTES
    paper = pdf(response.content)
    root = paper.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/StructTreeRoot" in root
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert paper.metadata is not None
    assert set(paper.metadata) == {"/Title", "/Creator"}
    assert not re.search("Author|CreateDate|ModifyDate|Keywords", xmp)


@pytest.mark.parametrize("name", PAPERS)
def test_every_font_is_embedded_and_can_be_copied_from(name: str) -> None:
    fonts = [
        font.get_object()
        for page in pdf(send(name, STRONG).content).pages
        for font in page["/Resources"]["/Font"].values()
    ]
    assert fonts
    for font in fonts:
        assert "/ToUnicode" in font
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor)
        assert re.search("Atkinson|DejaVu", str(font["/BaseFont"]))


def test_the_note_reads_in_its_order() -> None:
    said = pdf_text(send("note.pdf", "M1=3&dur=gt2m&fun=2&med=dose&wish=plan").content)
    order = [
        "Note",
        "Hello,",
        "This is hard for me to say out loud",
        "For more than 2 months I have noticed:",
        "My feelings were weaker than they used to be.",
        "Everyday things are very hard for me.",
        "My dose changed in the last 3 months.",
        "☐ to be listened to",
        "☒ a plan and a date to come back",
        "I know it is not a diagnosis.",
        "Please ask me.",
    ]
    places = [said.index(words) for words in order]
    assert places == sorted(places)


def test_the_summary_reads_in_its_order_on_one_page() -> None:
    worst = f"{STRONG}&dur=always&fun=4&unr=3&saf=3&sup=prof&sup=friend&" + urlencode(
        [("med", code) for code in ("start", "dose", "stop", "steady")]
        + [(f"words_{area}", "Long words " * 25) for area in ("muted", "enjoy", "avoid")]
        + [(f"agree_{area}", "partly") for area in ("muted", "enjoy", "avoid")]
        + [("include_evt", code) for code in ("loss", "trauma", "stress", "baby")]
        + [("include_saf", "1"), ("include_unr", "1"), ("include_v6", "1")]
    )
    content = send("summary.pdf", worst).content
    assert len(pdf(content).pages) == 1
    said = pdf_text(content)
    order = [
        "SUMMARY PREPARED BY THE PERSON",
        "Muted feelings",
        "Answered",
        "Duration",
        "Safety question",
        "would like",
        "Not shown here",
    ]
    places = [said.index(words) for words in order]
    assert places == sorted(places)
    assert "ask directly about suicidal thoughts, self-harm and safety." in said


def test_the_note_is_the_one_that_was_edited() -> None:
    said = pdf_text(
        send("note.pdf", urlencode([("note_text", "Dear Dr Lee,\n- one\n[x] two\n#three *four* $x$ \\ @five")])).content
    )
    assert said.startswith("Note Dear Dr Lee, • one ☒ two #three *four* $x$ \\ @five")


def test_an_emptied_note_is_made_afresh() -> None:
    assert "Hello," in pdf_text(send("note.pdf", "note_text=+%0D%0A+&note_before=Hello").content)


@pytest.mark.parametrize(
    ("typed", "shown", "says_so"),
    [
        ("漢字 ok", "□□ ok", True),
        ("👩‍👩‍👧", "□□□", True),
        ("👍🏽 yes", "□ yes", True),
        ("no\u200d\ufe0f thing", "no thing", False),
        ("Žluťoučký кошка γάτα", "Žluťoučký кошка γάτα", False),
        ("□ typed", "□ typed", False),
    ],
)
def test_a_character_without_a_font_is_a_box_and_the_paper_says_so(typed: str, shown: str, says_so: bool) -> None:
    fields = urlencode([("words_muted", typed)])
    for name in PAPERS:
        said = pdf_text(send(name, fields).content).replace("\u200d", "")
        assert shown in said
        assert ("stands for a character that our font does not have" in said) == says_so


def test_the_page_says_so_too_and_keeps_the_character() -> None:
    html = send("/self-check/note/", urlencode([("words_muted", "漢字")])).content.decode()
    assert "漢字" in html
    assert "stands for a character that our font does not have" in html
    assert "stands for a character" not in send("/self-check/note/", "words_muted=plain").content.decode()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=600))
def test_no_text_makes_a_paper_fail(words: str, note: str) -> None:
    fields = urlencode({"words_muted": words.encode("utf-8", "ignore"), "note_text": note.encode("utf-8", "ignore")})
    client = Client(headers=HOST)
    for name in PAPERS:
        response = client.post(f"/self-check/{name}", fields, content_type=FORM, headers=HERE)
        assert response.status_code == 200
        assert response.content.startswith(b"%PDF-")


def test_a_word_longer_than_the_page_is_wide_stays_on_it() -> None:
    content = send("note.pdf", urlencode({"note_text": "x" * 400 + "\n- " + "y" * 400})).content
    said = pdf_text(content).replace(" ", "")
    assert "x" * 400 in said
    assert "y" * 400 in said
    width = float(pdf(content).pages[0].mediabox.width)
    starts = [x for _, x in placed(content)]
    assert len(set(starts)) > 5, "the word goes on after its breaks"
    assert max(starts) < width - 60


def test_a_long_note_goes_on_on_a_second_page() -> None:
    content = send("note.pdf", urlencode({"note_text": "A line of words.\n" * 200})).content
    assert len(pdf(content).pages) > 1
    assert "2 / " in pdf_text(content)


def test_the_foot_holds_the_date_and_no_time_of_day() -> None:
    for name in PAPERS:
        said = pdf_text(send(name, STRONG).content)
        assert said.endswith(f"{date.today():%-d %B %Y} 1 / 1")
        assert not re.search(r"\d\d:\d\d", said)


def test_the_summary_on_paper_says_what_it_is_and_what_is_not_on_it() -> None:
    said = pdf_text(send("summary.pdf", f"{STRONG}&wish=plan").content)
    for words in (
        "Not a clinical assessment. Not validated.",
        "THIS DOES NOT MEAN “NO”",
        "Also not included: Duration, Everyday things, Feeling unreal, Medicines, Events, Support.",
        "☒ a plan and a date to come back",
        "☐ to be listened to",
    ):
        assert words in said.replace("\u00a0", " "), words


@pytest.mark.parametrize(
    "note",
    [
        "[x] é\n" * 800,
        "- a\n" * 1300,
        "x\n" * 2000,
        "لا أشعر بأي شيء منذ أسابيع. " * 200,
        "An ordinary line of words. " * 200,
    ],
    ids=["boxes", "items", "lines", "Arabic", "English"],
)
def test_no_note_is_too_large_to_send(note: str) -> None:
    assert len(send("note.pdf", urlencode({"note_text": note})).content) < MOST_BYTES


def test_a_line_from_right_to_left_is_set_that_way() -> None:
    content = send("note.pdf", urlencode({"note_text": "مرحبا!\nHello!"})).content
    ends = placed(content)
    arabic = max(x for text, x in ends if re.search("[\u0600-\u06ff]", text))
    latin = min(x for text, x in ends if "Hello" in text)
    assert arabic > latin + 200


@pytest.mark.parametrize(
    "fields", [{"words_muted": "\ufeffHello"}, {"note_text": "\ufeffHello"}, {"step_who": "مر\ufeffحبا"}]
)
def test_the_mark_at_the_start_of_pasted_files_does_no_harm(fields: dict[str, str]) -> None:
    for name in PAPERS:
        assert send(name, urlencode(fields)).status_code == 200
