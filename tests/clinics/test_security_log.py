"""What a log-in leaves in the log: the number of an account, and nothing that names somebody or opens something."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.clinics import staff

pytestmark = pytest.mark.django_db


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "staff"]


def test_log_ins_good_and_bad_are_told_by_number(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "staff")
    member = staff.make_member(staff.make_clinic())
    secret, client = staff.give_second_factor(member), staff.browser()
    staff.log_in(client, member.email, "not the password")
    staff.log_in(client, "nobody@clinic.example", "not the password")
    staff.log_in(client, member.email)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": staff.code_of(secret)})
    client.post(reverse("account_logout"))
    told = lines(caplog)
    for line in (
        f"Wrong password: account {member.pk}",
        "Wrong password: no account",
        f"Wrong code: account {member.pk}",
        f"Second factor shown (totp): account {member.pk}",
        f"Logged in: account {member.pk}",
        f"Logged out: account {member.pk}",
    ):
        assert line in told
    for never in (member.email, member.name, staff.PASSWORD, "not the password", "nobody@", secret, "127.0.0.1"):
        assert not [line for line in told if never in line]


def test_a_refused_page_is_told_by_its_route(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "staff")
    staff.make_clinic("hillside")
    member = staff.make_member(staff.make_clinic())
    assert staff.logged_in(member).get("/staff/clinics/hillside/").status_code == 404
    (line,) = [line for line in lines(caplog) if line.startswith("Refused")]
    assert line.endswith(f"account {member.pk}")
    assert "hillside" not in line


@pytest.mark.parametrize("address", ["/nothing/", "/c/unknown/", "/self-check/note/", "/help/zz/"])
def test_nothing_of_the_public_half_is_told(client: Client, caplog: pytest.LogCaptureFixture, address: str) -> None:
    caplog.set_level("INFO", "staff")
    client.get(address)
    client.post(address, {"saf": "3"})
    assert lines(caplog) == []
