"""The page that a device can keep, and the service worker that shows it without a network."""

import re

import pytest
from django.conf import settings
from django.test import Client

from config.addresses import built_addresses, public_addresses
from contentfiles import read_toml
from support import kept
from support.checks import RejectedNumbers
from support.contacts import contacts
from support.directory import Directory
from tests.pages import Elements, text_of

from .test_helplines import COUNTRIES, numbers_on

PAGE = "/help/kept/"
WORKER = "/offline.js"


@pytest.fixture(scope="module")
def page() -> str:
    html: str = Client(headers={"host": "localhost"}).get(PAGE).content.decode()
    return html


def section(html: str, slug: str) -> str:
    """What stands under one country."""
    found = re.search(rf'<section id="{slug}">.*?</section>', html, re.S)
    assert found, slug
    return found[0]


def worker() -> str:
    """The service worker as it is now."""
    text: str = Client(headers={"host": "localhost"}).get(WORKER).content.decode()
    return text


@pytest.mark.parametrize("code", COUNTRIES)
def test_every_country_has_its_emergency_number_and_whoever_can_be_called_or_texted(
    helplines: Directory, page: str, code: str
) -> None:
    country = helplines.countries[code]
    own = section(page, country.slug)
    assert f'<li><a href="#{country.slug}">' in page
    expected = [country.emergency]
    expected += [line for line in country.lines if line.kind in ("crisis", "urgent", "youth", "abuse")]
    if (primary := contacts(country).crisis_line) is not None:
        assert primary in expected
    for line in expected:
        assert not line.phone or line.phone in own, line.id
        for number in line.dial:
            assert f'href="tel:{number}"' in own, (line.id, number)
        assert not line.sms or f'href="sms:{line.sms.to}' in own, line.id
    for other in country.emergency.beside:
        assert other.number in own
    assert country.emergency.note in text_of(own)


@pytest.mark.parametrize("code", COUNTRIES)
def test_no_rejected_number_and_none_of_another_country(helplines: Directory, page: str, code: str) -> None:
    rows = read_toml(settings.CONTENT_DIR / "helplines/rejected.toml", RejectedNumbers).rejected
    own = section(page, code.lower())
    never = {number for row in rows if row.country == code for number in row.numbers}
    assert never.isdisjoint(numbers_on(own))
    country = helplines.countries[code]
    known = {number for line in country.lines for number in line.dial}
    known |= {number for line in country.lines for other in line.alternates for number in other.dial}
    assert set(re.findall(r'href="tel:([^"]+)"', own)) <= known


def test_a_country_without_a_confirmed_line_says_so(page: str) -> None:
    assert "no crisis line here that we could confirm" in section(page, "tr")
    assert "no crisis line here that we could confirm" not in section(page, "gb")


def test_hours_and_limits_stand_beside_a_number(page: str) -> None:
    assert "England, Scotland, Wales; then choose the mental health option" in section(page, "gb")
    assert "hours not confirmed" in section(page, "gb")
    assert "There is no single number: 192 ambulance" in section(page, "br")


def test_the_page_says_why_it_is_there_how_old_it_is_and_that_calls_need_no_internet(
    page: str, helplines: Directory
) -> None:
    text = text_of(page)
    assert "this page stands in for every page of this site" in text
    assert "they need a phone signal, not the internet" in text
    oldest = min(country.compiled_on for country in helplines.countries.values())
    assert f"Compiled from public sources on {oldest.day} {oldest:%B %Y}; not yet confirmed with the service." in text
    for line in helplines.anywhere.lines:
        assert line.name in text


def test_the_page_needs_nothing_but_itself(page: str) -> None:
    """Without a network there is no second request: the style stands in it, and no picture or script is needed."""
    assert "<style>" in page
    tags = [tag for tag, _ in Elements(page).found]
    assert not {"img", "form", "iframe"} & set(tags)
    assert '<meta name="robots" content="noindex">' in page
    assert PAGE in public_addresses()


def test_the_page_is_the_same_whoever_asks_and_light(page: str, client: Client) -> None:
    import brotli

    headers = {"host": "127.0.0.1", "Accept-Language": "ja", "Referer": "http://localhost/help/gb/", "Cookie": "a=b"}
    assert Client(headers=headers).get(PAGE).content.decode() == page
    assert client.get(PAGE).content.decode() == kept.html()
    assert len(brotli.compress(page.encode())) < 16 * 1024


def test_the_worker_changes_exactly_when_the_page_does(monkeypatch: pytest.MonkeyPatch) -> None:
    before = worker()
    assert before == worker()
    assert kept.version(kept.html()) in before
    real = kept.html()
    monkeypatch.setattr(kept, "html", lambda: real.replace("116 123", "116 124"))
    after = worker()
    assert after != before
    assert after.replace(kept.version(kept.html()), "") == before.replace(kept.version(real), "")


def test_the_worker_is_a_script_that_browsers_ask_for_again(client: Client) -> None:
    response = client.get(WORKER)
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-cache"
    assert not response.cookies
    assert WORKER in built_addresses()
    assert WORKER not in public_addresses()
    assert client.post(WORKER, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 405


def test_the_policy_allows_workers_of_this_site_only(client: Client) -> None:
    for address in (WORKER, PAGE, "/"):
        policy = client.get(address).headers["Content-Security-Policy"].split("; ")
        assert "worker-src 'self'" in policy
        assert "script-src 'self'" in policy
        assert "connect-src 'self'" in policy


def test_the_worker_keeps_one_address_and_reads_nothing_that_is_sent() -> None:
    text = worker()
    assert text.startswith("// Help without a network.")
    assert re.findall(r"\.(?:add|addAll|put)\(", text) == [".add("]
    assert re.findall(r'"(/[^"]*)"', text) == [PAGE]
    for word in ("clone", "formData", "json(", "arrayBuffer", "blob(", "postMessage", "importScripts", "indexedDB"):
        assert word not in text
    assert re.findall(r"(\w+)\.text\(", text) == ["page"]
    assert not re.search(r"https?:", text)


def test_the_script_that_offers_it_waits_for_the_tap() -> None:
    text = (settings.BASE_DIR / "static/js/keep.js").read_text()
    assert text.count(".register(") == 1
    assert not re.search(r"localStorage|sessionStorage|indexedDB|cookie", text)


@pytest.mark.parametrize("address", ["/help/", "/help/gb/", "/help/young-people/", "/help/someone-else/", PAGE])
def test_help_pages_offer_it_hidden_until_a_script_shows_it(client: Client, address: str) -> None:
    html = client.get(address).content.decode()
    offers = [attrs for tag, attrs in Elements(html).found if tag == "section" and attrs.get("class") == "keep"]
    assert [(attrs["data-page"], attrs["data-worker"], "hidden" in attrs) for attrs in offers] == [(PAGE, WORKER, True)]
    assert "Others who use it could find them." in html


@pytest.mark.parametrize("address", ["/", "/articles/", "/self-check/", "/about/", "/privacy/"])
def test_no_other_page_has_anything_to_do_with_it(client: Client, address: str) -> None:
    html = client.get(address).content.decode()
    assert "/static/js/keep." not in html
    assert WORKER not in html


def test_the_privacy_page_says_what_is_kept_and_how_to_remove_it(client: Client) -> None:
    text = text_of(client.get("/privacy/").content.decode())
    for words in (
        "Nothing you answered or read goes into your browser's storage.",
        "They are the same for everyone.",
        "Others who use the device could find them",
        "Remove help numbers from this device",
        "Clearing this site's data in your browser removes them, too.",
    ):
        assert words in text.replace("’", "'"), words
