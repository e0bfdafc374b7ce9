"""Log in, second factors, passwords and lock-out, in the site's own words."""

import re
import time
from smtplib import SMTPServerDisconnected
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.core.internal import ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.urls import NoReverseMatch, reverse

from clinics.account_forms import RULES
from clinics.models import StaffMember
from clinics.second_factors import reset
from tests.clinics.staff import (
    PASSWORD,
    browser,
    code_of,
    give_second_factor,
    log_in,
    logged_in,
    make_clinic,
    make_member,
    text,
)

pytestmark = pytest.mark.django_db
ACCOUNT = "/staff/account/"
LOCKED = "Too many wrong tries in a row."
MISMATCH = "do not belong together"


def test_a_password_and_a_code_open_the_staff_pages() -> None:
    member = make_member(make_clinic())
    secret = give_second_factor(member)
    client = browser()
    second = log_in(client, member.email.upper())
    assert second.redirect_chain[-1][0] == f"{ACCOUNT}second-factor/authenticate/"
    assert client.get("/staff/clinics/riverside/").status_code == 302
    done = client.post(f"{ACCOUNT}second-factor/authenticate/", {"code": code_of(secret)}, follow=True)
    assert done.request["PATH_INFO"] == "/staff/clinics/riverside/"
    assert "You are logged in." in text(done)


def test_log_in_leads_on_to_the_page_that_was_asked_for_but_to_no_other_site() -> None:
    member = make_member(make_clinic())
    for wanted, led in (("/staff/clinics/riverside/people/", "people/"), ("https://evil.example/", "/staff/")):
        secret = give_second_factor(member) if not Authenticator.objects.exists() else ""
        client = browser()
        client.post(f"{ACCOUNT}login/", {"login": member.email, "password": PASSWORD, "next": wanted})
        code = code_of(secret) if secret else RecoveryCodes.activate(member).get_unused_codes()[0]
        done = client.post(f"{ACCOUNT}second-factor/authenticate/", {"code": code})
        assert done.headers["Location"].endswith(led)
        assert "evil" not in done.headers["Location"]


def test_a_recovery_code_opens_once_when_the_phone_is_lost() -> None:
    member = make_member(make_clinic())
    give_second_factor(member)
    code = RecoveryCodes.activate(member).get_unused_codes()[3]
    for again in (False, True):
        client = browser()
        log_in(client, member.email)
        spaced = f" {code[:4]} {code[4:]} "
        done = client.post(f"{ACCOUNT}second-factor/authenticate/", {"code": spaced}, follow=True)
        assert ("That did not match." in text(done)) == again
    assert len(RecoveryCodes.activate(member).get_unused_codes()) == 9


def test_wrong_words_are_ours_and_do_not_tell_whether_there_is_an_account() -> None:
    member = make_member(make_clinic())
    known, unknown = (text(log_in(browser(), each, "wrong")) for each in (member.email, "nobody@clinic.example"))
    assert MISMATCH in known
    assert known.replace(member.email, "") == unknown.replace("nobody@clinic.example", "")


def test_an_empty_form_names_each_field() -> None:
    page = text(browser().post(f"{ACCOUNT}login/", {}))
    assert "Please fill in “E-mail”." in page
    assert "Please fill in “Password”." in page
    assert "Error: Log in" in page


@pytest.mark.parametrize("typed", ["x" * 10_000, "null\x00byte", "<script>", "a@b", "", "🤐" * 300])
@pytest.mark.parametrize("path", ["login/", "password/reset/"])
def test_whatever_is_typed_gets_a_page_and_no_crash(path: str, typed: str) -> None:
    fields = dict.fromkeys(("login", "password", "email"), typed)
    answer = browser().post(ACCOUNT + path, fields)
    assert answer.status_code == 200
    assert "There is a problem" in text(answer)


def test_five_wrong_passwords_lock_one_account_for_the_right_one_too_and_no_other() -> None:
    clinic = make_clinic()
    member, other = make_member(clinic), make_member(clinic)
    for _ in range(5):
        assert MISMATCH in text(log_in(browser(), member.email, "wrong"))
    page = text(log_in(browser(), member.email))
    assert LOCKED in page
    assert "wait a quarter of an hour" in page
    assert "One more lock" in text(log_in(browser(), other.email))


