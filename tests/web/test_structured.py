"""What pages say of themselves to programs: read as others read it, and nothing that is not so."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings
from rdflib import RDF, SDO, Graph, Literal, URIRef
from rdflib.plugins.shared.jsonld.util import HTMLJSONParser

from articles.library import Article, library
from articles.structured import article_graph
from config.addresses import findable_addresses
from support.directory import directory
from tests.pages import Elements, every_page, text_of
from web.structured import Node, Site, questions, website
from web.templatetags.machines import json_ld

PAGES = every_page()
BOOKS = library("en")
ARTICLES = [f"/articles/{slug}/" for slug in BOOKS.articles]
HELP = [address for address in findable_addresses() if address.startswith("/help/")]
SDO_TERMS = "https://schema.org/"


def data_of(html: str) -> list[Any]:
    """The JSON-LD of a page, taken out of its HTML by rdflib."""
    parser = HTMLJSONParser(extract_all_scripts=True)
    parser.feed(html)
    found = parser.get_json()
    return found if isinstance(found, list) else [found]


def triples(data: dict[str, Any]) -> Graph:
    """Structured data as RDF. Schema.org's own context is not fetched: its vocabulary stands in for it."""
    assert data["@context"] == "https://schema.org"
    return Graph().parse(data=json.dumps(data | {"@context": {"@vocab": SDO_TERMS}}), format="json-ld")


def read(address: str) -> Graph:
    (data,) = data_of(PAGES[address])
    return triples(data)


def one(graph: Graph, kind: URIRef) -> Any:
    (found,) = graph.subjects(RDF.type, kind)
    return found


def words(graph: Graph, subject: Any, *properties: URIRef) -> list[str]:
    """The values at the end of a chain of properties."""
    found = [subject]
    for each in properties:
        found = [value for start in found for value in graph.objects(start, each)]
    return sorted(str(value) for value in found)


def test_every_word_of_it_is_one_of_schema_org() -> None:
    seen = set()
    for address in findable_addresses():
        for data in data_of(PAGES[address]):
            graph = triples(data)
            terms = {*graph.predicates(), *graph.objects(None, RDF.type)} - {RDF.type}
            seen |= {str(term).removeprefix(SDO_TERMS) for term in terms}
    assert {"MedicalWebPage", "FAQPage", "BreadcrumbList", "WebSite", "citation"} <= seen
    assert [term for term in seen if term not in SDO] == []


@pytest.mark.parametrize("address", ARTICLES)
def test_an_article_says_what_it_is_and_where_each_claim_comes_from(address: str) -> None:
    about = BOOKS.articles[address.split("/")[2]].about
    graph = read(address)
    page = one(graph, SDO.MedicalWebPage)
    assert words(graph, page, SDO.name) == words(graph, page, SDO.headline) == [about.title]
    assert words(graph, page, SDO.description) == [about.description]
    assert words(graph, page, SDO.url) == [settings.SITE_URL + address]
    assert words(graph, page, SDO.inLanguage) == ["en"]
    assert words(graph, page, SDO.datePublished) == [about.written_on.isoformat()]
    assert words(graph, page, SDO.audience, RDF.type) == [str(SDO.MedicalAudience)]
    assert words(graph, page, SDO.citation, SDO.name) == sorted(each.text for each in about.citations)
    assert words(graph, page, SDO.citation, SDO.url) == sorted(each.address for each in about.citations)
    assert words(graph, page, SDO.isPartOf, SDO.url) == [f"{settings.SITE_URL}/"]


@pytest.mark.parametrize("address", ARTICLES)
def test_an_article_is_about_topics_and_names_no_condition(address: str) -> None:
    graph = read(address)
    topics = words(graph, one(graph, SDO.MedicalWebPage), SDO.about, SDO.name)
    assert topics
    assert set(topics) <= {topic.label for topic in BOOKS.topics.topics}
    assert not set(graph.objects(None, RDF.type)) & {SDO.MedicalCondition, SDO.Patient, SDO.MedicalSignOrSymptom}


def as_read(article: Article) -> Graph:
    return triples(article_graph(article, BOOKS))


def test_reviewed_is_said_only_where_someone_reviewed_it() -> None:
    article = BOOKS.articles["feeling-numb"]
    written = replace(article, about=replace(article.about, reviewed_on=None, reviewed_by=""))
    reviewed = replace(article, about=replace(article.about, reviewed_on=date(2027, 1, 9), reviewed_by="Dr A. Example"))
    graph = as_read(written)
    assert not [*graph.objects(None, SDO.lastReviewed), *graph.objects(None, SDO.reviewedBy)]
    graph = as_read(reviewed)
    page = one(graph, SDO.MedicalWebPage)
    assert words(graph, page, SDO.lastReviewed) == ["2027-01-09"]
    assert words(graph, page, SDO.reviewedBy, SDO.name) == ["Dr A. Example"]


def test_what_the_pages_say_of_reviews_is_what_is_so() -> None:
    for address in ARTICLES:
        about = BOOKS.articles[address.split("/")[2]].about
        assert ("lastReviewed" in PAGES[address]) == bool(about.reviewed_on)


def test_a_publisher_is_named_only_where_one_has_a_name() -> None:
    with override_settings(SITE_OPERATOR=""):
        assert not list(as_read(BOOKS.articles["feeling-numb"]).objects(None, SDO.publisher))
    with override_settings(SITE_OPERATOR="A clinic"):
        graph = as_read(BOOKS.articles["feeling-numb"])
        assert words(graph, one(graph, SDO.MedicalWebPage), SDO.publisher, SDO.name) == ["A clinic"]
    site = Site(name="Thaw", url="https://thaw.example", language="en", operator="A clinic")
    assert website(site)["publisher"] == {"@type": "Organization", "name": "A clinic"}


