"""What an address of a service asks for is kept beside the limits of the site."""

from environ import Env

from config.services import staff_database


def test_postgresql_is_reached_as_its_address_says_and_given_up_on_soon() -> None:
    found = staff_database(Env.db_url_config("postgresql://thaw@db.example/thaw?sslmode=verify-full"))
    assert found["OPTIONS"] == {
        "connect_timeout": 2,
        "options": "-c statement_timeout=3000",
        "sslmode": "verify-full",
    }
