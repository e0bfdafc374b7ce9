"""Local help: what an editor writes is checked, shown at once, never lost and never somebody else's."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from clinics.directory import LocalHelp, find_clinic
from clinics.local_help import Part, meanwhile, parts_of, seen_of, steps
from clinics.models import Change, Clinic, LocalFact, LocalService
from clinics.models.local_help import FactKind
from clinics.phone import Number, is_emergency, read_number
from clinics.services import moved
from support.directory import directory

from .staff import logged_in, make_clinic, make_member

# From the numbers that the regulators of both countries keep for films and books.
LONDON, DIALLED, OTHER = "020 7946 0018", "+442079460018", "020 7946 0019"
PAGE = "/staff/clinics/riverside/local-help/"
LONG_AGO = date(2020, 1, 1)


def seen(client: Client, page: str = PAGE) -> str:
    """The token that the form carries at the moment."""
    found = re.search(r'name="seen" value="([^"]*)"', client.get(page).content.decode())
    assert found
    return found[1]


def send(client: Client, page: str = PAGE, **fields: str) -> Any:
    """Send a form as it was shown, with these fields changed; `_` stands for the hyphen in a name."""
    typed = {name.replace("_", "-"): value for name, value in fields.items()}
    return client.post(page, {"seen": seen(client, page), **typed})


def as_shown(code: str = "riverside") -> LocalHelp:
    clinic = find_clinic(code).clinic
    assert clinic
    return clinic


@pytest.fixture
def clinic(db: None) -> Clinic:
    return make_clinic()


@pytest.fixture
def editor(clinic: Clinic) -> Client:
    return logged_in(make_member(clinic, name="Robin Field", email="robin@clinic.example"))


@pytest.mark.parametrize(
    ("typed", "country", "dial"),
    [
        (LONDON, "GB", DIALLED),
        ("  (020)  7946-0018 ", "GB", DIALLED),
        ("+44 20 7946 0018", "US", DIALLED),
        ("020 7946 0018 ext. 12", "GB", DIALLED),
        ("(202) 555-0123", "US", "+12025550123"),
        ("111", "GB", "111"),
        ("116 117", "DE", "116117"),
        ("3114", "FR", "3114"),
        ("06 698 12345", "IT", "+390669812345"),
    ],
)
def test_a_number_is_kept_as_typed_and_as_a_phone_dials_it(typed: str, country: str, dial: str) -> None:
    assert read_number(typed, country) == Number(" ".join(typed.split()), dial)


@pytest.mark.parametrize(
    ("typed", "country", "sentence"),
    [
        ("020 7946 001", "GB", "one digit too few for the United Kingdom"),
        ("020 7946 00188", "GB", "one digit too many for the United Kingdom"),
        ("202 555 012", "US", "one digit too few for the United States"),
        ("020 7946 00", "GB", "too few digits for the United Kingdom"),
        ("20100000000000", "DE", "too many digits for Germany"),
        (f"{LONDON}/0019", "GB", "too many digits for the United Kingdom. Give one number only"),
        ("960000", "GB", "area code is missing"),
        ("555-0123", "US", "area code is missing"),
        ("01632 960018", "GB", "This is not a phone number in the United Kingdom"),
        ("+999 123456", "GB", "do not know the country code"),
        ("ask at the desk", "GB", "could not read this as a phone number in the United Kingdom"),
        (f"call {LONDON}", "GB", "could not read"),
        (f"{LONDON} or {OTHER}", "GB", "could not read"),
        (f"{LONDON}\u202e", "GB", "could not read"),
        ("020\x007946 0018", "GB", "could not read"),
        ("💊", "GB", "could not read"),
        ("(", "GB", "could not read"),
        ("1" * 41, "GB", "could not read"),
    ],
)
def test_each_mistake_in_a_number_has_its_own_sentence(typed: str, country: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as problem:
        read_number(typed, country)
    assert sentence in problem.value.messages[0]


def test_no_country_takes_its_emergency_number_for_a_clinics() -> None:
    for country in directory().countries.values():
        for number in country.emergency.dial:
            assert is_emergency(number, country.code), country.code
            with pytest.raises(ValidationError, match="is the emergency number"):
                read_number(f" {number} ", country.code)


@given(
    st.one_of(st.text(max_size=60), st.text("0123456789 +()-x", max_size=24)),
    st.sampled_from(["GB", "US", "FR", "HU", "DE", "IT", "", "ZZ"]),
)
def test_whatever_is_typed_is_a_number_or_a_sentence(typed: str, country: str) -> None:
    try:
        number = read_number(typed, country)
    except ValidationError:
        pass  # anything else than this is a page that breaks
    else:
        assert bool(number.phone) == bool(number.dial)
        assert re.fullmatch(r"(\+?\d{2,15})?", number.dial, re.ASCII)


def test_what_changed_counts_as_checked_and_what_was_ticked_too() -> None:
    now = parts_of([]) | {"hours": Part("9 to 5"), "languages": Part("Welsh"), "booking": Part("Call")}
    typed = now | {"hours": Part("8 to 6"), "languages": Part(), "phone": Part("", Number(LONDON, DIALLED))}
    done = {step.kind: step.done for step in steps(now, typed, {"booking", "hours", "out-of-hours"})}
    assert done == {"booking": "checked", "phone": "added", "hours": "changed", "languages": "removed"}


def test_somebody_else_is_noticed_only_where_something_could_be_lost() -> None:
    before = parts_of([]) | {"hours": Part("9 to 5"), "booking": Part("Call")}
    seen_before = seen_of(before)
    now = before | {"hours": Part("8 to 6")}
    assert meanwhile(seen_before, before, before | {"hours": Part("8 to 6")}) == []
    assert meanwhile(seen_before, now, now) == [], "the same was typed: nothing to decide"
    [mine] = meanwhile(seen_before, now, before | {"hours": Part("10 to 4")})
    assert (mine.kind, mine.is_mine) == ("hours", True)
    [theirs] = meanwhile(seen_before, now, before | {"booking": Part("Write")})
    assert (theirs.kind, theirs.is_mine) == ("hours", False)


@given(st.lists(st.integers(), unique=True, min_size=1), st.booleans(), st.data())
def test_moving_keeps_everything_and_comes_back(ids: list[int], up: bool, data: st.DataObject) -> None:
    which = data.draw(st.sampled_from(ids))
    order = moved(ids, which, up)
    assert sorted(order) == sorted(ids)
    assert order == ids or moved(order, which, not up) == ids


def test_a_change_shows_at_once(editor: Client) -> None:
    answer = send(editor, phone_phone="(020) 7946 0018", phone_text="Press 2.", hours_text="Mon to Fri\r\n8 to 6  ")
    assert (answer.status_code, answer.url) == (302, PAGE)
    phone, hours = as_shown().facts
    assert (phone.phone, phone.dial, phone.text) == ("(020) 7946 0018", DIALLED, "Press 2.")
    assert (hours.text, hours.checked_on, hours.is_old) == ("Mon to Fri\n8 to 6", localdate(), False)
    assert "Saved. Patients see it now." in editor.get(PAGE).content.decode()
    assert f'href="tel:{DIALLED}"' in Client(headers={"host": "localhost"}).get("/c/riverside/").content.decode()


def test_the_public_part_links_the_number_and_says_when_it_is_old(clinic: Clinic) -> None:
    from django.template.loader import render_to_string

    LocalFact.objects.create(clinic=clinic, kind="phone", phone=LONDON, dial=DIALLED, text="<b>", checked_on=LONG_AGO)
    LocalService.objects.create(clinic=clinic, name="The Room", hours="Tue", checked_on=localdate())
    for template in ("local_help", "clinic_call"):
        html = render_to_string(f"clinics/parts/{template}.html", {"clinic": as_shown()})
        assert f'<a class="number" href="tel:{DIALLED}"><bdi dir="ltr">{LONDON}</bdi></a>' in html
        assert "Checked on 1 January 2020." in html
        assert html.count("This was last checked more than six months ago. If it is wrong, ask at the clinic.") == 1
        assert "&lt;b&gt;" in html
        assert ("The Room" in html) == (template == "local_help")


def test_ticking_the_box_checks_an_unchanged_part_and_leaves_the_others(editor: Client, clinic: Clinic) -> None:
    for kind in ("hours", "languages"):
        LocalFact.objects.create(clinic=clinic, kind=kind, text="As before", checked_on=LONG_AGO, reminded_on=LONG_AGO)
    assert send(editor, hours_checked="on", booking_checked="on").status_code == 302
    hours, languages = (clinic.facts.get(kind=kind) for kind in ("hours", "languages"))
    assert (hours.checked_on, hours.reminded_on, hours.text) == (localdate(), None, "As before")
    assert (languages.checked_on, languages.reminded_on) == (LONG_AGO, LONG_AGO)
    [change] = clinic.changes.all()
    assert change.what == "Local help: Opening hours checked, still right"


def test_an_emptied_part_is_no_longer_shown(editor: Client, clinic: Clinic) -> None:
    LocalFact.objects.create(clinic=clinic, kind="hours", text="9 to 5", checked_on=LONG_AGO)
    send(editor, hours_text=" \r\n ", hours_checked="on")
    assert as_shown().facts == ()
    change = clinic.changes.get()
    assert (change.what, change.before, change.after) == ("Local help: Opening hours removed", "9 to 5", "")


def test_a_field_that_was_not_sent_stays_as_it_is(editor: Client, clinic: Clinic) -> None:
    LocalFact.objects.create(clinic=clinic, kind="hours", text="9 to 5", checked_on=LONG_AGO)
    send(editor, languages_text="Welsh")
    assert [fact.text for fact in as_shown().facts] == ["9 to 5", "Welsh"]


def test_saving_without_a_change_writes_nothing(editor: Client, clinic: Clinic) -> None:
    LocalFact.objects.create(clinic=clinic, kind="hours", text="9 to 5", checked_on=LONG_AGO)
    assert send(editor, hours_text="9  to 5").status_code == 302
    assert clinic.facts.get().checked_on == LONG_AGO
    assert not clinic.changes.exists()


def test_a_mistake_is_named_beside_the_field_and_nothing_typed_is_lost(editor: Client, clinic: Clinic) -> None:
    answer = send(editor, phone_phone="020 7946 001", hours_text="x" * 601, languages_text="Kept as typed")
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert page.count("This number has one digit too few for the United Kingdom.") == 2, "in the summary, at the field"
    assert '<a href="#id_phone-phone">' in page
    assert "This is 1 letter too long. There is room for 600." in page
    assert "x" * 601 in page
    assert "Kept as typed" in page
    assert "<title>Error:" in page
    assert not clinic.facts.exists()


def test_the_emergency_number_is_not_the_clinics(editor: Client) -> None:
    answer = send(editor, phone_phone="999")
    assert answer.status_code == 422
    assert "999 is the emergency number. It comes first on your page already." in answer.content.decode()


def test_an_old_number_stops_nobody_who_changes_something_else(editor: Client, clinic: Clinic) -> None:
    LocalFact.objects.create(clinic=clinic, kind="phone", phone="12", dial="12", checked_on=LONG_AGO)
    assert send(editor, phone_phone="12", hours_text="9 to 5").status_code == 302


def test_two_editors_at_once_lose_nothing(editor: Client, clinic: Clinic) -> None:
    LocalFact.objects.create(clinic=clinic, kind="hours", text="9 to 5", checked_on=LONG_AGO)
    LocalFact.objects.create(clinic=clinic, kind="languages", text="English", checked_on=LONG_AGO)
    other = logged_in(make_member(clinic, name="Kim Brook", email="kim@clinic.example"))
    shown = seen(editor)
    send(other, hours_text="8 to 6", languages_text="English and Welsh")
    typed = {"seen": shown, "hours-text": "10 to 4", "languages-text": "English", "languages-checked": "on"}
    answer = editor.post(PAGE, typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert {fact.text for fact in as_shown().facts} == {"8 to 6", "English and Welsh"}, "nothing was overwritten"
    assert "Somebody changed this page while you were typing" in page
    assert "The last change is by Kim Brook (kim@clinic.example)." in page
    assert re.search(r"<dd dir=.auto.>8 to 6</dd>.*<dd dir=.auto.>10 to 4</dd>", page, re.S), (
        "theirs beside what was typed"
    )
    assert re.search(r'name="hours-text"[^>]*>\s*10 to 4</textarea>', page), "still in the form"
    assert re.search(r'name="languages-text"[^>]*>\s*English and Welsh</textarea>', page), (
        "theirs where nothing was typed"
    )
    assert not re.search(r'name="languages-checked"[^>]* checked', page)
    fresh = re.search(r'name="seen" value="([^"]*)"', page)
    assert fresh
    again = editor.post(PAGE, {"seen": fresh[1], "hours-text": "10 to 4", "languages-text": "English and Welsh"})
    assert again.status_code == 302
    assert {fact.text for fact in as_shown().facts} == {"10 to 4", "English and Welsh"}


def test_a_mistake_does_not_hide_that_somebody_was_faster(editor: Client, clinic: Clinic) -> None:
    LocalFact.objects.create(clinic=clinic, kind="hours", text="9 to 5", checked_on=LONG_AGO)
    shown = seen(editor)
    LocalFact.objects.filter(clinic=clinic).update(text="8 to 6")
    mistaken = editor.post(PAGE, {"seen": shown, "hours-text": "10 to 4", "phone-phone": "1"})
    assert mistaken.status_code == 422
    assert shown in mistaken.content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="one writes at a time on SQLite anyway")
def test_of_two_who_save_in_the_same_moment_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = make_clinic()
    LocalFact.objects.create(clinic=clinic, kind="hours", text="9 to 5", checked_on=LONG_AGO)
    clients = [logged_in(make_member(clinic)) for _ in range(2)]
    shown = seen(clients[0])

    def slowly(*asked: Any) -> Any:
        time.sleep(0.5)  # the rows are read and nothing is written yet: the other one comes now
        return meanwhile(*asked)

    monkeypatch.setattr("clinics.local_help_views.meanwhile", slowly)

    def save(number: int) -> int:
        typed = {"seen": shown, "hours-text": f"Typed by {number}"}
        try:
            return int(clients[number].post(PAGE, typed).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(save, range(2)))
    assert sorted(answers) == [302, 409]
    assert clinic.facts.get().text == f"Typed by {answers.index(302)}"


def test_sending_twice_is_no_conflict(editor: Client) -> None:
    typed = {"seen": seen(editor), "hours-text": "9 to 5"}
    assert [editor.post(PAGE, typed).status_code for _ in range(2)] == [302, 302]
    assert Change.objects.count() == 1


def test_a_form_without_its_token_overwrites_nothing(editor: Client, clinic: Clinic) -> None:
    LocalFact.objects.create(clinic=clinic, kind="hours", text="9 to 5", checked_on=LONG_AGO)
    assert editor.post(PAGE, {"hours-text": "10 to 4"}).status_code == 409
    assert clinic.facts.get().text == "9 to 5"


def test_a_viewer_reads_and_cannot_change(clinic: Clinic, editor: Client) -> None:
    send(editor, phone_phone=LONDON)
    viewer = logged_in(make_member(clinic, role="viewer"))
    page = viewer.get(PAGE).content.decode()
    assert f'href="tel:{DIALLED}"' in page
    assert "<textarea" not in page
    assert "Changed by Robin Field (robin@clinic.example)" in page
    assert viewer.post(PAGE, {"hours-text": "x"}).status_code == 403
    row = LocalService.objects.create(clinic=clinic, name="The Room", checked_on=LONG_AGO)
    for path in ("new/", f"{row.pk}/", f"{row.pk}/remove/", f"{row.pk}/move/"):
        assert viewer.post(f"/staff/clinics/riverside/services/{path}").status_code == 403, path
    assert clinic.services.count() == 1


def test_services_of_another_clinic_are_not_there(editor: Client) -> None:
    other = make_clinic(code="hillside")
    row = LocalService.objects.create(clinic=other, name="Theirs", checked_on=LONG_AGO)
    assert editor.get("/staff/clinics/hillside/local-help/").status_code == 404
    for number in (row.pk, 10**30, 0):
        for path in ("", "remove/", "move/"):
            for code in ("riverside", "hillside"):
                address = f"/staff/clinics/{code}/services/{number}/{path}"
                assert editor.post(address, {"name": "Ours", "direction": "up"}).status_code == 404, address
    row.refresh_from_db()
    assert row.name == "Theirs"


def add(client: Client, **fields: str) -> int:
    answer = client.post("/staff/clinics/riverside/services/new/", {"name": "The Room", **fields})
    assert answer.status_code == 302, answer.content.decode()
    return int(answer.url.rpartition("-")[2])


def test_a_service_is_added_changed_moved_and_removed(editor: Client, clinic: Clinic) -> None:
    first, second = add(editor, phone=LONDON, offers="Someone to talk to"), add(editor, name="The Garden")
    assert [each.name for each in as_shown().services] == ["The Room", "The Garden"]
    assert as_shown().services[0].dial == DIALLED
    moved_to = editor.post(f"/staff/clinics/riverside/services/{second}/move/", {"direction": "up"})
    assert moved_to.url == f"{PAGE}#service-{second}"
    assert [each.name for each in as_shown().services] == ["The Garden", "The Room"]
    editor.post(f"/staff/clinics/riverside/services/{second}/move/", {"direction": "up"})
    assert [each.name for each in as_shown().services] == ["The Garden", "The Room"], "already the first"
    page = f"/staff/clinics/riverside/services/{first}/"
    assert send(editor, page, name="The Quiet Room").status_code == 302
    shown = as_shown().services[1]
    assert (shown.name, shown.offers, shown.phone) == ("The Quiet Room", "Someone to talk to", LONDON)
    assert "Remove The Quiet Room?" in editor.get(f"{page}remove/").content.decode()
    assert len(as_shown().services) == 2, "asking removes nothing"
    editor.post(f"{page}remove/")
    assert [each.name for each in as_shown().services] == ["The Garden"]
    said = [change.what for change in clinic.changes.all()][::-1]
    assert said == [
        *("Local help: The Room added", "Local help: The Garden added", "Local help: The Garden moved"),
        *("Local help: The Room changed", "Local help: The Quiet Room removed"),
    ]


def test_a_service_is_checked_by_its_box(editor: Client, clinic: Clinic) -> None:
    row = LocalService.objects.create(clinic=clinic, name="The Room", checked_on=LONG_AGO, reminded_on=LONG_AGO)
    page = f"/staff/clinics/riverside/services/{row.pk}/"
    send(editor, page)
    row.refresh_from_db()
    assert row.checked_on == LONG_AGO
    send(editor, page, checked="on")
    row.refresh_from_db()
    assert (row.checked_on, row.reminded_on) == (localdate(), None)


def test_two_editors_of_one_service_lose_nothing(editor: Client, clinic: Clinic) -> None:
    row = LocalService.objects.create(clinic=clinic, name="The Room", hours="Tue", checked_on=LONG_AGO)
    page = f"/staff/clinics/riverside/services/{row.pk}/"
    shown = seen(editor, page)
    LocalService.objects.update(hours="Wed")
    answer = editor.post(page, {"seen": shown, "name": "The Room", "hours": "Thu"})
    said = answer.content.decode()
    assert answer.status_code == 409
    assert "Wed" in said
    assert 'value="Thu"' in said
    assert as_shown().services[0].hours == "Wed"
    fresh = re.search(r'name="seen" value="([^"]*)"', said)
    assert fresh
    assert editor.post(page, {"seen": fresh[1], "name": "The Room", "hours": "Thu"}).status_code == 302
    assert as_shown().services[0].hours == "Thu"


def test_the_list_of_services_has_an_end(editor: Client, clinic: Clinic) -> None:
    for position in range(20):
        LocalService.objects.create(clinic=clinic, name=f"S{position}", position=position, checked_on=localdate())
    assert editor.post("/staff/clinics/riverside/services/new/", {"name": "One more"}).status_code == 302
    assert clinic.services.count() == 20
    assert "services/new/" not in editor.get(PAGE).content.decode()


def test_what_is_due_stands_on_both_pages(editor: Client, clinic: Clinic) -> None:
    LocalFact.objects.create(clinic=clinic, kind="hours", text="9 to 5", checked_on=localdate() - timedelta(days=190))
    row = LocalService.objects.create(clinic=clinic, name="The Room", checked_on=LONG_AGO)
    LocalFact.objects.create(clinic=clinic, kind="languages", text="Welsh", checked_on=localdate())
    overview, page = (editor.get(each).content.decode() for each in ("/staff/clinics/riverside/", PAGE))
    for html, before in ((overview, PAGE), (page, "")):
        assert f'href="{before}#part-hours"' in html
        assert f'href="{before}#service-{row.pk}"' in html
        assert f'href="{before}#part-languages"' not in html
    assert 'id="part-hours"' in page
    assert f'id="service-{row.pk}"' in page


def test_forms_need_their_token(clinic: Clinic) -> None:
    client = logged_in(make_member(clinic), enforce_csrf_checks=True)
    assert client.post(PAGE, {"hours-text": "9 to 5"}).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]*)"', client.get(PAGE).content.decode())
    assert token
    typed = {"csrfmiddlewaretoken": token[1], "seen": seen(client), "hours-text": "9 to 5"}
    assert client.post(PAGE, typed).status_code == 302


ODD = st.one_of(
    st.text(max_size=200),
    st.sampled_from(
        ["\x00", "x" * 10_000, "💊" * 300, "\u202eabc", "مرحبا", "a" + "\u0301" * 40, "\ufffe", "999", "<b>"]
    ),
)
FACT_FIELDS = [f"{kind}-{each}" for kind in FactKind.values for each in ("text", "phone", "checked")]
SERVICE_FIELDS = ["name", "offers", "phone", "address", "hours", "checked", "seen"]


class AnyForm(TestCase):
    """Whatever is sent, the answer is a page that says so; another clinic stays as it is."""

    def setup_example(self) -> None:
        super().setup_example()
        self.clinic, other = make_clinic(), make_clinic(code="hillside")
        LocalFact.objects.create(clinic=other, kind="hours", text="Theirs", checked_on=LONG_AGO)
        self.row = LocalService.objects.create(clinic=self.clinic, name="The Room", checked_on=LONG_AGO)
        self.client = logged_in(make_member(self.clinic))

    @given(st.dictionaries(st.sampled_from([*FACT_FIELDS, "seen", "other"]), ODD, max_size=8), st.booleans())
    def test_local_help(self, typed: dict[str, str], is_fresh: bool) -> None:
        answer = self.client.post(PAGE, typed | ({"seen": seen(self.client)} if is_fresh else {}))
        assert answer.status_code in (302, 409, 422)
        if answer.status_code == 302:
            assert self.client.get(PAGE).status_code == 200
        [theirs] = as_shown("hillside").facts
        assert theirs.text == "Theirs"

    @given(
        st.dictionaries(st.sampled_from(SERVICE_FIELDS), ODD, max_size=7), st.sampled_from(["new/", "{}/", "{}/move/"])
    )
    def test_services(self, typed: dict[str, str], path: str) -> None:
        address = f"/staff/clinics/riverside/services/{path.format(self.row.pk)}"
        assert self.client.post(address, typed).status_code in (302, 409, 422)
        assert self.client.get(PAGE).status_code == 200
