"""A phone whose clock is wrong: a code from so long ago is refused in plain words, and the right one opens as ever."""

import time
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal import auth
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.clinics.conftest import _quick_passwords  # noqa: F401 - for these tests, too
from tests.clinics.staff import browser, give_second_factor, log_in, make_clinic, make_member, text

PERIOD = 30  # seconds for which an app shows one code
TRY = "/staff/account/second-factor/authenticate/"


@pytest.mark.django_db
@pytest.mark.parametrize("skew", [-45, 45])
def test_a_phone_that_is_45_seconds_wrong_is_told_so_and_can_try_again(
    skew: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time() // PERIOD * PERIOD + (5 if skew < 0 else 25)  # two codes away, whichever way
    monkeypatch.setattr(auth, "time", SimpleNamespace(time=lambda: now))
    member = make_member(make_clinic())
    secret, client = give_second_factor(member), browser()
    log_in(client, member.email)
    wrong, right = (format_hotp_value(hotp_value(secret, int(at // PERIOD))) for at in (now + skew, now))
    refused = client.post(TRY, {"code": wrong})
    assert refused.status_code == 200
    assert "That did not match." in text(refused)
    assert client.get("/staff/").status_code == 302
    opened = client.post(TRY, {"code": right}, follow=True)
    assert opened.status_code == 200
    assert "You are logged in." in text(opened)
