"""Every address of the staff half is closed, but for the few that are named; and the public half knows nobody."""

import os
import re
import subprocess
import sys
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils.timezone import now

from clinics.doorkeeping import OPEN, SETTING_UP
from tests.clinics.staff import browser, give_second_factor, logged_in, make_clinic, make_member

SAMPLES = {"code": "riverside", "secret": "x", "uidb36": "1", "key": "a-b", "app_label": "clinics", "url": "x"}
LOG_IN, SECOND = "/staff/account/login/", "/staff/second-factor/"


def _written_out(pattern: URLPattern | URLResolver) -> str:
    route = str(pattern.pattern)
    route = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", lambda found: SAMPLES.get(found[1], "1"), route)
    route = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: SAMPLES.get(found[1], "1"), route)
    return route.strip("^$").replace(r"\Z", "").rstrip("$")


def _addresses(resolver: URLResolver, start: str) -> list[str]:
    found = []
    for each in resolver.url_patterns:
        path = start + _written_out(each)
        found += _addresses(each, path) if isinstance(each, URLResolver) else [path]
    return found


def staff_addresses() -> list[str]:
    """Every address of the staff half, with made-up ids."""
    staff = next(each for each in get_resolver().url_patterns if str(each.pattern) == "staff/")
    assert isinstance(staff, URLResolver)
    return _addresses(staff, "/staff/")


ADDRESSES = [(path, resolve(path).view_name) for path in staff_addresses()]
CLOSED = [path for path, name in ADDRESSES if name not in OPEN]
NOT_YET = [path for path, name in ADDRESSES if name not in OPEN and name not in SETTING_UP]


def test_the_walk_meets_every_part_and_every_open_page_is_there() -> None:
    names = {name for _path, name in ADDRESSES}
    assert len(ADDRESSES) > 60
    assert {"staff:home", "staff:people", "admin:index", "admin:clinics_staffmember_change", "mfa_index"} <= names
    assert {*OPEN, *SETTING_UP} <= names


def _answers(client: Client, paths: list[str]) -> dict[str, tuple[int, str]]:
    """What each address says to a look and to a form: its status, and where it leads."""
    found = {}
    for path in paths:
        for method in (client.get, client.post):
            answer = method(path)
            found[f"{method.__name__} {path}"] = (answer.status_code, answer.headers.get("Location", "").split("?")[0])
            assert answer.headers["Cache-Control"] == "no-store"
    return found


@pytest.mark.django_db
def test_without_a_log_in_every_closed_page_leads_to_the_log_in() -> None:
    make_clinic()
    answers = _answers(browser(), CLOSED)
    assert {where: answer for where, answer in answers.items() if answer != (302, LOG_IN)} == {}


@pytest.mark.django_db
def test_with_a_password_alone_every_other_page_leads_to_the_second_factor() -> None:
    client = logged_in(make_member(make_clinic(), administrator=True), proven=False)
    answers = _answers(client, NOT_YET)
    assert {where: answer for where, answer in answers.items() if answer != (302, SECOND)} == {}


@pytest.mark.django_db
def test_an_older_session_without_the_second_factor_is_logged_out() -> None:
    member = make_member(make_clinic())
    client = logged_in(member, proven=False)
    assert client.get(SECOND).status_code == 200
    give_second_factor(member)  # in another browser
    assert client.get("/staff/account/second-factor/").headers["Location"].startswith(LOG_IN)
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_the_proof_of_one_person_opens_nothing_for_another() -> None:
    client = logged_in(make_member(make_clinic()), proven=False)
    session = client.session
    session["second_factor"] = make_member().pk
    session.save()
    assert client.get("/staff/").headers["Location"] == SECOND


@pytest.mark.django_db
def test_after_half_an_hour_without_a_click_the_session_is_over() -> None:
    client = logged_in(make_member(make_clinic()))
    assert client.get("/staff/clinics/riverside/").status_code == 200
    left = Session.objects.get(session_key=client.cookies["staff"].value).expire_date - now()
    assert timedelta(minutes=29) < left <= timedelta(minutes=30)
    Session.objects.update(expire_date=now() - timedelta(seconds=1))
    assert client.get("/staff/clinics/riverside/").headers["Location"].startswith(LOG_IN)


