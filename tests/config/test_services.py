"""What an address of a service asks for is kept beside the limits of the site; what is counted there names nobody."""

import pytest
from django.core.cache import caches
from environ import Env
from pytest_django import Settings

from config.services import attempts_cache, staff_database


def test_postgresql_is_reached_as_its_address_says_and_given_up_on_soon() -> None:
    found = staff_database(Env.db_url_config("postgresql://thaw@db.example/thaw?sslmode=verify-full"))
    assert found["OPTIONS"] == {
        "connect_timeout": 2,
        "options": "-c statement_timeout=3000",
        "sslmode": "verify-full",
    }


@pytest.mark.parametrize("address", ["dbcache://attempts?max_entries=5", "redis://127.0.0.1:6379/0", "locmemcache://"])
def test_whatever_counts_attempts_is_told_no_address(address: str, settings: Settings) -> None:
    settings.CACHES = {"default": attempts_cache(Env.cache_url_config(address))}
    name = caches["default"].make_key("allauth:rl:allauth.account:login_failed:20/900/ip:ip:203.0.113.7")
    assert "203.0.113.7" not in name
    assert len(name) == 64
    settings.SECRET_KEY = "another"
    assert caches["default"].make_key("allauth:rl:allauth.account:login_failed:20/900/ip:ip:203.0.113.7") != name
