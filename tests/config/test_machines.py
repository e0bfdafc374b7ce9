"""Feed, sitemap and robots.txt: complete, right, and the same wherever they are read."""

from dataclasses import replace
from datetime import date, datetime
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client, override_settings

from articles.library import library
from config.addresses import built_addresses, findable_addresses, public_addresses
from support.directory import directory
from tests.pages import Elements, every_page

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
PAGES = every_page()
ARTICLES = dict(library("en").articles)
FILES = {
    "/feed.xml": "application/atom+xml; charset=utf-8",
    "/sitemap.xml": "application/xml; charset=utf-8",
    "/robots.txt": "text/plain; charset=utf-8",
}


@pytest.fixture
def feed(client: Client) -> ElementTree.Element:
    return ElementTree.fromstring(client.get("/feed.xml").content)


@pytest.fixture
def changed_on(client: Client) -> dict[str, str | None]:
    """The sitemap: each address with its day, in the order of the map."""
    found = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return {str(url.findtext(f"{MAP}loc")): url.findtext(f"{MAP}lastmod") for url in found.iter(f"{MAP}url")}


def address(slug: str) -> str:
    return f"{settings.SITE_URL}/articles/{slug}/"


@pytest.mark.parametrize(("name", "kind"), FILES.items())
def test_it_is_a_built_file_of_the_right_kind(client: Client, name: str, kind: str) -> None:
    assert name in built_addresses()
    answer = client.get(name)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
    assert not answer.cookies
    assert client.post(name, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 405


@pytest.mark.parametrize("name", FILES)
def test_it_is_the_same_whoever_asks_and_however_often(client: Client, name: str) -> None:
    there = client.get(name, headers={"host": "127.0.0.1"}).content
    assert client.get(name).content == there
    assert b"127.0.0.1" not in there


def test_the_feed_says_what_atom_asks_for(feed: ElementTree.Element) -> None:
    assert feed.tag == f"{ATOM}feed"
    for place in (feed, *feed.findall(f"{ATOM}entry")):
        for needed in ("id", "title", "updated"):
            assert len(place.findall(f"{ATOM}{needed}")) == 1
        stamp = datetime.fromisoformat(str(place.findtext(f"{ATOM}updated")))
        assert stamp.tzinfo
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == (settings.SITE_OPERATOR or settings.SITE_NAME)
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"self": f"{settings.SITE_URL}/feed.xml", "alternate": f"{settings.SITE_URL}/articles/"}


def test_the_feed_holds_every_article_once_under_an_id_that_stays(feed: ElementTree.Element) -> None:
    entries = {str(entry.findtext(f"{ATOM}id")): entry for entry in feed.findall(f"{ATOM}entry")}
    assert set(entries) == {address(slug) for slug in ARTICLES}
    assert len(feed.findall(f"{ATOM}entry")) == len(ARTICLES)
    for slug, article in ARTICLES.items():
        entry = entries[address(slug)]
        assert [link.get("href") for link in entry.findall(f"{ATOM}link")] == [address(slug)]
        assert entry.findtext(f"{ATOM}title") == article.about.title
        assert str(entry.findtext(f"{ATOM}published")).startswith(article.about.written_on.isoformat())
        assert str(entry.findtext(f"{ATOM}updated")).startswith(article.about.changed_on.isoformat())


def test_the_newest_comes_first_and_those_of_a_day_by_title(feed: ElementTree.Element) -> None:
    found = [
        (str(entry.findtext(f"{ATOM}published")), str(entry.findtext(f"{ATOM}title")))
        for entry in feed.iter(f"{ATOM}entry")
    ]
    by_title = sorted(found, key=lambda row: row[1])
    assert found == sorted(by_title, key=lambda row: row[0], reverse=True)


def test_a_newer_text_goes_before_all_others(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    books, slug = library("en"), max(ARTICLES, key=lambda slug: ARTICLES[slug].about.title)
    newer = replace(ARTICLES[slug], about=replace(ARTICLES[slug].about, written_on=date(2027, 1, 9)))
    shelf = replace(books, articles=ARTICLES | {slug: newer})
    monkeypatch.setattr("config.machines.library", lambda _: shelf)
    found = ElementTree.fromstring(client.get("/feed.xml").content)
    assert found.findtext(f"{ATOM}entry/{ATOM}id") == address(slug)
    assert str(found.findtext(f"{ATOM}updated")).startswith("2027-01-09")


def test_reading_pages_say_where_the_feed_is() -> None:
    for name, html in PAGES.items():
        links = [attrs for tag, attrs in Elements(html).found if tag == "link" and "atom" in attrs.get("type", "")]
        assert len(links) == (1 if name.startswith("/articles/") else 0), name
        assert all(link["href"] == "/feed.xml" and link["rel"] == "alternate" for link in links)


def test_the_map_holds_every_page_that_may_be_found_and_no_other(changed_on: dict[str, str | None]) -> None:
    hidden = {name for name in public_addresses() if '<meta name="robots" content="noindex">' in PAGES[name]}
    assert hidden == {"/self-check/lines/", "/help/kept/"}
    assert list(changed_on) == [settings.SITE_URL + name for name in public_addresses() if name not in hidden]
    assert set(findable_addresses()) == set(public_addresses()) - hidden


def test_the_map_gives_the_day_of_a_text_where_it_is_known(changed_on: dict[str, str | None]) -> None:
    for slug, article in ARTICLES.items():
        assert changed_on[address(slug)] == article.about.changed_on.isoformat()
    for country in directory().countries.values():
        assert changed_on[f"{settings.SITE_URL}/help/{country.slug}/"] == country.compiled_on.isoformat()
    for name, html in PAGES.items():
        if name in findable_addresses() and '<p class="dates">' in html:
            assert changed_on[settings.SITE_URL + name], name
    assert changed_on[f"{settings.SITE_URL}/"] is None


def test_every_robot_may_read_everything_and_finds_the_map(client: Client) -> None:
    robots = RobotFileParser()
    robots.parse(client.get("/robots.txt").content.decode().splitlines())
    assert robots.site_maps() == [f"{settings.SITE_URL}/sitemap.xml"]
    for name in built_addresses():
        assert robots.can_fetch("Anybot/1.0", settings.SITE_URL + name), "what may not be read cannot say noindex"


def test_a_site_with_another_address_says_that_one_everywhere(client: Client) -> None:
    with override_settings(SITE_URL="https://thaw.example"):
        for name in FILES:
            text = client.get(name).content.decode()
            assert "https://thaw.example/" in text
            assert "localhost" not in text, name
