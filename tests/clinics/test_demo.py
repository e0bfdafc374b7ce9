"""The demo clinic: everything to try, and nothing that could be taken for real help."""

from io import StringIO

import phonenumbers
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from articles.library import library
from articles.small_steps import small_steps
from clinics import demo
from clinics.models import Clinic, LocalFact, ReadingList, StaffMember
from tests.pages import HOST

pytestmark = pytest.mark.django_db


def test_the_demo_can_be_made_again_and_opens(settings: Settings) -> None:
    settings.SITE_URL = "http://localhost:8000"
    said = StringIO()
    for _ in range(2):
        call_command("demo", stdout=said)
    assert Clinic.objects.filter(code="demo").count() == 1
    assert StaffMember.objects.count() == 2
    visitor = Client(headers=HOST)
    for address in ("/c/demo/", *(f"/r/{each.code}/" for each in ReadingList.objects.all())):
        assert address in said.getvalue()
        assert "made up" in visitor.get(address).content.decode()


def test_the_passwords_it_prints_are_those_of_the_accounts() -> None:
    made = demo.make_demo()
    for email, password in made.passwords.items():
        assert StaffMember.objects.get(email=email).check_password(password)


def test_no_demo_is_made_where_visitors_may_come(settings: Settings) -> None:
    settings.SITE_URL = "https://thaw.example"
    with pytest.raises(CommandError, match="made up"):
        call_command("demo")
    assert not Clinic.objects.exists()


def test_its_numbers_are_well_formed_and_its_reading_is_there() -> None:
    demo.make_demo()
    for fact in LocalFact.objects.exclude(phone=""):
        number = phonenumbers.parse(fact.phone, "GB")
        assert phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) == fact.dial
        assert fact.phone.startswith("020 7946 0"), "the numbers that are kept for fiction"
    known = {f"article:{slug}" for slug in library("en").articles}
    known |= {f"small-step:{slug}" for slug in small_steps("en").steps} | {"self-check:"}
    assert {item for _, items in demo.LISTS for item in items} <= known
