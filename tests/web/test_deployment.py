"""What a copy for the public is asked before it is one."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client
from django.utils.timezone import now
from environ import Env
from pytest_django import Settings

from config.services import staff_database
from tests.pages import HOST
from web import deployment

PRODUCTION = {
    "SITE_URL": "https://thaw.example",
    "SITE_OPERATOR": "A charity",
    "SITE_CONTACT": "hello@thaw.example",
    "EMAIL_URL": "smtp://localhost:25",
    "SECRET_KEY": "a-key-of-a-test-that-is-long-enough-and-has-many-different-letters-0123456789",
}


def checked(**changed: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    environment = os.environ | PRODUCTION | changed
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # only for tests beside a browser
    return subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)


def test_a_copy_with_its_settings_has_nothing_to_mend() -> None:
    done = checked()
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"SITE_URL": "http://thaw.example"}, "does not begin with https://"),
        ({"SITE_OPERATOR": ""}, "SITE_OPERATOR is empty"),
        ({"DEBUG": "1"}, "DEBUG"),
        ({"EMAIL_URL": "consolemail://"}, "EMAIL_URL names no mail server"),
        ({"DATABASE_URL": "postgresql://thaw@db.example/thaw?sslmode=require"}, "?sslmode=verify-full"),
    ],
)
def test_a_copy_without_them_is_told(changed: dict[str, str], said: str) -> None:
    done = checked(**changed)
    assert done.returncode != 0
    assert said in done.stderr


@pytest.mark.parametrize("way", ["@db.example/thaw?sslmode=verify-full", "@127.0.0.1/thaw", "/thaw"])
def test_a_database_here_or_one_that_shows_who_it_is_is_nothing_to_mend(
    way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings.DATABASES, "default", staff_database(Env.db_url_config(f"postgresql://{way}")))
    assert deployment.check_way_to_the_database() == []


@pytest.mark.parametrize("page", ["README.md", "docs/staff-guide.md"])
def test_the_address_of_a_mail_server_in_our_pages_is_one_that_is_understood(page: str) -> None:
    named = re.findall(r"`(\S+@mail\.example:\d+)`", (settings.BASE_DIR / page).read_text(encoding="utf-8"))
    assert named
    for address in named:
        understood = Env.email_url_config(address)
        assert understood["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
        assert (understood["EMAIL_USE_TLS"], understood["EMAIL_PORT"]) == (True, 587)


def test_a_header_or_a_guard_that_is_gone_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.HTTPS = True
    assert deployment.check_headers() == []
    monkeypatch.setattr(deployment, "security_headers", lambda staff: {"X-Frame-Options": ""})
    assert len(deployment.check_headers()) == 2 * len(deployment.NEEDED)
    assert deployment.check_foreign_forms() == []
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if "Csrf" not in each]
    assert [message.msg.split()[0] for message in deployment.check_foreign_forms()] == ["clinics.middleware.Csrf"]


def test_whoever_finds_a_weakness_is_told_where_to_write(settings: Settings) -> None:
    settings.SITE_CONTACT = "hello@thaw.example"
    text = Client(headers=HOST).get("/.well-known/security.txt").content.decode()
    fields = dict(line.split(": ", 1) for line in text.splitlines())
    assert fields["Contact"] == "mailto:hello@thaw.example"
    assert fields["Canonical"].endswith("/.well-known/security.txt")
    assert now().strftime("%Y-%m-%d") < fields["Expires"][:10] < now().replace(year=now().year + 1).strftime("%Y-%m-%d")


def test_without_a_contact_there_is_no_such_file(settings: Settings) -> None:
    settings.SITE_CONTACT = ""
    assert Client(headers=HOST).get("/.well-known/security.txt").status_code == 404
