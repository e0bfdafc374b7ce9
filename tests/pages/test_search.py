"""Search finds what people mean, says help first where it may be needed, and keeps nothing of what was asked."""

import logging
import re
from html import unescape

import pytest
from django.test import Client

from pages.index import Document, Index, words_of
from pages.search import asks_for_help, index, search_words
from tests.pages import HOST, text_of

CRY, TEARS, GRIEF = "/articles/why-cant-i-cry/", "/articles/what-crying-does/", "/articles/grief-without-tears/"
NUMB, JOY, MEDS = (
    "/articles/feeling-numb/",
    "/articles/when-nothing-feels-good/",
    "/articles/antidepressants-and-feeling-flat/",
)
LOW, BABY, HELP = (
    "/articles/depression-without-sadness/",
    "/articles/numb-after-a-baby/",
    "/articles/getting-help/",
)
UNREAL, WORK, NAMING = (
    "/articles/trauma-and-feeling-unreal/",
    "/articles/burnout-sleep-alcohol/",
    "/articles/hard-to-name-feelings/",
)
BODY, CARE, STEPS = "/articles/body-or-medicine/", "/articles/looking-after-yourself/", "/articles/small-steps/"
AVOID, OTHERS, TREAT = "/articles/avoiding-feelings/", "/articles/helping-someone/", "/articles/what-helps/"
ROOM, WORDS, PLAN = "/small-steps/back-to-the-room/", "/small-steps/words-for-feelings/", "/small-steps/plan-one-thing/"

FIRST = {
    "cant cry": CRY,
    "can't cry": CRY,
    "why can’t I cry anymore": CRY,
    "i cannot cry": CRY,
    "cnat cry": CRY,
    "no feelings after baby": BABY,
    "postpartum numb": BABY,
    "postnatal depression": BABY,
    "new mum feels nothing": BABY,
    "emotional numbness": NUMB,
    "why am i numb": NUMB,
    "feeling numb": NUMB,
    "anhedonia": JOY,
    "anhedona": JOY,
    "nothing feels good": JOY,
    "antidep": MEDS,
    "antidepressants": MEDS,
    "ssri withdrawal": MEDS,
    "antidepressant stop suddenly": MEDS,
    "sertraline flat": MEDS,
    "grief": GRIEF,
    "greif": GRIEF,
    "no tears at funeral": GRIEF,
    "not sad but depressed": LOW,
    "depression without sadness": LOW,
    "feel unreal": UNREAL,
    "trauma": UNREAL,
    "depersonalization": UNREAL,
    "burnout": WORK,
    "burn out": WORK,
    "sleep": WORK,
    "alcohol": WORK,
    "alexithymia": NAMING,
    "alexithimia": NAMING,
    "autism": NAMING,
    "thyroid": BODY,
    "avoiding feelings": AVOID,
    "husband feels nothing": OTHERS,
    "treatment": TREAT,
    "motivation": STEPS,
    "small steps": STEPS,
    "grounding": ROOM,
    "words for feelings": WORDS,
    "writing prompts": "/small-steps/writing-prompts/",
    "plan one thing": PLAN,
    "spain": "/help/es/",
    "españa": "/help/es/",
    "united kingdom": "/help/gb/",
    "privacy": "/privacy/",
    "teenager": "/help/young-people/",
    "find help": "/help/",
    "when to see a doctor": HELP,
}
AMONG_THREE = {
    "supplements": CARE,
    "exercise": CARE,
    "help my friend": OTHERS,
    "ketamine": TREAT,
    "numb antidepresant": MEDS,
    "therapist cost": HELP,
    "how to tell my doctor": HELP,
    "i feel nothing": NUMB,
    "i don't feel anything": NUMB,
    "does crying help": TEARS,
    "crying heals": TEARS,
    "men crying": TEARS,
    "weed": WORK,
    "cannabis": WORK,
    "cold water": CARE,
    "emotional blunting": MEDS,
    "meds make me flat": MEDS,
    "behavioural activation": STEPS,
    "journaling": "/small-steps/writing-prompts/",
    "psilocybin": TREAT,
    "CBT": TREAT,
    "miscarriage": BABY,
    "parkinson": BODY,
    "what to say to someone who is numb": OTHERS,
    "body scan": "/small-steps/five-minutes-body/",
    "numbness tears men": TEARS,
}


def found(typed: str) -> list[str]:
    return [hit.document.address for hit in index("en").find(typed, 10)]


@pytest.mark.parametrize(("typed", "address"), FIRST.items(), ids=FIRST)
def test_what_people_ask_is_found_first(typed: str, address: str) -> None:
    assert found(typed)[:1] == [address], found(typed)[:4]


@pytest.mark.parametrize(("typed", "address"), AMONG_THREE.items(), ids=AMONG_THREE)
def test_what_people_ask_is_among_the_first_three(typed: str, address: str) -> None:
    assert address in found(typed)[:3], found(typed)[:5]


