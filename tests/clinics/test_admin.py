"""The stock admin: behind the same door, for administrators alone, and without a way round the staff pages."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.core.management import call_command

from clinics.models import Change, Invitation, Membership, Opens, StaffMember
from tests.clinics.staff import give_second_factor, logged_in, make_clinic, make_member, text
from tests.clinics.test_invitations import invite

pytestmark = pytest.mark.django_db
HERE = "/staff/admin/"
LISTS = ["staffmember", "clinic", "membership", "invitation", "change", "opens"]


@pytest.mark.parametrize("role", ["editor", "viewer"])
def test_it_is_closed_to_everybody_else(role: str) -> None:
    client = logged_in(make_member(make_clinic(), role))
    for path in ("", *(f"clinics/{each}/" for each in LISTS)):
        answer = client.get(HERE + path, follow=True)
        assert answer.status_code == 403
        assert "Your account may not do this" in text(answer)


def test_an_administrator_reads_every_list_and_only_accounts_can_be_changed() -> None:
    clinic = make_clinic()
    administrator, member = make_member(administrator=True), make_member(clinic)
    invite(clinic)
    Change.objects.create(clinic=clinic, who="Robin", what="Something")
    Opens.objects.create(clinic=clinic, month="2026-10-01", number=41)
    client = logged_in(administrator)
    for name in LISTS:
        assert client.get(f"{HERE}clinics/{name}/").status_code == 200
        assert client.get(f"{HERE}clinics/{name}/add/").status_code == 403
    for model in (Membership, Invitation, Change, Opens):
        path = f"{HERE}clinics/{model.__name__.lower()}/{model._default_manager.first().pk}/"
        form = client.get(f"{path}change/").content.decode().split('id="content"')[1]
        assert not re.search(r'<(input(?! type="hidden")|select|textarea)', form)
        assert client.post(f"{path}change/", {"a": "b"}).status_code == 403
        assert client.post(f"{path}delete/", {"post": "yes"}).status_code == 403
    assert client.post(f"{HERE}clinics/staffmember/{member.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "41" in text(client.get(f"{HERE}clinics/opens/"))


def test_no_secret_is_shown() -> None:
    clinic = make_clinic()
    client, member = logged_in(make_member(administrator=True)), make_member(clinic)
    row, _path = invite(clinic)
    pages = [
        client.get(f"{HERE}clinics/staffmember/{member.pk}/change/").content.decode(),
        client.get(f"{HERE}clinics/invitation/{row.pk}/change/").content.decode(),
        client.get(HERE).content.decode(),
    ]
    assert member.email in pages[0]
    assert row.email in pages[1]
    for page in pages:
        assert member.password not in page
        assert row.digest not in page
    assert Authenticator not in admin.site._registry


def test_an_account_is_closed_and_an_administrator_cannot_close_their_own() -> None:
    administrator, member = make_member(administrator=True), make_member()
    client, theirs = logged_in(administrator), logged_in(member)
    client.post(f"{HERE}clinics/staffmember/{member.pk}/change/", {"name": "Robin"})
    member.refresh_from_db()
    assert (member.name, member.is_active) == ("Robin", False)
    assert theirs.get("/staff/").status_code == 302
    client.post(f"{HERE}clinics/staffmember/{administrator.pk}/change/", {"name": "Alex"})
    administrator.refresh_from_db()
    assert (administrator.name, administrator.is_active, administrator.is_superuser) == ("Alex", True, True)


def test_a_second_factor_is_taken_away_from_others_but_not_from_oneself() -> None:
    administrator, member = make_member(administrator=True), make_member(administrator=True)
    give_second_factor(member)
    client = logged_in(administrator)
    chosen = {"action": "take_second_factor_away", "_selected_action": [administrator.pk, member.pk]}
    client.post(f"{HERE}clinics/staffmember/", chosen)
    assert not Authenticator.objects.filter(user=member).exists()
    assert Authenticator.objects.filter(user=administrator).exists()


def test_it_has_no_second_way_to_change_a_password_or_to_log_in() -> None:
    client = logged_in(make_member(administrator=True))
    assert client.get(f"{HERE}password_change/").headers["Location"] == "/staff/account/password/change/"
    client.post("/staff/account/logout/")
    assert client.get(f"{HERE}login/").headers["Location"].startswith("/staff/account/login/")
    assert StaffMember.objects.count() == 1


def test_its_frame_has_nothing_inline_that_the_policy_refuses() -> None:
    page = logged_in(make_member(administrator=True)).get(f"{HERE}clinics/staffmember/").content.decode()
    assert not re.search(r"<style|\sstyle=|\son\w+=", page)
    assert re.findall(r"<script(?![^>]*src=)", page) == []


def test_the_tables_are_as_the_models_say() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