def test_the_lock_is_over_after_a_quarter_of_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    member = make_member(make_clinic())
    for _ in range(5):
        log_in(browser(), member.email, "wrong")
    before = time.time()
    for minutes, locked in ((14, True), (16, False)):
        monkeypatch.setattr(
            ratelimit, "time", SimpleNamespace(time=lambda m=minutes: before + m * 60, monotonic=time.monotonic)
        )
        assert (LOCKED in text(log_in(browser(), member.email))) == locked


def test_five_wrong_codes_lock_one_account_for_the_right_one_too_and_no_other() -> None:
    clinic = make_clinic()
    member, other = make_member(clinic), make_member(clinic)
    for each, wrong in ((member, 5), (other, 0)):
        secret = give_second_factor(each)
        client = browser()
        log_in(client, each.email)
        for _ in range(wrong):
            bad = client.post(f"{ACCOUNT}second-factor/authenticate/", {"code": "1"})
            assert "That did not match." in text(bad)
        done = client.post(f"{ACCOUNT}second-factor/authenticate/", {"code": code_of(secret)}, follow=True)
        assert (LOCKED in text(done)) == bool(wrong)
        assert (done.request["PATH_INFO"] == "/staff/clinics/riverside/") == (not wrong)


def test_twenty_wrong_tries_from_one_place_lock_that_place() -> None:
    for number in range(20):
        log_in(browser(), f"{number}@clinic.example", "wrong")
    member = make_member(make_clinic())
    assert LOCKED in text(log_in(browser(), member.email))


def test_more_tries_than_any_person_makes_get_the_page_for_that() -> None:
    answer = None
    for _ in range(31):
        answer = browser().post(f"{ACCOUNT}login/", {})
    assert answer is not None
    assert answer.status_code == 429
    assert "Too many tries" in text(answer)


def test_there_is_no_sign_up() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    for path in ("signup/", "register/", "second-factor/webauthn/signup/"):
        assert browser().get(ACCOUNT + path).status_code == 404
    assert "There is no sign-up" in text(browser().get(f"{ACCOUNT}login/"))


def test_a_closed_account_cannot_log_in_and_is_out_at_once() -> None:
    member = make_member(make_clinic())
    client = logged_in(member)
    assert client.get("/staff/clinics/riverside/").status_code == 200
    StaffMember.objects.update(is_active=False)
    assert client.get("/staff/clinics/riverside/").status_code == 302
    assert "This account is closed" in text(log_in(browser(), member.email))


@pytest.mark.django_db(transaction=True)
def test_a_first_app_is_set_up_with_a_key_to_scan_or_to_type_and_gives_recovery_codes(mailoutbox: list[Any]) -> None:
    member = make_member(make_clinic())
    client = browser()
    assert "One more lock" in text(log_in(client, member.email))
    path = f"{ACCOUNT}second-factor/totp/activate/"
    asked = client.get(path, follow=True)
    assert "Is it still you?" in text(asked)
    page = client.post(asked.request["PATH_INFO"] + f"?next={path}", {"password": PASSWORD}, follow=True)
    source = page.content.decode()
    typed = re.search(r"<code>((?:[A-Z2-7]{4} ?)+)</code>", source)
    assert typed
    assert '<svg data-qr role="img"' in source
    assert "data:" not in source
    done = client.post(path, {"code": code_of(typed[1].replace(" ", ""))}, follow=True)
    assert done.request["PATH_INFO"] == f"{ACCOUNT}second-factor/recovery-codes/"
    assert len(re.findall(r"<code>\d{4} \d{4}</code>", done.content.decode())) == 10
    assert [mail.subject for mail in mailoutbox] == ["Thaw: one-time codes are on"]
    assert typed[1].replace(" ", "") not in str(Authenticator.objects.values_list("data"))
    assert client.get("/staff/clinics/riverside/").status_code == 200


def test_a_wrong_first_code_keeps_the_key() -> None:
    client = logged_in(make_member(make_clinic()), proven=False)
    client.post(f"{ACCOUNT}reauthenticate/", {"password": PASSWORD})
    path = f"{ACCOUNT}second-factor/totp/activate/"
    key = re.compile(r"<code>([A-Z2-7 ]+)</code>")
    first, wrong = client.get(path), client.post(path, {"code": "12"})
    assert "That did not match." in text(wrong)
    assert key.findall(first.content.decode()) == key.findall(wrong.content.decode()) != []


