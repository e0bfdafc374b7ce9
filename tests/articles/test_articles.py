"""Every article as it is in content/: the writing rules that a machine can check."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from articles.checks import check_articles
from articles.library import Article, library, read_library
from articles.writing import article_problems, plain, rules
from contentfiles import ContentError
from selfcheck.reading import ALL_TOPICS
from tests import reading

BOOKS = library("en")
ARTICLES = list(BOOKS.articles.values())
RULES = rules("en")
BANNED = tuple(phrase for phrase in RULES.banned if phrase != "!")


@pytest.fixture(params=ARTICLES, ids=lambda article: article.slug)
def article(request: pytest.FixtureRequest) -> Article:
    found: Article = request.param
    return found


def test_the_first_six_are_there() -> None:
    assert set(BOOKS.articles) >= {
        "getting-help", "feeling-numb", "why-cant-i-cry", "when-nothing-feels-good",
        "antidepressants-and-feeling-flat", "avoiding-feelings",
    }  # fmt: skip
    assert [message for message in check_articles() if message.is_serious()] == []


def test_it_keeps_every_writing_rule(article: Article) -> None:
    source = (settings.CONTENT_DIR / "en/articles" / f"{article.slug}.md").read_text()
    assert list(article_problems(article, source, RULES)) == []


def test_it_reads_at_grade_seven_or_lower_with_a_dictionary_of_sounds_too(article: Article) -> None:
    assert reading.grade(plain(article.markdown)) <= 7.0


def test_sources_are_real_addresses_and_say_what_was_read(article: Article) -> None:
    for citation in article.about.citations:
        assert re.fullmatch(r"10\.\d{4,9}/\S+", citation.doi) if citation.doi else citation.url.startswith("https://")
        assert citation.read_as
        assert citation.text.endswith((".", "?"))


def test_the_page_has_what_every_article_has(client: Client, article: Article) -> None:
    html = client.get(f"/articles/{article.slug}/").content.decode()
    for part in ('id="help-top"', 'id="help-end"', 'id="in-short"', 'id="sources"', 'id="related"'):
        assert part in html
    assert "Written from published sources. Not yet reviewed by a clinician." in html
    assert "This page gives information. It cannot tell you what you have." in html
    assert f"Written {article.about.written_on:%-d %B %Y}" in html
    assert f"To be checked again by {article.about.review_due:%-d %B %Y}" in html
    assert (
        html.index("</h1>")
        < html.index(article.about.short_answer[:20].replace("'", "&#x27;"))
        < html.index('id="in-short"')
    )
    assert html.count('<li id="source-') == len(article.about.citations)
    assert 'href="/self-check/"' in html


def test_every_topic_of_a_result_leads_to_reading() -> None:
    for topic in ALL_TOPICS:
        assert BOOKS.on_topics([topic])
    assert len(BOOKS.on_topics(ALL_TOPICS)) == 3


def test_the_list_holds_every_article_once(client: Client) -> None:
    html = client.get("/articles/").content.decode()
    for found in ARTICLES:
        assert html.count(f'href="/articles/{found.slug}/"') == 1


def test_sources_page_names_every_source(client: Client) -> None:
    html = client.get("/sources/").content.decode()
    for found in ARTICLES:
        for citation in found.about.citations:
            assert citation.address.replace("&", "&amp;") in html


# What an editor is told

ARTICLE = """+++
title = "T"
card = "C"
short_answer = "S."
description = "D"
in_short = ["a", "b", "c"]
topics = ["tears"]
areas = []
related = []
written_on = 2026-01-01
review_due = 2026-07-01
[[citations]]
id = "ONE"
text = "Source."
read_as = "abstract"
doi = "10.1/x"
+++
A fact.[^ONE]
"""
TOPICS = 'shelves = [{ id = "s", label = "S" }]\ntopics = [{ id = "tears", label = "Tears", shelf = "s" }]\n'


def write(folder: Path, article: str = ARTICLE, topics: str = TOPICS) -> Path:
    place = folder / "content/en"
    (place / "articles").mkdir(parents=True)
    (place / "articles/one.md").write_text(article)
    (place / "topics.toml").write_text(topics)
    return place


def test_a_small_library_reads(tmp_path: Path) -> None:
    assert list(read_library(write(tmp_path)).articles) == ["one"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('["tears"]', '["teers"]', "content/en/articles/one.md: topic 'teers' is not in topics.toml"),
        ('["tears"]', "[]", "content/en/articles/one.md: topics needs at least one topic"),
        ("related = []", 'related = ["two"]', "related article 'two' does not exist"),
        ("[^ONE]", "[^TWO]", "[^TWO] has no source in citations"),
        ("[^ONE]", "", "source 'ONE' is never cited"),
        ('"a", "b", "c"', '"a"', "in_short needs three lines, there are 1"),
        ("2026-07-01", "2025-07-01", "review_due must be later than written_on"),
        ('doi = "10.1/x"', "", "citation 'ONE' needs a doi or a url"),
        ("areas = []", 'areas = []\nreviewed_by = "Dr X"', "reviewed_on and reviewed_by belong together"),
        ("card =", "crad =", "unknown key 'crad', did you mean 'card'?"),
    ],
)
def test_a_wrong_article_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(ContentError) as error:
        read_library(write(tmp_path, ARTICLE.replace(old, new)))
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('shelf = "s"', 'shelf = "t"', "shelf 't' does not exist"),
        ('shelf = "s"', 'shelf = "s", until_written = "one"', "has an article now: take its until_written out"),
        ("topics = [", 'topics = [{ id = "joy", label = "J", shelf = "s" }, ', "topic 'joy' has no article"),
    ],
)
def test_wrong_topics_are_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(ContentError) as error:
        read_library(write(tmp_path, topics=TOPICS.replace(old, new)))
    assert said in str(error.value)


def test_an_overdue_review_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.checks.localdate", lambda: date(2040, 1, 1))
    found = check_articles()
    assert len(found) == len(ARTICLES)
    assert not any(message.is_serious() for message in found)
    assert str(found[0]).startswith("content/en/articles/")


def test_content_says_nothing_of_where_it_was_made() -> None:
    for path in Path(settings.CONTENT_DIR).rglob("*.*"):
        assert not re.search(r"(?<![\w./-])/(?:work|tmp|home)/|\bdataset\b|evidence sheet", path.read_text()), path
