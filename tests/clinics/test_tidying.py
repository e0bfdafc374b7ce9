"""What is over goes within a day: ended sessions, and the counts of log-in attempts."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

pytestmark = pytest.mark.django_db


def attempts() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM attempts")
        return int(cursor.fetchone()[0])


def test_what_is_over_goes_and_what_is_not_stays() -> None:
    for key, days in (("over", -1), ("open", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=timezone.now() + timedelta(days=days))
    cache.set("over", [1.0], timeout=0.001)
    cache.set("counted", [1.0], timeout=900)
    while attempts() and cache.get("over"):
        pass
    said = StringIO()
    call_command("daily", stdout=said)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]
    assert cache.get("counted") == [1.0]
    assert attempts() == 1
    assert "Clinics reminded: 0" in said.getvalue()


def test_what_was_made_while_the_clock_was_ahead_does_not_last_until_then() -> None:
    Session.objects.create(session_key="ahead", session_data="", expire_date=timezone.now() + timedelta(days=365))
    cache.set("ahead", [1.0], timeout=365 * 86400)
    cache.set("counted", [1.0], timeout=900)
    call_command("daily", stdout=StringIO())
    assert not Session.objects.exists()
    assert cache.get("ahead") is None
    assert cache.get("counted") == [1.0]