def test_the_last_second_lock_cannot_be_taken_off_by_oneself() -> None:
    member = make_member(make_clinic())
    client = logged_in(member)
    client.post(f"{ACCOUNT}reauthenticate/", {"password": PASSWORD})
    path = f"{ACCOUNT}second-factor/totp/deactivate/"
    for answer in (client.get(path), client.post(path)):
        assert "the app is your only second lock" in text(answer)
    assert Authenticator.objects.filter(user=member, type="totp").exists()


def test_the_rules_for_a_password_stand_there_before_it_is_typed() -> None:
    client = logged_in(make_member(make_clinic()))
    page = text(client.get(f"{ACCOUNT}password/change/"))
    assert str(RULES) in page
    least = next(
        each["OPTIONS"]["min_length"] for each in settings.AUTH_PASSWORD_VALIDATORS if "Length" in each["NAME"]
    )
    assert f"At least {least} characters" in page


@pytest.mark.parametrize("new", ["shorter", "robinfield12", "qwertyuiop12", "123456789012"])
def test_a_weak_password_is_refused_with_a_reason(new: str) -> None:
    client = logged_in(make_member(make_clinic(), email="robinfield12@clinic.example"))
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    page = client.post(f"{ACCOUNT}password/change/", sent)
    assert "There is a problem" in text(page)
    assert new not in text(page)


def test_a_changed_password_ends_every_other_session_and_is_told_by_mail(mailoutbox: list[Any]) -> None:
    member = make_member(make_clinic())
    here, elsewhere = logged_in(member), logged_in(member)
    new = "seven other otters"
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert "Your new password is saved." in text(here.post(f"{ACCOUNT}password/change/", sent, follow=True))
    assert elsewhere.get("/staff/clinics/riverside/").status_code == 302
    assert here.get("/staff/clinics/riverside/").status_code == 200
    assert [mail.to for mail in mailoutbox] == [[member.email]]
    assert "was changed" in mailoutbox[0].body
    assert new not in mailoutbox[0].body


def test_a_forgotten_password_is_set_by_mail_and_a_second_factor_can_still_be_chosen(mailoutbox: list[Any]) -> None:
    member = make_member(make_clinic())
    client = browser()
    assert "Look into your mail" in text(client.post(f"{ACCOUNT}password/reset/", {"email": member.email}, follow=True))
    link = re.search(r"http://localhost(?::\d+)?(/staff/account/password/reset/key/\S+)", mailoutbox[0].body)
    assert link
    form = client.get(link[1], follow=True)
    assert str(RULES) in text(form)
    new = "seven other otters"
    done = client.post(form.request["PATH_INFO"], {"password1": new, "password2": new}, follow=True)
    assert "Your new password is saved" in text(done)
    assert "This link no longer works" in text(browser().get(link[1], follow=True))
    second = log_in(client, member.email, new)
    assert "One more lock" in text(second)
    client.post(f"{ACCOUNT}reauthenticate/", {"password": new})
    assert EmailAddress.objects.filter(user=member, verified=False).exists()  # allauth made it, and must not mind
    assert "Add a passkey" in text(client.get(f"{ACCOUNT}second-factor/webauthn/add/"))


def test_asking_for_a_mail_tells_nobody_whether_there_is_an_account(mailoutbox: list[Any]) -> None:
    member = make_member(make_clinic())
    pages = [
        text(browser().post(f"{ACCOUNT}password/reset/", {"email": each}, follow=True))
        for each in (member.email, "nobody@clinic.example")
    ]
    assert pages[0] == pages[1]
    assert [mail.to for mail in mailoutbox] == [[member.email]]