def test_every_question_and_its_answer_stand_on_the_page() -> None:
    asking = [address for address in findable_addresses() if "FAQPage" in PAGES[address]]
    assert {"/", "/articles/why-cant-i-cry/"} <= set(asking)
    for address in asking:
        graph, shown = read(address), text_of(PAGES[address])
        found = list(graph.objects(one(graph, SDO.FAQPage), SDO.mainEntity))
        assert found
        for question in found:
            (name,), (answer,) = words(graph, question, SDO.name), words(graph, question, SDO.acceptedAnswer, SDO.text)
            assert name.endswith("?")
            assert name in shown
            assert answer in shown


def test_what_is_no_question_is_not_called_one() -> None:
    assert questions([("Feeling numb", "It has no single meaning.")]) == {}
    assert "FAQPage" not in PAGES["/articles/feeling-numb/"]


@pytest.mark.parametrize("address", [*ARTICLES, *HELP])
def test_the_way_to_a_page_leads_over_pages_that_are_there(address: str) -> None:
    graph = read(address)
    steps = sorted(
        (int(position.toPython()), words(graph, step, SDO.name)[0], words(graph, step, SDO.item)[0])
        for step in graph.objects(one(graph, SDO.BreadcrumbList), SDO.itemListElement)
        for position in graph.objects(step, SDO.position)
        if isinstance(position, Literal)
    )
    assert [position for position, _, _ in steps] == list(range(1, len(steps) + 1))
    places = [place.removeprefix(settings.SITE_URL) for _, _, place in steps]
    assert places[0] == "/"
    assert places[-1] == address
    assert set(places) <= set(findable_addresses())
    assert all(name for _, name, _ in steps)


def test_a_country_is_named_as_in_a_list() -> None:
    graph = read("/help/nl/")
    assert directory().countries["NL"].name["en"] in words(graph, None, SDO.name)


def test_only_pages_that_may_be_found_carry_data_and_it_stands_last() -> None:
    for name, html in PAGES.items():
        if name not in findable_addresses():
            assert "ld+json" not in html, name
            assert "og:" not in html, name
        elif "ld+json" in html:
            assert html.index("</footer>") < html.index('<script type="application/ld+json">'), name


def test_nothing_in_the_data_can_end_its_block() -> None:
    nasty: Node = {"name": "</script><script>alert(1)</script><!-- & “quotes” \\ é"}
    block = json_ld(nasty)
    assert re.fullmatch(r'<script type="application/ld\+json">[^<>&]+</script>', block)
    assert data_of(block) == [nasty]


# What a link to a page shows elsewhere


def meta(html: str) -> dict[str, str]:
    tags = [attrs for tag, attrs in Elements(html).found if tag == "meta"]
    return {attrs.get("property") or attrs.get("name", ""): attrs.get("content", "") for attrs in tags}


@pytest.mark.parametrize("address", findable_addresses())
def test_a_link_shows_the_page_s_own_words_and_the_one_neutral_picture(address: str) -> None:
    html = PAGES[address]
    said = meta(html)
    (title,) = re.findall(r"<title>(.*?)</title>", html)
    assert f'<meta property="og:title" content="{title}">' in html
    assert said["og:description"] == said["description"] != ""
    assert said["og:url"] == settings.SITE_URL + address
    assert said["og:type"] == ("article" if address in ARTICLES else "website")
    assert (said["og:site_name"], said["og:locale"]) == (settings.SITE_NAME, "en_GB")
    assert said["og:image:alt"]
    picture = said["og:image"].removeprefix(f"{settings.SITE_URL}/static/")
    body = (settings.STATIC_ROOT / picture).read_bytes()
    assert body[:8] == b"\x89PNG\r\n\x1a\n"
    size = (int.from_bytes(body[16:20]), int.from_bytes(body[20:24]))
    assert (said["og:image:width"], said["og:image:height"]) == tuple(map(str, size)) == ("1200", "630")
    assert len(body) < 40 * 1024


def test_the_picture_is_the_same_for_every_page() -> None:
    assert len({meta(PAGES[address])["og:image"] for address in findable_addresses()}) == 1


# Languages to come

TWO = [("en", "English"), ("es", "Español")]


@pytest.fixture
def two_languages() -> Iterator[None]:
    with override_settings(LANGUAGES=TWO, ROOT_URLCONF="tests.web.two_languages"):
        yield


def alternates(html: str) -> dict[str, str]:
    links = [attrs for tag, attrs in Elements(html).found if tag == "link" and "hreflang" in attrs]
    return {attrs["hreflang"]: attrs["href"] for attrs in links if attrs["rel"] == "alternate"}


def test_with_one_language_no_page_names_others() -> None:
    assert len(settings.LANGUAGES) > 1 or not [html for html in PAGES.values() if "hreflang" in html]


@pytest.mark.usefixtures("two_languages")
def test_with_two_languages_each_page_names_both_and_the_one_for_everyone_else(client: Client) -> None:
    here = f"{settings.SITE_URL}/help/young-people/"
    both = {"en": here, "es": f"{settings.SITE_URL}/es/help/young-people/", "x-default": here}
    assert alternates(client.get("/help/young-people/").content.decode()) == both


@pytest.mark.usefixtures("two_languages")
def test_what_is_not_to_be_found_has_no_other_languages(client: Client) -> None:
    assert alternates(client.get("/help/kept/").content.decode()) == {}
    assert alternates(client.get("/self-check/lines/").content.decode()) == {}