@pytest.mark.django_db
def test_every_click_makes_the_half_hour_begin_again() -> None:
    client = logged_in(make_member(make_clinic()))
    Session.objects.update(expire_date=now() + timedelta(minutes=2))
    client.get("/staff/clinics/riverside/")
    assert Session.objects.get().expire_date > now() + timedelta(minutes=29)


@pytest.mark.django_db
def test_what_was_typed_when_the_session_had_ended_is_given_back_without_any_secret() -> None:
    typed = {
        "text": "Ring the bell <twice>",
        "phone": "02079460018",
        "password": "a secret with spaces",
        "password1": "another secret with spaces",
        "OldPassword": "an old secret with spaces",
        "csrfmiddlewaretoken": "token with spaces",
    }
    answer = browser().post("/staff/clinics/riverside/people/", typed)
    page = answer.content.decode()
    assert answer.status_code == 401
    assert "Ring the bell &lt;twice&gt;" in page
    assert "02079460018" in page
    assert "secret" not in page
    assert "token with spaces" not in page
    assert "next=/staff/clinics/riverside/people/" in page


@pytest.mark.django_db
def test_cookies_cannot_be_read_by_scripts_nor_be_sent_from_elsewhere() -> None:
    cookies = logged_in(make_member(make_clinic())).get("/staff/clinics/riverside/").cookies
    session, token = cookies["staff"], cookies["csrf"]
    assert (session["httponly"], session["samesite"]) == (True, "Lax")
    assert (token["httponly"], token["samesite"]) == (True, "Strict")
    assert session["max-age"] == "" or int(session["max-age"]) <= 1800


HTTPS = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.test import Client
client = Client(headers={"host": "thaw.example", "sec-fetch-site": "same-origin"})
client.get("/staff/account/second-factor/webauthn/login/", secure=True, headers={"accept": "application/json"})
client.get("/staff/account/login/", secure=True)
for cookie in client.cookies.values():
    print(cookie.key, cookie["secure"], cookie["path"], repr(cookie["domain"]))
"""


def test_under_https_cookies_are_secure_and_bound_to_this_host() -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SITE_URL": "https://thaw.example",
        "DATABASE_URL": "sqlite://:memory:",
        "CACHE_URL": "locmemcache://",
    }
    done = subprocess.run([sys.executable, "-c", HTTPS], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert sorted(done.stdout.splitlines()) == ["__Host-csrf True / ''", "__Host-staff True / ''"]


PUBLIC = ["/", "/help/", "/articles/", "/self-check/", "/for-clinics/", "/search/?q=numb", "/not-there/"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_asks_nothing_of_the_database_and_sets_no_cookie(path: str, django_assert_num_queries) -> None:
    client = logged_in(make_member(make_clinic()))
    with django_assert_num_queries(0):
        answer = client.get(path)
    _knows_nobody(answer)


@pytest.mark.django_db
def test_a_sent_self_check_asks_nothing_of_the_database_and_sets_no_cookie(django_assert_num_queries) -> None:
    client = logged_in(make_member(make_clinic()))
    with django_assert_num_queries(0):
        answer = client.post("/self-check/", {"saf": "0"})
    assert answer.status_code in (200, 422)
    _knows_nobody(answer)


def _knows_nobody(answer) -> None:
    assert not answer.cookies
    assert "Set-Cookie" not in answer.headers
    assert "cookie" not in answer.headers.get("Vary", "").lower()
    assert "Robin Field" not in answer.content.decode()


@pytest.mark.django_db
def test_a_staff_form_needs_its_token() -> None:
    client: Client = logged_in(make_member(make_clinic(), administrator=True), enforce_csrf_checks=True)
    path = "/staff/clinics/riverside/people/"
    asked = {"email": "new@clinic.example", "role": "viewer"}
    assert client.post(path, asked).status_code == 403
    page = client.get(path).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    assert client.post(path, asked | {"csrfmiddlewaretoken": token[1]}).status_code == 302


@pytest.mark.django_db
def test_a_form_sent_from_elsewhere_is_refused_even_with_the_cookies() -> None:
    client = logged_in(make_member(make_clinic()))
    answer = client.post("/staff/account/logout/", headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert client.get("/staff/clinics/riverside/").status_code == 200
