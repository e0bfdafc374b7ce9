"""A clinic's door: the same site with the clinic's help beside it, and the general site where it does not open."""

import re
from datetime import date

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from clinics import directory
from clinics.door import BEHIND
from clinics.models import Clinic, FormerCode, ListItem, LocalFact, ReadingList
from tests.pages import FORM, HERE, HOST, Elements, text_of, without_style

pytestmark = pytest.mark.django_db
NAME, PHONE = "Riverside Practice", "020 7946 0018"
KIND = {
    "unknown": "We do not know that address",
    "retired": "That address is no longer in use",
    "renamed": "That address has changed",
    "away": "cannot be shown just now",
}
LEVELS = {
    "now": "saf=3",
    "soon with S1": "saf=2",
    "soon with S4": "fun=4",
    "soon without": "dur=gt2m&fun=3&" + "&".join(f"{area}{n}=4" for area in "ME" for n in range(1, 7)),
    "consider": "saf=r&med=start",
    "read": "saf=0",
}


@pytest.fixture
def visitor() -> Client:
    return Client(headers=HOST)


@pytest.fixture
def clinic() -> Clinic:
    made = Clinic.objects.create(name=NAME, code="riverside", country="GB")
    facts = {"phone": ("", PHONE, "+442079460018"), "hours": ("Monday to Friday, 8 to 18", "", "")}
    for kind, (text, phone, dial) in facts.items():
        LocalFact.objects.create(
            clinic=made, kind=kind, text=text, phone=phone, dial=dial, checked_on=date(2026, 11, 1)
        )
    return made


def body(client: Client, address: str, fields: str | None = None) -> str:
    """The HTML of a page, or of the answer to a form."""
    sent = {"content_type": FORM, "headers": HERE}
    response = client.get(address) if fields is None else client.post(address, fields, **sent)  # type: ignore[arg-type]
    assert response.status_code == 200, address
    return without_style(response.content.decode())


@pytest.mark.parametrize("address", ["/c/riverside/", "/c/RIVERSIDE/", "/C/riverside", "/c/River%20side/"])
def test_the_door_opens_however_its_code_was_typed(visitor: Client, clinic: Clinic, address: str) -> None:
    html = body(visitor, address)
    assert NAME in html
    assert 'href="tel:+442079460018"' in html
    assert 'href="tel:999"' in html
    assert 'href="/c/riverside/self-check/"' in html


def test_every_link_stays_behind_the_door_where_the_page_is_behind_it(visitor: Client, clinic: Clinic) -> None:
    for place in ("", "articles/", "articles/feeling-numb/", "self-check/", "help/gb/", "small-steps/", "topics/"):
        html = body(visitor, f"/c/riverside/{place}")
        links = [link for link in Elements(html).values("href", "action") if link.startswith("/")]
        assert len(links) > 8
        for link in links:
            first = re.split(r"[/?#]", link[1:])[0]
            assert first not in BEHIND, f"{link} on {place} leads out"
        assert "/for-clinics/" in links


def test_what_a_page_says_is_the_same_as_outside_but_for_the_clinic(visitor: Client, clinic: Clinic) -> None:
    for place in ("articles/feeling-numb/", "help/gb/", "privacy/"):
        inside, outside = body(visitor, f"/c/riverside/{place}"), body(visitor, f"/{place}")
        assert text_of(inside).replace(f"Handed to you by {NAME} ", "") == text_of(outside)


@pytest.mark.parametrize(
    "place", ["staff/", "staff/account/login/", "c/riverside/", "static/x.js", "fhir/x", "nothing/"]
)
def test_nothing_else_stands_behind_a_door(visitor: Client, clinic: Clinic, place: str) -> None:
    assert visitor.get(f"/c/riverside/{place}").status_code == 404


def test_the_country_of_the_clinic_is_chosen_in_its_self_check(visitor: Client, clinic: Clinic) -> None:
    html = body(visitor, "/c/riverside/self-check/")
    assert '<option value="GB" selected>' in html
    assert not re.findall(r" checked[ >]", html)


@pytest.mark.parametrize(("level", "fields"), LEVELS.items(), ids=LEVELS)
def test_lines_come_before_the_clinic_where_help_is_needed_now_or_today(
    visitor: Client, clinic: Clinic, level: str, fields: str
) -> None:
    html = body(visitor, "/c/riverside/self-check/", f"country=GB&{fields}")
    assert f'data-help-level="{level.split(maxsplit=1)[0]}"' in html
    main = html[html.index("<main") :]
    number, crisis = main.index('href="tel:+442079460018"'), main.index('id="help-numbers"')
    first = level in ("now", "soon with S1", "soon with S4")
    assert (crisis < number) is first
    if first:
        assert main.index('href="tel:999"') < number
        assert main.index('href="tel:116123"') < number
    assert "Monday to Friday, 8 to 18" in main
    assert main.count('href="tel:+442079460018"') == 1


def test_a_result_outside_a_door_names_no_clinic(visitor: Client, clinic: Clinic) -> None:
    assert NAME not in body(visitor, "/self-check/", "country=GB&saf=0")


def test_papers_are_made_behind_the_door_too(visitor: Client, clinic: Clinic) -> None:
    html = body(visitor, "/c/riverside/self-check/note/", "country=GB&saf=0")
    assert 'formaction="/c/riverside/self-check/note.pdf"' in html
    sent = visitor.post("/c/riverside/self-check/note.pdf", "saf=0", content_type=FORM, headers=HERE)
    assert sent.content.startswith(b"%PDF")
    assert sent.headers["Cache-Control"] == "no-store"


