"""Reminders after six months: whom they reach, how often, and what happens when a mail cannot be sent."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st

from clinics.models import Clinic, LocalFact, LocalService
from clinics.models.local_help import due_before
from clinics.reminders import due_of

from .staff import make_clinic, make_member

pytestmark = pytest.mark.django_db
LONG_AGO = date(2020, 1, 1)


def remind() -> str:
    said = StringIO()
    call_command("remind", stdout=said)
    return said.getvalue()


def hours_of(clinic: Clinic, checked_on: date = LONG_AGO) -> LocalFact:
    return LocalFact.objects.create(clinic=clinic, kind="hours", text="9 to 5", checked_on=checked_on)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_half_a_year_is_about_half_a_year_and_never_goes_back(today: date) -> None:
    assert 180 <= (today - due_before(today)).days <= 187
    assert due_before(today) <= due_before(today + timedelta(days=1))


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2026, 7, 1), date(2026, 1, 1)),
        (date(2026, 1, 15), date(2025, 7, 15)),
        (date(2026, 8, 31), date(2026, 2, 28)),
    ],
)
def test_half_a_year_is_counted_in_months(today: date, due: date) -> None:
    assert due_before(today) == due


def test_each_editor_gets_one_plain_mail_with_what_is_due_and_the_link() -> None:
    clinic = make_clinic(name="Riverside & Hill Practice")
    for email in ("robin@clinic.example", "kim@clinic.example"):
        make_member(clinic, email=email)
    make_member(clinic, role="viewer", email="viewer@clinic.example")
    make_member(clinic, email="left@clinic.example", is_active=False)
    make_member(make_clinic(code="hillside"), email="other@clinic.example")
    hours = hours_of(clinic)
    room = LocalService.objects.create(clinic=clinic, name="The Room", checked_on=LONG_AGO)
    fresh = LocalFact.objects.create(clinic=clinic, kind="languages", text="Welsh", checked_on=localdate())
    assert remind() == "Clinics reminded: 1; parts named: 2; mails sent: 2; mails that failed: 0\n"
    assert sorted(each.to for each in mail.outbox) == [["kim@clinic.example"], ["robin@clinic.example"]]
    sent = mail.outbox[0]
    assert sent.content_subtype == "plain"
    assert "Riverside & Hill Practice" in sent.subject
    body = str(sent.body)
    assert "Riverside & Hill Practice" in body
    assert "Opening hours (checked on 1 January 2020)" in body
    assert "The Room (checked on 1 January 2020)" in body
    assert "Languages" not in body
    assert "http://localhost:8000/staff/clinics/riverside/local-help/" in body
    for row in (hours, room, fresh):
        row.refresh_from_db()
    assert (hours.reminded_on, room.reminded_on, fresh.reminded_on) == (localdate(), localdate(), None)


def test_each_part_is_named_once_a_month_at_most() -> None:
    clinic = make_clinic()
    make_member(clinic)
    hours_of(clinic)
    remind()
    assert "mails sent: 0" in remind()
    LocalService.objects.create(clinic=clinic, name="The Room", checked_on=LONG_AGO)
    assert "mails sent: 1" in remind()
    assert "Opening hours" not in mail.outbox[-1].body, "that was named today already"
    LocalFact.objects.update(reminded_on=localdate() - timedelta(days=30))
    assert "mails sent: 0" in remind()
    LocalFact.objects.update(reminded_on=localdate() - timedelta(days=31))
    assert "mails sent: 1" in remind()


def test_the_day_of_the_sixth_month_is_due_and_the_day_after_is_not() -> None:
    clinic = make_clinic()
    row = hours_of(clinic, due_before(localdate()))
    assert [each.row for each in due_of(clinic)] == [row]
    LocalFact.objects.update(checked_on=due_before(localdate()) + timedelta(days=1))
    assert due_of(clinic) == []


def test_a_retired_clinic_is_left_alone() -> None:
    clinic = make_clinic(retired_on=localdate())
    make_member(clinic)
    hours_of(clinic)
    assert "mails sent: 0" in remind()


def test_without_an_editor_the_administrators_are_told() -> None:
    clinic = make_clinic()
    make_member(clinic, role="viewer")
    make_member(clinic, is_active=False)
    make_member(administrator=True, email="admin@site.example")
    make_member(administrator=True, email="gone@site.example", is_active=False)
    hours_of(clinic)
    remind()
    assert [each.to for each in mail.outbox] == [["admin@site.example"]]
    assert "this clinic has no editor" in mail.outbox[0].body


def test_nobody_at_all_is_said_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    row = hours_of(make_clinic())
    assert "mails sent: 0" in remind()
    assert "it has no editor" in caplog.text
    row.refresh_from_db()
    assert row.reminded_on is None


def test_a_mail_that_fails_stops_no_other_and_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    send = EmailMessage.send

    def fail(message: EmailMessage, *args: object) -> int:
        if message.to == ["broken@clinic.example"]:
            raise OSError("cannot reach broken@clinic.example")
        return send(message)

    monkeypatch.setattr(EmailMessage, "send", fail)
    first, second = make_clinic(code="aaa", name="A"), make_clinic(code="bbb", name="B")
    make_member(first, email="broken@clinic.example")
    make_member(second, email="works@clinic.example")
    rows = [hours_of(clinic) for clinic in (first, second)]
    assert remind() == "Clinics reminded: 1; parts named: 1; mails sent: 1; mails that failed: 1\n"
    assert "aaa" in caplog.text
    assert "broken@clinic.example" not in caplog.text, "no address is logged"
    for row in rows:
        row.refresh_from_db()
    assert [row.reminded_on for row in rows] == [None, localdate()]
    monkeypatch.setattr(EmailMessage, "send", send)
    assert "mails sent: 1" in remind()
    assert mail.outbox[-1].to == ["broken@clinic.example"]


def test_a_clinics_name_cannot_break_the_mail() -> None:
    clinic = make_clinic(name="Line\nBcc: x@y.example")
    make_member(clinic)
    hours_of(clinic)
    assert "mails sent: 1" in remind()
    assert "\n" not in mail.outbox[0].subject
