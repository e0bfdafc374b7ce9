"""Where attempts to log in are counted, nobody can read who tried."""

import pytest
from django.db import connection

from tests.clinics import staff

pytestmark = pytest.mark.django_db


def test_the_table_of_attempts_names_neither_an_address_nor_an_account() -> None:
    member = staff.make_member(staff.make_clinic())
    client = staff.browser()
    client.defaults["REMOTE_ADDR"] = "203.0.113.7"
    staff.log_in(client, member.email, "wrong")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM attempts")
        names = [name for (name,) in cursor.fetchall()]
    assert len(names) >= 2, "by address and by account"
    assert all(set(name) <= set("0123456789abcdef") and len(name) == 64 for name in names)
