"""Small things to try: the writing rules that a machine can check, which of them a result offers, and their pages."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from articles.library import library
from articles.small_steps import SmallStep, read_small_step, small_steps
from contentfiles import ContentError
from pages.checks import check_pages
from selfcheck.reading import ALL_TOPICS
from tests import reading
from tests.pages import HOST, Elements, text_of

from .test_articles import BANNED

BOOK = small_steps("en")
STEPS = list(BOOK.steps.values())
NAMES = {"plan-one-thing", "words-for-feelings", "five-minutes-body", "writing-prompts", "back-to-the-room"}
TYPED = {"plan-one-thing", "writing-prompts"}
WORRYING = ("depress", "anhedonia", "ptsd", "trauma", "disorder", "blunt", "dissoc", "alexithym", "anxi")


def plain(step: SmallStep) -> str:
    """A step's words as a reader meets them; every line of its list or sheet is a sentence."""
    about = step.about
    text = "\n\n".join([about.evidence, step.markdown.replace("***", "")])
    text = re.sub(r"\[\^\w+\]", "", text)
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)
    text = re.sub(r"^#+ (.*)$", r"\1.", text, flags=re.M)
    text = re.sub(r"^\s*(?:[-*]|\d+\.) ", "\n\n", text, flags=re.M)
    lines = [f"{field.label}.\n\n{field.hint}" for field in about.fields]
    lines += [f"{part.title}.\n\n{part.text}" for part in about.parts]
    for group in about.groups:
        lines += [f"{group.title}.\n\n{group.note}", *(f"{word.word}.\n\n{word.means}" for word in group.words)]
    return "\n\n".join([f"{about.title}.", about.lead, about.stop, re.sub(r"[*_>]", "", text), *lines])


@pytest.fixture(params=STEPS, ids=lambda step: step.slug)
def step(request: pytest.FixtureRequest) -> SmallStep:
    found: SmallStep = request.param
    return found


@pytest.fixture
def html(step: SmallStep) -> str:
    return Client(headers=HOST).get(f"/small-steps/{step.slug}/").content.decode()


def test_all_five_are_there() -> None:
    assert set(BOOK.steps) == NAMES
    assert [message for message in check_pages() if message.is_serious()] == []


def test_it_reads_at_grade_seven_or_lower(step: SmallStep) -> None:
    assert reading.grade(plain(step)) <= 7.0


def test_no_sentence_is_longer_than_25_words(step: SmallStep) -> None:
    assert [" ".join(words) for words in reading.sentences(plain(step)) if len(words) > 25] == []


def test_no_banned_phrase_stands_in_it(step: SmallStep) -> None:
    text = plain(step).lower()
    assert [phrase for phrase in BANNED if re.search(rf"(?<![\w-]){phrase}(?![\w-])", text)] == []
    assert "!" not in text
    assert not re.search(r"\b(?:988|911|999|112|116 ?123)\b|\+\d{6,}", text)
    assert "medicine" not in text, "then the sentence on medicines must stand here, too"


def test_its_names_are_fit_for_a_shared_screen(step: SmallStep) -> None:
    about = step.about
    for shown in (about.title, about.card, about.description, about.lead):
        assert not [word for word in WORRYING if word in shown.lower()]


def test_it_says_to_stop_if_it_feels_worse_and_what_to_do_instead(step: SmallStep, html: str) -> None:
    assert step.about.stop.startswith("Stop if it feels worse. ")
    assert len(step.about.stop.split()) > 10
    assert html.index("Stop if it feels worse.") < html.index('<div class="prose">')


def test_its_evidence_has_a_source_and_says_what_nobody_has_found(step: SmallStep, html: str) -> None:
    assert "[^" in step.about.evidence
    assert "We found no study" in step.about.evidence
    assert html.count('<li id="source-') == len(step.about.citations)
    assert '<a href="#source-' in html.partition('id="known"')[2].partition("</section>")[0]
    marks = [int(number) for number in re.findall(r'<a href="#source-(\d+)" id="mark-\d+"', html)]
    assert marks == list(range(1, len(marks) + 1)), "numbered in the order of the page"


