"""How long a log-in lasts, what ends it, and that no code opens twice."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.mfa.totp.internal import auth
from django.conf import settings as django_settings
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from tests.clinics import staff

pytestmark = pytest.mark.django_db
PLACE = "/staff/clinics/riverside/"
PERIOD = 30  # seconds for which an app shows one code


def opens(client: Client) -> bool:
    return client.get(PLACE).status_code == 200


def test_a_code_of_an_app_opens_once_and_for_half_a_minute(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "codes"}}
    member = staff.make_member(staff.make_clinic())
    secret = staff.give_second_factor(member)
    start = time.time() // PERIOD * PERIOD + 1
    code = auth.format_hotp_value(auth.hotp_value(secret, int(start // PERIOD)))
    opened = {}
    for later in (0, 10, 31):
        monkeypatch.setattr(time, "time", lambda at=start + later: at)
        client = staff.browser()
        staff.log_in(client, member.email)
        client.post(reverse("mfa_authenticate"), {"code": code})
        opened[later] = opens(client)
    assert opened == {0: True, 10: False, 31: False}


def test_twelve_hours_are_the_longest_however_busy_somebody_is(monkeypatch: pytest.MonkeyPatch) -> None:
    client, now = staff.logged_in(staff.make_member(staff.make_clinic())), time.time()
    assert opens(client)
    for minutes in range(20, 12 * 60, 20):
        monkeypatch.setattr(time, "time", lambda at=now + minutes * 60: at)
        assert opens(client), minutes
    monkeypatch.setattr(time, "time", lambda: now + django_settings.LONGEST_SECONDS + 1)
    assert not opens(client)


def test_whoever_is_asked_again_goes_on_under_another_session() -> None:
    client = staff.logged_in(staff.make_member(staff.make_clinic()))
    before = client.cookies["staff"].value
    client.post(reverse("account_reauthenticate"), {"password": staff.PASSWORD})
    assert client.cookies["staff"].value != before
    assert opens(client)


def test_a_changed_second_lock_ends_what_is_open_elsewhere() -> None:
    member = staff.make_member(staff.make_clinic())
    here, elsewhere, another = (staff.logged_in(each) for each in (member, member, staff.make_member()))
    lock = Authenticator(user=member, type=Authenticator.Type.TOTP)
    request: Any = RequestFactory().get("/")
    request.session = here.session
    request._messages = FallbackStorage(request)
    authenticator_added.send(sender=None, request=request, user=member, authenticator=lock)
    assert [opens(here), opens(elsewhere)] == [True, False]
    assert reverse("account_login") not in another.get("/staff/").headers.get("Location", "")
    assert "Everywhere else you are logged out now." in [str(each) for each in request._messages]


def test_old_codes_still_count_after_the_key_of_the_site_was_changed(settings: Settings) -> None:
    member = staff.make_member(staff.make_clinic())
    secret, old = staff.give_second_factor(member), settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key " * 5, [old]
    client = staff.browser()
    staff.log_in(client, member.email)
    client.post(reverse("mfa_authenticate"), {"code": staff.code_of(secret)})
    assert opens(client)


def test_log_out_empties_what_the_browser_has_kept() -> None:
    client = staff.logged_in(staff.make_member(staff.make_clinic()))
    assert client.post(reverse("account_logout")).headers["Clear-Site-Data"] == '"cache"'
    assert "Clear-Site-Data" not in client.get(reverse("account_login")).headers
