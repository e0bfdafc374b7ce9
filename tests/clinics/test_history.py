"""The history of a clinic: who changed what, kept when an account goes, and read by that clinic's people alone."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from clinics.history import record
from clinics.models import Change, LocalFact

from .staff import browser, logged_in, make_clinic, make_member

PAGE = "/staff/clinics/riverside/history/"
pytestmark = pytest.mark.django_db


def test_every_member_reads_who_changed_what_from_what_into_what() -> None:
    clinic = make_clinic()
    editor = make_member(clinic, name="Robin Field", email="robin@clinic.example")
    for hours in ("9 to 5", "8 to 6\nSat 9 to 12"):
        page = logged_in(editor).get("/staff/clinics/riverside/local-help/").content.decode()
        token = re.search(r'name="seen" value="([^"]*)"', page)
        assert token
        logged_in(editor).post("/staff/clinics/riverside/local-help/", {"seen": token[1], "hours-text": hours})
    Change.objects.filter(after="9 to 5").update(at=datetime(2026, 5, 3, 14, 5, tzinfo=UTC))
    html = logged_in(make_member(clinic, role="viewer")).get(PAGE).content.decode()
    assert html.index("Local help: Opening hours changed") < html.index("Local help: Opening hours added"), (
        "newest first"
    )
    assert "Robin Field (robin@clinic.example)" in html
    assert "3 May 2026, 14:05" in html
    assert re.search(r"9 to 5</dd>.*?<dd dir=.auto.>8 to 6<br>Sat 9 to 12</dd>", html, re.S)


def test_what_was_written_is_shown_as_text() -> None:
    clinic = make_clinic()
    record(clinic, None, "<i>what</i>", "<b>before</b>", "<script>after")
    html = logged_in(make_member(clinic)).get(PAGE).content.decode()
    assert "&lt;b&gt;before" in html
    assert "&lt;i&gt;what" in html
    assert "<script>after" not in html


def test_the_name_stays_when_the_account_goes() -> None:
    clinic = make_clinic()
    gone = make_member(clinic, name="Kim Brook", email="kim@clinic.example")
    record(clinic, gone, "Something")
    gone.delete()
    assert "Kim Brook (kim@clinic.example)" in logged_in(make_member(clinic)).get(PAGE).content.decode()


def test_it_is_read_fifty_at_a_time_and_no_page_is_an_error() -> None:
    clinic = make_clinic()
    client = logged_in(make_member(clinic))
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(101):
        record(clinic, None, f"Change-{number}.")
    for number, change in enumerate(Change.objects.order_by("id")):
        Change.objects.filter(pk=change.pk).update(at=start + timedelta(minutes=number))
    first, second, third = (client.get(f"{PAGE}?page={number}").content.decode() for number in (1, 2, 3))
    assert [html.count("Change-") for html in (first, second, third)] == [50, 50, 1]
    assert "Change-100." in first
    assert "Change-0." in third
    assert 'href="?page=2"' in first
    assert all(f'href="?page={number}"' in second for number in (1, 3))
    for odd, page in (("0", third), ("999", third), ("9" * 400, third), ("x", first), ("-1", third)):
        answer = client.get(PAGE, {"page": odd})
        assert (answer.status_code, answer.content.decode().count("Change-")) == (200, page.count("Change-")), odd


def test_nobody_reads_another_clinics_history() -> None:
    record(make_clinic(), None, "Something")
    other = make_member(make_clinic(code="hillside"))
    assert logged_in(other).get(PAGE).status_code == 404
    assert browser().get(PAGE).status_code == 302
    assert logged_in(make_member(administrator=True)).get(PAGE).status_code == 200


def test_the_page_of_local_help_names_its_own_last_change() -> None:
    clinic = make_clinic()
    client = logged_in(make_member(clinic))
    LocalFact.objects.create(clinic=clinic, kind="hours", text="9 to 5", checked_on="2026-01-01")
    page = "/staff/clinics/riverside/local-help/"
    assert "Changed by" not in client.get(page).content.decode()
    record(clinic, make_member(name="Kim Brook", email="kim@clinic.example"), "Local help: Opening hours changed")
    record(clinic, make_member(name="Ash Hill", email="ash@clinic.example"), "Settings changed")
    assert "Changed by Kim Brook (kim@clinic.example) on" in client.get(page).content.decode()