def test_sources_are_those_that_articles_name(step: SmallStep) -> None:
    """A source that an article names as well is named in the same way."""
    named = {each.id: each for article in library("en").articles.values() for each in article.about.citations}
    for citation in step.about.citations:
        assert citation.text.endswith(".")
        assert re.fullmatch(r"10\.\d{4,9}/\S+", citation.doi) if citation.doi else citation.url.startswith("https://")
        known = named.get(citation.id, citation)
        assert (citation.text, citation.address) == (known.text, known.address)


def test_every_page_leads_to_help_and_to_a_way_out(html: str) -> None:
    text = text_of(html)
    for part in (
        'id="help-end"',
        'href="/help/"',
        'href="/help/young-people/"',
        'href="/articles/getting-help/"',
        "data-leave",
        'id="related"',
    ):
        assert part in html
    assert "Call your local emergency number now." in text.partition("Find a crisis line")[0]
    assert "This page gives information. It cannot tell you what you have." in text
    assert "Not yet reviewed by a clinician." in text


def test_the_list_names_each_once_the_shortest_first() -> None:
    html = Client(headers=HOST).get("/small-steps/").content.decode()
    assert [html.count(f'href="/small-steps/{slug}/"') for slug in NAMES] == [1] * 5
    minutes = [int(found) for found in re.findall(r"About (\d+) minutes", html)]
    assert minutes == sorted(minutes)
    assert len(minutes) == 5


def test_an_address_that_is_not_there_is_not_found() -> None:
    assert Client(headers=HOST).get("/small-steps/nothing/").status_code == 404


# What is typed


def test_nothing_that_is_typed_can_be_sent_or_remembered(step: SmallStep, html: str) -> None:
    main = html.partition("<main")[2]
    elements = Elements(main).found
    fields = [attrs for tag, attrs in elements if tag in ("textarea", "input", "select")]
    assert bool(fields) == (step.slug in TYPED)
    assert not [tag for tag, _ in elements if tag == "form"]
    assert not [attrs for _, attrs in elements if {"form", "formaction", "name"} & attrs.keys()]
    for attrs in fields:
        assert (attrs["autocomplete"], attrs["spellcheck"]) == ("off", "false"), "not even to a spelling service"
    assert all(attrs.get("type") == "button" for tag, attrs in elements if tag == "button")


def test_pages_that_are_typed_in_are_not_stored(step: SmallStep) -> None:
    cache = Client(headers=HOST).get(f"/small-steps/{step.slug}/").headers.get("Cache-Control", "")
    assert cache == ("no-store" if step.slug in TYPED else "")


def test_every_line_of_a_sheet_has_a_label_and_room_on_paper(step: SmallStep, html: str) -> None:
    for field in step.about.fields:
        assert f'<label for="my-{field.id}">{field.label}</label>' in html
        assert html.count(f'id="my-{field.id}"') == 1
    assert html.count('<i class="rule print-only">') == sum(field.rows for field in step.about.fields)


def test_no_script_of_these_pages_can_send_or_store_anything() -> None:
    for name in ("paper", "minutes"):
        code = (settings.BASE_DIR / f"static/js/{name}.js").read_text()
        assert not re.search(r"fetch|XMLHttp|Beacon|Storage|indexedDB|caches|cookie|history|location|\bform\b", code)


def test_every_word_for_a_feeling_can_be_linked_to(step: SmallStep, html: str) -> None:
    for group in step.about.groups:
        assert f'href="#{group.anchor}"' in html
        assert f'id="{group.anchor}"' in html
        assert all(html.count(f'id="{word.anchor}"') == 1 for word in group.words)


def test_the_words_begin_with_very_little_and_count_nothing() -> None:
    words = [word.word for group in BOOK.steps["words-for-feelings"].about.groups for word in group.words]
    assert words[0] == "Nothing"
    assert {"Flat", "Far away", "Numb", "Empty", "I do not know"} <= set(words)
    assert words.index("Flat") < words.index("Glad")


# What a result offers


def slugs(*topics: str) -> list[str]:
    return [step.slug for step in BOOK.on_topics(topics)]


