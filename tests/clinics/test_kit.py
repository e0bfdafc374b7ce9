"""The kit: papers that say what they are, with a clinic's name on them, and nothing of it kept."""

import json
import logging
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import asdict, replace
from hashlib import sha256
from html import escape, unescape
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import pytest
import typst
import zxingcpp
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from articles import readability
from clinics.kit import KINDS, Kind, Sender, wordings
from clinics.kit_form import SenderForm
from clinics.kit_papers import paper_data, paper_pdf
from clinics.kit_words import wrong_gaps
from clinics.library import kit_words
from clinics.text_message import length
from selfcheck.library import SelfCheck
from tests import reading
from tests.pages import FORM, HERE, HOST, text_of, without_style
from web.style import style_part

KIT = "/for-clinics/kit/"
NAME, PHONE = "Hill Street Surgery", "020 7946 0000 ext. 12"
PAGES_OF = {"poster": 1, "cards": 1, "leaflet": 2, "slide": 1}
SIZES = {"poster": (210, 297), "cards": (210, 297), "leaflet": (297, 210), "slide": (338, 190)}
NAMES = {
    "the longest": "The Wolverhampton and Dudley Community Partnership Surgery for Families, Floor 1",
    "one long word": "W" * 80,
    "Arabic": "مركز الصحة المجتمعية " * 3,
    "Chinese": "診療所" * 26,
    "a family of emoji": "👩‍👩‍👧‍👦 Familypractice 👍🏽 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "marks": "Ž̂ĺ́ clinic",
    "typst": '#strong[x] *y* $z$ @w \\ "quoted" <label>',
    "gaps": "{address} {name} {0} {",
}
every_kind = pytest.mark.parametrize("kind", KINDS)


def send(address: str, name: str = "", phone: str = "") -> HttpResponse:
    fields = urlencode({"name": name, "phone": phone})
    return Client(headers=HOST).post(address, fields, content_type=FORM, headers=HERE)  # type: ignore[return-value]


def get(address: str) -> HttpResponse:
    return Client(headers=HOST).get(address)  # type: ignore[return-value]