def ask(typed: str) -> str:
    return Client(headers=HOST).get("/search/", {"q": typed}).content.decode()


def test_each_hit_names_its_page_in_order() -> None:
    hits = re.findall(r'data-hit="([^"]+)"', ask("cant cry"))
    assert hits == found("cant cry")
    assert len(hits) == len(set(hits)) <= 10


def test_the_words_are_marked_in_a_piece_of_the_text() -> None:
    assert re.search(r"<mark>(tears|crying|cry)</mark>", ask("cry"), re.I)


def test_what_was_asked_stays_in_the_field_and_is_only_text() -> None:
    html = ask('"><script>alert(1)</script> numb')
    assert "<script>alert" not in html
    field = re.search(r'name="q" value="([^"]*)"', html)
    assert field
    assert unescape(field[1]) == '"><script>alert(1)</script> numb'


@pytest.mark.parametrize(
    "typed", ["", "   ", "\x00", "zzzzqqq", "🙂", "!!!", "the", "x" * 5000, "a AND (b OR", "title:*", '"', "-"]
)
def test_empty_and_hopeless_searches_help_kindly(typed: str) -> None:
    html = ask(typed)
    assert ">Find help</a>" in html or "data-hit" in html
    assert "<h1>Search</h1>" in html
    if "data-hit" not in html:
        assert 'href="/articles/getting-help/"' in html


CRISIS = [
    "suicide",
    "I want to kill myself",
    "how to end my life",
    "self-harm",
    "selfharm",
    "cutting myself",
    "I don't want to live",
    "Suicidal thoughts",
    "want to DIE",
]
CALM = ["cry", "cost", "cutting down coffee with friends", "life", "die hard film"]


@pytest.mark.parametrize("typed", CRISIS)
def test_help_comes_first_where_it_may_be_needed(typed: str) -> None:
    html = ask(typed)
    assert html.index('id="help-first"') < html.find("data-hit") or "data-hit" not in html
    said = text_of(html)
    assert "there are people you can talk to now" in said
    assert 'href="tel:112"' in html


@pytest.mark.parametrize("typed", ["cry", "therapist cost", "diet", "lifeline of a plant"])
def test_help_does_not_push_itself_in_front_elsewhere(typed: str) -> None:
    assert "help-first" not in ask(typed)


def test_words_count_only_one_after_the_other() -> None:
    assert asks_for_help("how do i end my life", ("end my life",))
    assert not asks_for_help("the end of my working life", ("end my life",))
    assert search_words("en").crisis


def test_the_answer_is_stored_indexed_and_told_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        response = Client(headers=HOST).get("/search/", {"q": "qzxsecret"})
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert not response.cookies
    assert "qzxsecret" not in caplog.text
    assert Client(headers=HOST).get("/search/").headers["Referrer-Policy"] == "no-referrer"
    assert Client(headers=HOST).get("/help/").headers["Referrer-Policy"] == "same-origin"


def test_every_page_that_can_be_found_is_there() -> None:
    from config.addresses import public_addresses

    known = set(public_addresses())
    for document in index("en").documents:
        assert document.address.partition("#")[0] in known, document.address
        assert document.title
        assert document.lead or document.text


SMALL = [
    Document(address="/a/", title="Café tables", kind="-", lead="On tables."),
    Document(
        address="/b/", title="Chairs", kind="-", lead="On chairs.", text="A table is <b>mentioned</b> & not more."
    ),
    Document(address="/c/", title="Lamps", kind="-", lead="On lamps.", text="Lamps and tables.", weight=0.1),
]


@pytest.fixture
def small_index() -> Index:
    return Index(SMALL, {"desk": ("table",)}, ("on", "and"))


@pytest.mark.parametrize(
    ("typed", "addresses"),
    [
        ("cafe", ["/a/"]),
        ("CAFÉ", ["/a/"]),
        ("table", ["/a/", "/b/", "/c/"]),
        ("tabel", ["/a/", "/b/", "/c/"]),
        ("desk", ["/a/", "/b/", "/c/"]),
        ("cha", ["/b/"]),
        ("on", ["/a/", "/b/", "/c/"]),
        ("lamps chairs", ["/b/", "/c/"]),
        ("nothing such", []),
    ],
)
def test_accents_stems_slips_beginnings_and_other_words(small_index: Index, typed: str, addresses: list[str]) -> None:
    assert [hit.document.address for hit in small_index.find(typed, 5)] == addresses


def test_a_piece_of_text_is_escaped(small_index: Index) -> None:
    hit = next(hit for hit in small_index.find("table", 5) if hit.document.address == "/b/")
    assert "<mark>table</mark> is &lt;b&gt;mentioned&lt;/b&gt; &amp; not" in hit.snippet


def test_apostrophes_and_accents_make_no_difference() -> None:
    assert words_of("I can’t cry, Ñandú!") == ["i", "cant", "cry", "nandu"]