def test_a_result_offers_at_most_two_in_the_order_of_its_topics() -> None:
    assert slugs("small-steps", "always-been-this-way", "why-we-turn-away") == ["plan-one-thing", "words-for-feelings"]
    assert slugs("always-been-this-way", "small-steps") == ["words-for-feelings", "plan-one-thing"]
    assert slugs("feeling-unreal-and-grounding", "after-something-frightening") == ["back-to-the-room"]
    assert slugs("medicines-and-feelings", "no such topic") == []
    assert slugs() == []
    assert len(BOOK.on_topics(ALL_TOPICS)) == 2


@pytest.mark.parametrize("topic", ["feeling-unreal-and-grounding", "after-something-frightening"])
def test_whoever_may_feel_worse_by_looking_inward_is_not_asked_to(topic: str) -> None:
    assert slugs("burnout-and-caring", "why-we-turn-away") == ["five-minutes-body", "writing-prompts"]
    assert slugs("burnout-and-caring", "why-we-turn-away", topic) == ["back-to-the-room"]


def test_a_step_is_on_a_topic_that_results_have(step: SmallStep) -> None:
    assert set(step.about.topics) & set(ALL_TOPICS)


# What an editor is told

FILE = """+++
title = "T"
card = "C"
description = "D"
lead = "L."
minutes = 5
kind = "room"
evidence = "Found.[^ONE]"
stop = "Stop."
topics = ["tears"]
written_on = 2026-01-01
review_due = 2026-07-01
parts = [{ title = "Look", text = "At this." }]
[[citations]]
id = "ONE"
text = "Source."
read_as = "abstract"
doi = "10.1/x"
+++
Before.

***

After.[^ONE]
"""
SHEET = 'kind = "plan"\nfields = [{ id = "a", label = "A" }, { id = "a", label = "B" }]'
LIST = (
    'groups = [{ id = "g", title = "G", words = [{ word = "So so", means = "m" }, { word = "So-so", means = "m" }] }]'
)


def write(folder: Path, text: str) -> Path:
    path = folder / "content/en/small-steps/one.md"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    return path


def test_a_file_is_read_in_three_pieces_with_one_row_of_sources(tmp_path: Path) -> None:
    found = read_small_step(write(tmp_path, FILE), ["tears"])
    assert "Found." in found.evidence_html
    assert found.before_html.strip() == "<p>Before.</p>"
    assert "After." in found.prose.html
    assert 'id="mark-1"' in found.prose.html
    assert 'id="mark-1-2"' in found.evidence_html


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('["tears"]', '["teers"]', "content/en/small-steps/one.md: topic 'teers' is not in topics.toml"),
        ("written_on", 'not_beside = ["teers"]\nwritten_on', "topic 'teers' is not in topics.toml"),
        ("***", "", "the text needs one line *** where its list, sheet or minutes stand"),
        ('kind = "room"', 'kind = "rooms"', "kind: cannot be 'rooms'; did you mean 'room'?"),
        ('parts = [{ title = "Look", text = "At this." }]', "", "kind 'room' needs parts"),
        ("parts =", f"{LIST}\nparts =", "groups is for another kind than 'room'"),
        ('kind = "room"', SHEET, "'a' stands twice"),
        ("Found.[^ONE]", "Found.[^TWO]", "[^TWO] has no source in citations"),
        ("2026-07-01", "2025-07-01", "review_due must be later than written_on"),
        ("lead =", 'reviewed_by = "Dr X"\nlead =', "reviewed_on and reviewed_by belong together"),
        ("stop =", "stopp =", "unknown key 'stopp', did you mean 'stop'?"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(ContentError) as error:
        read_small_step(write(tmp_path, FILE.replace(old, new)), ["tears"])
    assert said in str(error.value)


def test_two_words_with_one_address_are_named(tmp_path: Path) -> None:
    text = FILE.replace('kind = "room"', 'kind = "words"').replace(
        'parts = [{ title = "Look", text = "At this." }]', LIST
    )
    with pytest.raises(ContentError, match="'word-so-so' stands twice"):
        read_small_step(write(tmp_path, text), ["tears"])


def test_an_overdue_review_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.checks.localdate", lambda: date(2040, 1, 1))
    found = [message for message in check_pages() if "small-steps" in str(message.obj)]
    assert len(found) == len(STEPS)
    assert not any(message.is_serious() for message in found)