def test_a_missing_slash_is_mended_behind_the_door(visitor: Client, clinic: Clinic) -> None:
    response = visitor.get("/c/riverside/articles")
    assert (response.status_code, response.headers["Location"]) == (301, "/c/riverside/articles/")


def test_search_engines_are_told_to_leave_doors_out(visitor: Client, clinic: Clinic) -> None:
    for address in ("/c/riverside/", "/c/riverside/articles/", "/c/nobody/"):
        assert visitor.get(address).headers["X-Robots-Tag"] == "noindex"


def trouble(name: str, clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> str:
    """Bring about one trouble, and give the code that meets it."""
    if name == "retired":
        Clinic.objects.filter(pk=clinic.pk).update(retired_on=date(2026, 11, 2))
    if name == "renamed":
        FormerCode.objects.create(clinic=clinic, code="old-riverside")
        return "old-riverside"
    if name == "away":
        monkeypatch.setattr(directory, "_clinic", _no_database)
        monkeypatch.setattr(directory, "_list", _no_database)
    return "nobody" if name == "unknown" else "riverside"


def _no_database(code: str) -> directory.Found:
    raise OperationalError("no answer")


@pytest.mark.parametrize("name", KIND)
def test_a_code_that_opens_nothing_leads_to_the_general_site_with_a_kind_sentence(
    visitor: Client, clinic: Clinic, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = trouble(name, clinic, monkeypatch)
    for place in ("", "self-check/", "articles/feeling-numb/", "help/gb/"):
        html = body(visitor, f"/c/{code}/{place}")
        assert KIND[name] in html
        assert not [link for link in Elements(html).values("href", "action") if link.startswith(f"/c/{code}/")]
    assert (NAME in html) is (name == "renamed")
    assert ('href="/c/riverside/"' in html) is (name == "renamed")


@pytest.mark.parametrize("name", KIND)
def test_answers_sent_to_a_code_that_opens_nothing_still_get_their_result(
    visitor: Client, clinic: Clinic, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = trouble(name, clinic, monkeypatch)
    html = body(visitor, f"/c/{code}/self-check/", "saf=3&country=GB")
    assert 'data-help-level="now"' in html
    assert KIND[name] in html


@pytest.mark.parametrize("code", ["%00", "a%00b", "x" * 5000, "%F0%9F%98%80", "'--", "%25", "a"])
def test_a_code_that_cannot_be_one_asks_no_database(
    visitor: Client, code: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert KIND["unknown"] in body(visitor, f"/c/{code}/")
        assert KIND["unknown"] in body(visitor, f"/r/{code}/")


def test_a_database_that_is_away_is_not_asked_again_at_once(
    visitor: Client, clinic: Clinic, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    asked = []
    monkeypatch.setattr(directory, "_clinic", lambda code: asked.append(code) or _no_database(code))
    for _ in range(5):
        assert KIND["away"] in body(visitor, "/c/riverside/")
    assert asked == ["riverside"]
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "riverside" not in caplog.text
    monkeypatch.setattr(directory, "_ask_again_at", 0.0)
    monkeypatch.undo()
    assert KIND["away"] not in body(visitor, "/c/riverside/")


@pytest.fixture
def handed_over(clinic: Clinic) -> ReadingList:
    made = ReadingList.objects.create(clinic=clinic, code="k7mq4t", line="Start with the first one.")
    for position, (kind, slug) in enumerate(
        [
            ("article", "feeling-numb"),
            ("article", "gone-from-here"),
            ("small-step", "plan-one-thing"),
            ("self-check", ""),
        ]
    ):
        ListItem.objects.create(reading_list=made, position=position, kind=kind, slug=slug)
    return made


@pytest.mark.parametrize("address", ["/r/k7mq4t/", "/r/K7M-Q4T", "/R/k7m%20q4t/"])
def test_a_reading_list_opens_in_its_order_and_leads_behind_its_clinics_door(
    visitor: Client, handed_over: ReadingList, address: str
) -> None:
    html = body(visitor, address)
    wanted = [
        "/c/riverside/articles/feeling-numb/",
        "/c/riverside/small-steps/plan-one-thing/",
        "/c/riverside/self-check/",
    ]
    main = html[html.index("<main") : html.index("</main")]
    places = [main.index(f'href="{link}"') for link in wanted]
    assert places == sorted(places)
    assert "gone-from-here" not in html
    assert "Start with the first one." in html
    assert NAME in html


def test_a_retired_list_and_the_list_of_a_retired_clinic_open_nothing(
    visitor: Client, handed_over: ReadingList
) -> None:
    ReadingList.objects.update(retired_on=date(2026, 11, 2))
    assert KIND["retired"] in body(visitor, "/r/k7mq4t/")
    ReadingList.objects.update(retired_on=None)
    Clinic.objects.update(retired_on=date(2026, 11, 2))
    assert KIND["retired"] in body(visitor, "/r/k7mq4t/")


def test_a_list_opens_the_general_site_while_the_database_is_away(
    visitor: Client, handed_over: ReadingList, monkeypatch: pytest.MonkeyPatch
) -> None:
    trouble("away", handed_over.clinic, monkeypatch)
    assert KIND["away"] in body(visitor, "/r/k7mq4t/")


def test_an_answer_to_a_form_is_kept_nowhere_even_where_it_only_leads_on(visitor: Client, clinic: Clinic) -> None:
    answer = visitor.post("/c/riverside/self-check?note/", "saf=1", content_type=FORM, headers=HERE)
    assert answer.status_code == 301
    assert answer.headers["Cache-Control"] == "no-store"
