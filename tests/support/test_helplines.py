"""Every helpline as it is in content/helplines, and the checks that keep it so."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import Client

from contentfiles import read_toml
from support.checks import Rejected, RejectedNumbers, check_helplines, problems
from support.contacts import SERVED_MOST, contacts, served_most, shared_emergency
from support.directory import Country, Directory, Helpline, directory

COUNTRIES = sorted(directory().countries)


def with_line(found: Directory, code: str, **changes: object) -> Directory:
    """The directory with the first crisis line of one country changed."""
    country = found.countries[code]
    first = country.of_kind("crisis")[0]
    lines = tuple(replace(line, **changes) if line is first else line for line in country.lines)  # type: ignore[arg-type]
    return Directory(dict(found.countries) | {code: replace(country, lines=lines)}, found.anywhere)


def test_the_data_passes_its_own_checks() -> None:
    assert [message for message in check_helplines() if message.is_serious()] == []


def test_79_countries_and_313_lines_are_there(helplines: Directory) -> None:
    assert len(helplines.countries) == 79
    assert sum(len(country.lines) for country in (*helplines.countries.values(), helplines.anywhere)) == 313


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"sources": ()}, "has no source"),
        ({"dial": ("116-123",)}, "digits and a leading + only"),
        ({"e164": "+4411"}, "is not a number that exists"),
        ({"e164": "+44 808 808 8000", "dial": ()}, "must be written as + and digits only"),
        ({"whatsapp": "none"}, "is not an international number"),
        ({"e164": "+448088088000"}, "are different numbers"),
        ({"id": "gb-shout"}, "id 'gb-shout' is used twice"),
        ({"region": "Wales"}, "is primary, so it must be a national crisis line"),
        ({"dial": ()}, "cannot be dialled"),
        ({"phone": "", "dial": (), "web_url": "", "note": ""}, "gives no way to make contact"),
    ],
)
def test_a_wrong_line_is_named(helplines: Directory, changes: dict[str, object], said: str) -> None:
    assert any(said in problem for problem in problems(with_line(helplines, "GB", **changes), ()))


def test_two_primary_lines_and_a_missing_emergency_number_are_named(helplines: Directory) -> None:
    country = helplines.countries["GB"]
    without = Directory({"GB": replace(country, lines=country.lines[1:])}, helplines.anywhere)
    assert any("no emergency number" in problem for problem in problems(without, ()))
    twice = replace(country, lines=(*country.lines, replace(country.of_kind("crisis")[0], id="gb-again")))
    found = Directory({"GB": twice}, helplines.anywhere)
    assert any("more than one line is primary" in problem for problem in problems(found, ()))


def test_a_rejected_number_is_found_wherever_it_would_be_shown(helplines: Directory) -> None:
    never = (Rejected(country="GB", numbers=("08457909090",), why="old", reason="retired"),)
    for changes in ({"phone": "08457 90 90 90"}, {"note": "Or call 08457 90 90 90."}, {"dial": ("08457909090",)}):
        assert any("was rejected" in problem for problem in problems(with_line(helplines, "GB", **changes), never))
    assert not any("was rejected" in problem for problem in problems(helplines, never))


@pytest.fixture(scope="module")
def rejected() -> dict[str, set[str]]:
    rows = read_toml(settings.CONTENT_DIR / "helplines/rejected.toml", RejectedNumbers).rejected
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row.country, set()).update(row.numbers)
    return found


def numbers_on(html: str) -> Iterator[str]:
    text = re.sub(r"<[^>]+>", " ", re.sub(r"<details.*?</details>", "", html, flags=re.S))
    for found in re.findall(r"[+*#\d][\d\s().–-]*\d", text):
        yield re.sub(r"[^\d*#]", "", found)
    yield from (re.sub(r"[^\d*#]", "", found) for found in re.findall(r'href="(?:tel|sms):([^"?]+)', html))


@pytest.mark.parametrize("code", COUNTRIES)
def test_a_countrys_page_shows_its_lines_and_never_a_rejected_number(
    client: Client, helplines: Directory, rejected: dict[str, set[str]], code: str
) -> None:
    country = helplines.countries[code]
    html = client.get(f"/help/{country.slug}/").content.decode()
    assert rejected.get(code, set()).isdisjoint(numbers_on(html))
    for line in country.lines:
        assert line.kind == "emergency" or f'id="{line.id}"' in html
        for number in line.dial:
            assert f'href="tel:{number}"' in html, (line.id, number)
    assert html.index(f'href="tel:{country.emergency.dial[0]}"') < html.index("<h3>")
    assert html.count("not yet confirmed with the service") >= len(country.lines), "each line says where it was read"
    assert "editor_note" not in html


@pytest.mark.parametrize("code", COUNTRIES)
def test_texts_name_only_lines_of_the_country(helplines: Directory, code: str) -> None:
    country = helplines.countries[code]
    chosen = contacts(country)
    for line in (chosen.emergency, chosen.crisis_line, chosen.crisis_text, chosen.urgent_line, chosen.abuse_line):
        assert line is None or line in country.lines
    assert chosen.emergency.kind == "emergency"
    if chosen.crisis_line:
        assert chosen.crisis_line.primary
        assert chosen.crisis_line.national
    if chosen.crisis_text:
        assert chosen.crisis_text.national


def test_crisis_lines_open_round_the_clock_come_first(helplines: Directory) -> None:
    for country in helplines.countries.values():
        crisis = [line for line in country.of_kind("crisis") if not line.primary]
        assert crisis == sorted(crisis, key=lambda line: (not line.always_open, line.order))
        if (first := country.of_kind("crisis")[:1]) and any(line.primary for line in country.lines):
            assert first[0].primary


def test_the_ambulances_own_number_is_never_replaced_by_the_polices(helplines: Directory) -> None:
    for country in helplines.countries.values():
        police = {other.number for other in country.emergency.alternates if "police" in other.role}
        assert country.emergency.phone not in police


def test_a_country_without_a_confirmed_line_says_so_and_guesses_nothing(client: Client) -> None:
    html = client.get("/help/tr/").content.decode()
    assert "no crisis line here that we could confirm" in html
    assert 'href="tel:112"' in html
    assert "findahelpline.com" in html
    assert {"182", "183"}.isdisjoint(numbers_on(html))


def test_shared_emergency_numbers_name_the_countries_they_serve(helplines: Directory) -> None:
    served = dict(shared_emergency())
    assert list(served) == ["112", "911", "999", "000"]
    assert {country.code for country in served["911"]} >= {"US", "CA", "MX"}
    for number, countries in served.items():
        assert countries
        assert all(country.emergency.phone == number for country in countries)
    assert [country.code for country, _ in served_most()] == list(SERVED_MOST)


@pytest.mark.parametrize(
    "address", ["/help/xx/", "/help/GB/", "/help/int/", "/help/rejected/", "/help/gb", "/help/g%00b/"]
)
def test_an_unknown_country_is_a_page_that_helps(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code in (301, 404)
    if response.status_code == 404:
        assert "Find help" in response.content.decode()


def test_overdue_checks_are_warnings(monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date

    monkeypatch.setattr("web.checks.localdate", lambda: date(2030, 1, 1))
    found = check_helplines()
    assert len(found) == 80, "79 countries and the directories of anywhere"
    assert not any(message.is_serious() for message in found)
    assert str(found[0]).startswith("content/helplines/")


def test_editors_notes_are_shown_nowhere(client: Client, helplines: Directory) -> None:
    def notes(country: Country) -> list[Helpline]:
        return [line for line in country.lines if line.editor_note]

    for country in helplines.countries.values():
        html = client.get(f"/help/{country.slug}/").content.decode() if notes(country) else ""
        assert not any(line.editor_note in html for line in notes(country))