def test_a_mail_server_that_is_away_undoes_nothing(monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    def away(*_: object) -> int:
        raise SMTPServerDisconnected

    monkeypatch.setattr(EmailBackend, "send_messages", away)
    member = make_member(make_clinic())
    new = "seven other otters"
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert "is saved" in text(logged_in(member).post(f"{ACCOUNT}password/change/", sent, follow=True))
    assert "Look into" in text(browser().post(f"{ACCOUNT}password/reset/", {"email": member.email}, follow=True))
    assert "could not be sent" in caplog.text
    assert member.email not in caplog.text


def test_after_a_reset_of_the_second_factor_the_next_log_in_asks_for_a_new_one() -> None:
    member, other = make_member(make_clinic()), make_member()
    client, unharmed = logged_in(member), logged_in(other)
    reset(member)
    assert client.get("/staff/clinics/riverside/").status_code == 302
    assert unharmed.get("/staff/").status_code == 200
    assert not Authenticator.objects.filter(user=member).exists()
    assert "One more lock" in text(log_in(browser(), member.email))


STRANGE = ["", "x", "{}", "[]", "null", "1", '"text"', '{"id": "x"}', '{"id": 1, "rawId": null, "response": []}']
STRANGE += ['{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"clientDataJSON": "eA"}}', "[" * 5000]


@pytest.mark.parametrize("typed", STRANGE)
def test_whatever_is_sent_as_a_passkey_gets_a_page_and_no_crash(typed: str) -> None:
    member = make_member(make_clinic())
    client = logged_in(member)
    client.post(f"{ACCOUNT}reauthenticate/", {"password": PASSWORD})
    half = browser()
    log_in(half, member.email)
    out = browser()
    out.get(f"{ACCOUNT}second-factor/webauthn/login/", headers={"accept": "application/json"})
    for each, path in ((out, "webauthn/login/"), (half, "authenticate/"), (client, "webauthn/add/")):
        each.get(f"{ACCOUNT}second-factor/{path}")
        answer = each.post(f"{ACCOUNT}second-factor/{path}", {"credential": typed}, follow=True)
        assert answer.status_code == 200
    assert Authenticator.objects.filter(type="webauthn").count() == 0


PAGES = [
    *("login/", "password/reset/", "password/reset/done/", "password/reset/key/done/", "inactive/"),
    "password/reset/key/1-abc/",
]
INSIDE = [
    *("logout/", "reauthenticate/", "password/change/", "second-factor/", "second-factor/reauthenticate/"),
    *("second-factor/recovery-codes/", "second-factor/recovery-codes/generate/", "second-factor/webauthn/"),
    *("second-factor/webauthn/add/", "second-factor/totp/deactivate/"),
]


@pytest.mark.parametrize("path", [*PAGES, *INSIDE])
def test_every_account_page_has_our_frame_and_nothing_inline(path: str) -> None:
    client = browser()
    if path in INSIDE:
        client = logged_in(make_member(make_clinic()))
        client.post(f"{ACCOUNT}reauthenticate/", {"password": PASSWORD})
    answer = client.get(ACCOUNT + path)
    source = answer.content.decode()
    assert answer.status_code == 200
    assert '<body class="staff' in source
    assert source.count("<h1") == 1
    assert not re.search(r"\s(style|on\w+)=", source)
    assert re.findall(r"<script(?![^>]*(src=|application/json))", source) == []
    assert not re.search(r"sign(ed)? ?(in|out)\b", text(answer), re.IGNORECASE)  # allauth's words
    assert "placeholder=" not in source


def test_codes_can_be_taken_along_as_a_file() -> None:
    member = make_member(make_clinic())
    client = logged_in(member)
    client.post(f"{ACCOUNT}reauthenticate/", {"password": PASSWORD})
    answer = client.get(f"{ACCOUNT}second-factor/recovery-codes/download/")
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert len(re.findall(r"^\d{4} \d{4}$", answer.content.decode(), re.MULTILINE)) == 10
    assert answer.headers["Cache-Control"] == "no-store"


def test_from_the_server_itself_a_second_factor_can_be_taken_away(mailoutbox: list[Any]) -> None:
    member = make_member(administrator=True)
    client = logged_in(member)
    call_command("reset_second_factor", member.email.upper())
    assert not Authenticator.objects.exists()
    assert client.get("/staff/").status_code == 302
    assert [mail.to for mail in mailoutbox] == [[member.email]]
    with pytest.raises(CommandError, match="No account"):
        call_command("reset_second_factor", "nobody@clinic.example")