def said(pdf: bytes) -> str:
    pages = (page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(" ".join(pages).replace("\u200b", "").replace("\u00a0", " ").split())


def letters(text: str) -> str:
    return "".join(text.split())


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ():
        yield from texts(each)


@every_kind
def test_the_page_of_the_kit_leads_to_each_paper_and_its_pdf(kind: Kind) -> None:
    html = get(KIT).content.decode()
    assert f'href="{KIT}{kind}/"' in html
    assert f'href="{KIT}{kind}.pdf"' in html
    assert get(f"{KIT}{kind}/").status_code == 200


@every_kind
def test_a_paper_says_the_same_as_page_and_as_pdf(kind: Kind) -> None:
    html = letters(text_of(get(f"{KIT}{kind}/").content.decode()))
    on_paper = letters(said(get(f"{KIT}{kind}.pdf").content))
    shown = paper_data(kind, Sender())["say"]
    for heading in ("title", "size", "about", "how"):
        shown.pop(heading)
    for words in [*texts(shown), "Call your emergency number now.", "Nothing you enter is kept.", "localhost:8000"]:
        assert letters(words) in html, words
        assert letters(words) in on_paper, words
    assert letters("Not a diagnosis.") in on_paper
    assert letters("Not yet reviewed by a clinician.") in on_paper or kind == "slide"


@every_kind
def test_a_pdf_is_tagged_sized_and_holds_nothing_but_its_title(kind: Kind) -> None:
    response = get(f"{KIT}{kind}.pdf")
    assert response.headers["Content-Type"] == "application/pdf"
    made = PdfReader(BytesIO(response.content))
    root = made.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    assert made.metadata is not None
    assert set(made.metadata) == {"/Title", "/Creator"}
    assert len(made.pages) == PAGES_OF[kind]
    for page in made.pages:
        millimetres = tuple(round(float(points) / 72 * 25.4) for points in page.mediabox[2:])
        assert millimetres == SIZES[kind]


@every_kind
def test_the_code_of_a_pdf_says_where_it_leads(kind: Kind) -> None:
    made = PdfReader(BytesIO(paper_pdf(kind, Sender())))
    said_of = [str(each["/Alt"]) for each in _tags(made.trailer["/Root"]["/StructTreeRoot"]) if "/Alt" in each]
    assert said_of == ["Code that leads to http://localhost:8000/"] * (4 if kind == "cards" else 1)


def _tags(tag: object) -> Iterator[dict[str, object]]:
    found = tag.get_object() if hasattr(tag, "get_object") else tag
    if isinstance(found, list):
        for each in found:
            yield from _tags(each)
    elif isinstance(found, dict):
        yield found
        yield from _tags(found.get("/K"))


ORDER = {
    "poster": ["Thaw", "Feeling very little?", "Reading", "Help lines", "Scan the code", "In danger", NAME, "Phone"],
    "cards": ["Reading and help", "Scan the code", "In danger", NAME, "Phone", "Reading and help", "Reading and help"],
    "leaflet": [
        *("When feelings go quiet", NAME, "Help now", "In danger", "How to open it", "What you may notice"),
        *("Read at your own pace", "A self-check, if you want one", "What it is not", "Nothing you enter is kept"),
    ],
    "slide": ["Thaw", "Feeling very little?", NAME, "Scan the code", "In danger"],
}


@every_kind
def test_a_pdf_reads_in_its_order_and_names_the_clinic(kind: Kind) -> None:
    response = send(f"{KIT}{kind}.pdf", NAME, PHONE)
    assert response.headers["Content-Disposition"] == f'attachment; filename="{kind}.pdf"'
    found, place = said(response.content), -1
    for words in ORDER[kind]:
        place = found.index(words, place + 1)
    assert f"Phone {PHONE}" in found


@every_kind
@pytest.mark.parametrize("address", ["", "https://clinics.thaw-for-everyone.example/c/hill-street-surgery/"])
def test_the_code_on_a_pdf_leads_to_the_site_or_to_a_clinics_own_address(kind: Kind, address: str) -> None:
    sender = Sender(address=address) if address else Sender()
    compiler = typst.Compiler(
        root=str(settings.BASE_DIR / "templates/pdf"), font_paths=[str(settings.FONTS_DIR)], ignore_system_fonts=True
    )
    data = json.dumps(paper_data(kind, sender) | {"boxes": False})
    drawn = compiler.compile(
        input=str(settings.BASE_DIR / f"templates/pdf/{kind}.typ"), format="png", ppi=150, sys_inputs={"data": data}
    )
    page = drawn[0] if isinstance(drawn, list) else drawn
    codes = zxingcpp.read_barcodes(Image.open(BytesIO(page)))  # type: ignore[arg-type]
    assert [code.text for code in codes] == [address or "http://localhost:8000/"] * (4 if kind == "cards" else 1)


@every_kind
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_any_name_stays_on_the_paper(kind: Kind, name: str) -> None:
    response = send(f"{KIT}{kind}.pdf", name, "+44 (0)20 7946 0000 ext. 123456")
    assert response.status_code == 200
    assert len(PdfReader(BytesIO(response.content)).pages) == PAGES_OF[kind]
    page = send(f"{KIT}{kind}/", name).content.decode()
    assert f"<strong>{escape(name.strip())}</strong>".replace("&#x27;", "&#39;") in page


def test_markup_and_gaps_in_a_name_are_only_text() -> None:
    for name in (NAMES["typst"], NAMES["gaps"]):
        assert name in said(send(f"{KIT}poster.pdf", name).content)
    html = send(KIT, "<script>alert(1)</script> & Sons").content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Sons" in html


def test_a_character_without_a_font_is_said_on_the_page() -> None:
    for address in (KIT, f"{KIT}poster/"):
        assert "shows □ in its place" in send(address, "診療所").content.decode()
        assert "shows □ in its place" not in send(address, NAME).content.decode()


def test_the_filled_page_has_the_name_on_everything_and_a_button_for_each_paper() -> None:
    html = send(KIT, f"  {NAME}\t", PHONE).content.decode()
    assert f"<bdi>{NAME}</bdi>" in html
    assert f"{NAME}: Reading, a private self-check" in html
    hidden = f'<input type="hidden" name="name" value="{NAME}"><input type="hidden" name="phone" value="{PHONE}">'
    for kind in KINDS:
        for address in (f"{KIT}{kind}/", f"{KIT}{kind}.pdf"):
            assert f'<form method="post" action="{address}" autocomplete="off">{hidden}' in html
    back = send(f"{KIT}poster/", NAME, PHONE).content.decode()
    assert f'action="{KIT}" autocomplete="off">{hidden}' in back, "the way back keeps them, too"


def test_nothing_typed_gives_the_general_papers_and_says_so() -> None:
    assert "Nothing was typed, so these are the general papers." in send(KIT, " ", "").content.decode()
    assert said(send(f"{KIT}poster.pdf", "", " ").content) == said(get(f"{KIT}poster.pdf").content)
    assert "Nothing was typed" not in get(KIT).content.decode()


WRONG = [
    ("name", "x" * 81, "81 characters are too many"),
    ("name", "Hill\nStreet", "cannot be printed"),
    ("name", "Hill\x00Street", "cannot be printed"),
    ("name", "Hill\u202eStreet", "cannot be printed"),
    ("name", "\u200b\u2060", "cannot be printed"),
    ("name", "a" + "\u0301" * 60, "cannot be printed"),
    ("phone", "1" * 41, "41 characters are too many"),
    ("phone", "call us", "one number"),
    ("phone", "020 7946 0000 or 0001", "one number"),
    ("phone", "12", "one number"),
    ("phone", "020 7946 0000 ext. twelve", "one number"),
    ("phone", "<b>020 7946</b>", "one number"),
]


@pytest.mark.parametrize(("field", "typed", "problem"), WRONG)
@pytest.mark.parametrize("address", [KIT, f"{KIT}poster/", f"{KIT}slide.pdf"])
def test_what_cannot_go_on_paper_is_named_and_nothing_is_lost(
    address: str, field: str, typed: str, problem: str
) -> None:
    fields = {"name": "Kept name", "phone": "020 7946 0000", field: typed}
    response = send(address, **fields)
    html = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error: " in html
    summary = html[html.index('class="error-summary"') :]
    assert re.search(rf'<a href="#{field}-first">[^<]*{problem}', summary)
    (input_,) = re.findall(rf'<input[^>]+id="{field}-first"[^>]*>', html)
    assert 'aria-invalid="true"' in input_
    assert f'aria-describedby="{field}-hint {field}-error"' in input_
    for value in fields.values():
        assert f'value="{escape(value)}"' in html
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "phone", ["112", "+44 20 7946 0000", "(020) 7946-0000 x12", "020/7946.0000", "020 7946 0000 EXT 4", "٠٢٠ ٧٩٤٦"]
)
def test_numbers_as_people_write_them_are_taken(phone: str) -> None:
    assert SenderForm(kit_words("en").page, {"phone": phone}).is_valid()


