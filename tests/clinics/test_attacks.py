"""What somebody tried against the clinics' part, each attempt once more."""

import io
import logging
import re
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from clinics import invitations
from clinics.models import Clinic, LocalFact, Opens
from tests.pages import HOST
from web.charset import only_utf_8

from . import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic() -> Clinic:
    made = staff.make_clinic()
    LocalFact.objects.create(clinic=made, kind="hours", text="Monday", checked_on=date(2026, 11, 1))
    return made


@pytest.mark.parametrize("place", ["", "help/", "self-check/", "articles/feeling-numb/"])
def test_a_page_behind_a_door_is_as_long_as_it_says(clinic: Clinic, place: str) -> None:
    response = Client(headers=HOST | {"accept-encoding": "identity"}).get(f"/c/riverside/{place}")
    assert int(response.headers["Content-Length"]) == len(response.content)
    assert response.content.rstrip().endswith(b"</html>")


SECRETS = ("/staff/invitation/my-secret/", "/staff/account/password/reset/key/1-my-secret/")


@pytest.mark.parametrize("address", SECRETS)
def test_no_log_line_holds_a_secret_that_still_opens_something(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise OperationalError("no answer")

    monkeypatch.setattr("clinics.middleware.refusal", away)
    written = io.StringIO()
    console = next(each for each in logging.getLogger().handlers if type(each) is logging.StreamHandler)
    monkeypatch.setattr(console, "stream", written)
    client = staff.browser(raise_request_exception=False)
    assert client.get(address).status_code == 503
    assert "/staff/" in written.getvalue(), "the failure itself is told"
    assert "my-secret" not in written.getvalue()


def test_the_stock_admin_tells_no_count_below_ten(clinic: Clinic) -> None:
    few = Opens.objects.create(clinic=clinic, month=date(2026, 10, 1), number=3)
    many = Opens.objects.create(clinic=clinic, month=date(2026, 9, 1), number=31)
    client = staff.logged_in(staff.make_member(administrator=True))
    assert client.get(reverse("admin:clinics_opens_change", args=[few.pk])).status_code == 302
    shown = client.get(reverse("admin:clinics_opens_change", args=[many.pk])).content.decode()
    assert "31" in shown
    for asked in ("?number=3", "?number__lt=4", ""):
        found = client.get(reverse("admin:clinics_opens_changelist") + asked, follow=True).content.decode()
        assert "October" not in found
        assert "2026-10" not in found
    assert "3" not in str(few).replace("2026-10", "").replace("Riverside Practice", "")


def test_the_stock_admin_does_not_spell_out_a_digest() -> None:
    client = staff.logged_in(staff.make_member(administrator=True))
    asked = reverse("admin:clinics_staffmember_changelist") + "?password__startswith=md5"
    assert client.get(asked).status_code == 400


@pytest.mark.parametrize("cookie", ["abcdefghijk\x00", "é" * 32, "a;b", "", " "])
def test_a_cookie_that_is_none_of_ours_is_no_session(cookie: str) -> None:
    client = staff.browser()
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    assert client.get("/staff/account/login/").status_code == 200
    assert client.get("/staff/").status_code == 302


def test_a_query_with_a_null_byte_is_refused_in_words() -> None:
    client = staff.logged_in(staff.make_member(administrator=True))
    response = client.get("/staff/admin/clinics/staffmember/?name=%00")
    assert response.status_code == 400
    assert "We could not read what was sent" in response.content.decode()


def test_the_link_for_a_new_password_names_this_site_whatever_the_request_said() -> None:
    member = staff.make_member()
    staff.browser().post(reverse("account_reset_password"), {"email": member.email}, headers={"host": "localhost:1337"})
    (sent,) = mail.outbox
    link = re.search(r"https?://\S+", str(sent.body))
    assert link
    assert link[0].startswith(f"{settings.SITE_URL}/staff/")


@pytest.mark.parametrize(
    "elsewhere", ["http://127.0.0.1/x", "//evil.example/", "https://evil.example/", "/\\evil.example"]
)
def test_a_log_in_leads_nowhere_else(elsewhere: str) -> None:
    member = staff.make_member()
    response = staff.logged_in(member).post(reverse("account_logout"), {"next": elsewhere})
    assert response.status_code == 302
    assert response.headers["Location"] == reverse("account_login")


def test_an_account_that_was_closed_and_opened_again_has_no_old_session() -> None:
    member = staff.make_member(staff.make_clinic("hillside"))
    theirs = staff.logged_in(member)
    admin = staff.logged_in(staff.make_member(administrator=True))
    page = reverse("admin:clinics_staffmember_change", args=[member.pk])
    assert theirs.get("/staff/clinics/hillside/").status_code == 200
    for is_active in ("", "on"):
        assert admin.post(page, {"name": member.name} | ({"is_active": "on"} if is_active else {})).status_code == 302
    member.refresh_from_db()
    assert member.is_active
    assert theirs.get("/staff/clinics/hillside/").status_code == 302


def test_an_invitation_that_was_sent_again_opens_by_its_new_link_alone(clinic: Clinic) -> None:
    administrator = staff.make_member(administrator=True)
    row, first = invitations.make(clinic, "new@clinic.example", "viewer", administrator)
    browser = staff.browser()
    assert browser.get(f"/staff/invitation/{first}/", follow=True).status_code == 200
    invitations.renew(row, administrator)
    late = browser.post(
        reverse("staff:invited"), {"name": "Noor", "password1": staff.PASSWORD, "password": staff.PASSWORD}
    )
    assert late.status_code == 410
    assert not clinic.memberships.exists()


@pytest.mark.parametrize("kind", ["text/plain; charset=rot13", 'multipart/form-data; charset="hex"; boundary=x'])
def test_letters_of_another_kind_break_nothing(kind: str) -> None:
    seen: dict[str, str] = {}

    def application(environ: dict[str, Any], _start: Any) -> list[bytes]:
        seen.update(environ)
        return []

    list(only_utf_8(application)({"CONTENT_TYPE": kind}, lambda *_: None))
    assert "charset" not in seen["CONTENT_TYPE"]
    assert seen["CONTENT_TYPE"].startswith(kind.partition(";")[0])
    assert ("boundary=x" in seen["CONTENT_TYPE"]) is ("boundary" in kind)