@hypothesis_settings(max_examples=80, deadline=None)
@given(st.text(max_size=90), st.text(max_size=45))
def test_no_text_breaks_the_kit(name: str, phone: str) -> None:
    fields = urlencode({"name": name.encode("utf-8", "ignore"), "phone": phone.encode("utf-8", "ignore")})
    client = Client(headers=HOST)
    for address in (KIT, f"{KIT}cards/", f"{KIT}cards.pdf"):
        assert client.post(address, fields, content_type=FORM, headers=HERE).status_code in (200, 422)


def test_a_name_is_kept_nowhere(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    for logger in (None, "django", "django.request", "django.security", "clinics"):
        caplog.set_level(logging.DEBUG, logger=logger)
    before = _files()
    for address in [KIT, *(f"{KIT}{kind}{end}" for kind in KINDS for end in ("/", ".pdf"))]:
        for name, phone in (("Qzxa1 Surgery", "0207946731"), ("Qzxa1\nSurgery", "0207946731"), ("Qzxa1", "qzxb2")):
            response = send(address, name, phone)
            assert response.headers["Cache-Control"] == "no-store"
            assert response.headers["X-Robots-Tag"] == "noindex"
            assert not {"ETag", "Location", "Set-Cookie", "Last-Modified"} & set(response.headers)
    assert _files() == before
    logging.getLogger("django.request").debug("the test hears what is logged")
    heard = [record.getMessage() + repr(record.__dict__) for record in caplog.records]
    assert any("the test hears" in line for line in heard)
    assert not [line for line in heard if re.search("qzx|7946731", line, re.IGNORECASE)]


def _files() -> dict[str, int]:
    files = (path for path in Path(settings.BUILD_DIR).rglob("*") if path.is_file())
    return {str(path): path.stat().st_mtime_ns for path in files}


@pytest.mark.parametrize("name", ["Qzxa1", "漢 Qzxa1"])
def test_a_pdf_that_cannot_be_set_says_so_and_logs_no_name(
    name: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from web.pdf import CannotSetError

    def breaks(*_: object) -> bytes:
        raise CannotSetError("poster")

    monkeypatch.setattr("clinics.kit_papers.typeset", breaks)
    response = send(f"{KIT}poster.pdf", name)
    assert response.status_code == 422
    assert "We could not make this PDF" in response.content.decode()
    assert f'value="{name}"' in response.content.decode()
    assert [record.getMessage() for record in caplog.records] == ["A paper of the kit could not be set"]
    assert response.headers["Cache-Control"] == "no-store"


def test_a_form_from_elsewhere_is_refused() -> None:
    assert Client(headers=HOST).post(KIT, "name=x", content_type=FORM).status_code == 403


def test_the_rules_for_papers_stand_only_where_they_are_needed() -> None:
    allowed = f"'sha256-{b64encode(sha256(style_part('paper').encode()).digest()).decode()}'"
    for address in (KIT, f"{KIT}poster/", "/"):
        assert allowed in get(address).headers["Content-Security-Policy"]
    assert f"<style>{style_part('paper')}</style>" in get(f"{KIT}poster/").content.decode()
    assert style_part("paper") not in get("/").content.decode()


def test_a_card_says_nothing_of_the_person_who_holds_it() -> None:
    words = said(get(f"{KIT}cards.pdf").content)
    assert not re.search(r"numb\b|cry|feel|empty|depress|suicid|mental|patient", words, re.IGNORECASE)


def test_no_paper_asks_for_a_result_or_names_a_number_of_people() -> None:
    for kind in KINDS:
        words = " ".join(texts(paper_data(kind, Sender())["say"]))
        assert not re.search(r"\b(score|test|diagnos(?!is)|percent|%|in \d+ people|show us|bring your result)", words)


def test_the_leaflet_counts_the_self_check_as_it_is(check: SelfCheck) -> None:
    asked = check.questionnaire
    expected = f"{len(asked.items)} short statements and {len(asked.context)} questions"
    assert expected in said(get(f"{KIT}leaflet.pdf").content)


@every_kind
def test_the_papers_are_easy_to_read(kind: Kind) -> None:
    text = "\n\n".join(texts(paper_data(kind, Sender())["say"]))
    assert readability.grade(text) <= 6
    assert reading.grade(text) <= 6


def test_the_text_message_is_one_message_with_and_without_a_name() -> None:
    words = kit_words("en")
    usual = "https://thaw.example/"
    assert wordings(words, Sender(address=usual)).text_length.parts == 1
    named = wordings(words, Sender(name=NAME, address=usual))
    assert named.text_length.parts == 1
    assert named.text.startswith(f"{NAME}: ")
    assert "emergency number" in named.text
    long = wordings(words, Sender(name="診療所" * 20, address=usual))
    assert long.text_length.parts > 1
    page = unescape(without_style(send(KIT, "診療所" * 20).content.decode()))
    assert f"will be sent as {wordings(words, Sender(name='診療所' * 20)).text_length.parts} text messages" in page


@pytest.mark.parametrize(
    ("text", "count", "parts"),
    [
        *[("x" * 160, 160, 1), ("x" * 161, 161, 2), ("x" * 306, 306, 2), ("x" * 307, 307, 3), ("€" * 80, 160, 1)],
        *[("x" * 69 + "’", 70, 1), ("x" * 70 + "’", 71, 2), ("😀" * 35, 70, 1), ("😀" * 36, 72, 2), ("", 0, 1)],
    ],
)
def test_a_text_is_counted_as_phone_networks_do(text: str, count: int, parts: int) -> None:
    assert asdict(length(text)) == {"count": count, "parts": parts}


def test_the_link_for_a_website_is_a_link_that_works() -> None:
    made = wordings(kit_words("en"), Sender(name='"><b>', address='https://x.example/?a=1&b="'))
    assert made.link.startswith('<a href="https://x.example/?a=1&amp;b=&quot;">Thaw: reading')
    assert made.signature.startswith('"><b>, ')


def test_a_gap_that_nothing_fills_is_named() -> None:
    words = kit_words("en")
    broken = replace(words, poster=replace(words.poster, lead="{sight} is for {name}"))
    assert wrong_gaps(broken) == ["poster.lead: nothing fills {name}, {sight}"]
    lonely = replace(words, slide=replace(words.slide, lead="one { brace"))
    assert wrong_gaps(lonely) == ["slide.lead: a brace stands alone"]
    assert wrong_gaps(words) == []


def test_the_code_by_itself_is_a_picture() -> None:
    response = get(f"{KIT}code.svg")
    assert response.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert response.content.startswith(b"<svg")
    assert f'href="{KIT}code.svg"' in get(KIT).content.decode()
