"""Every role at every staff address, by GET and by POST: who gets in, who is told no, and who learns nothing."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from clinics.models import (
    Change,
    Clinic,
    Invitation,
    ListItem,
    LocalFact,
    LocalService,
    Membership,
    ReadingList,
    StaffMember,
)

from . import staff

pytestmark = pytest.mark.django_db

EVERYONE = "members, editors and administrators"
EDITORS = "editors and administrators"
ADMINISTRATORS = "administrators"
# Who may open each page of one clinic. Not named here: the test below fails.
MAY = {
    "clinic": EVERYONE,
    "local-help": EVERYONE,  # viewers read; that they change nothing is tested below
    "service-new": EDITORS,
    "service": EDITORS,
    "service-remove": EDITORS,
    "service-move": EDITORS,
    "history": EVERYONE,
    "settings": ADMINISTRATORS,
    "retire": ADMINISTRATORS,
    "people": EVERYONE,
    "role": ADMINISTRATORS,
    "remove-member": ADMINISTRATORS,
    "reset-second-factor": ADMINISTRATORS,
    "resend-invitation": ADMINISTRATORS,
    "withdraw-invitation": ADMINISTRATORS,
    "lists": EVERYONE,
    "list-new": EDITORS,
    "list": EVERYONE,
    "list-copy": EDITORS,
    "list-retire": EDITORS,
    "list-card": EVERYONE,
    "list-pdf": EVERYONE,
    "kit": EVERYONE,
    "kit-file": EVERYONE,
    "counts": EVERYONE,
    "counts-csv": EVERYONE,
}
# Pages that belong to no clinic.
ELSEWHERE = {
    "home": EVERYONE,
    "second-factor": EVERYONE,
    "new-clinic": ADMINISTRATORS,
    "invitation": "anyone with its secret",
    "invited": "anyone with its secret",
}
INSIDE = {EVERYONE: ("viewer", "editor", "administrator"), EDITORS: ("editor", "administrator")}
INSIDE[ADMINISTRATORS] = ("administrator",)
ROLES = ("nobody", "without a second factor", "stranger", "viewer", "editor", "administrator")


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    """Every address of the staff half that is ours."""
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each)
        else:
            yield each


def staff_names() -> dict[str, URLPattern]:
    found = next(each for each in get_resolver().url_patterns if str(each.pattern) == "staff/")
    assert isinstance(found, URLResolver)
    ours = next(each for each in found.url_patterns if getattr(each, "app_name", None) == "staff")
    assert isinstance(ours, URLResolver)
    return {str(each.name): each for each in patterns(ours)}


@pytest.fixture
def house() -> dict[str, Any]:
    """Two clinics with something of everything, and somebody of each role."""
    made: dict[str, Any] = {}
    for code in ("riverside", "hillside"):
        clinic = staff.make_clinic(code, name=f"{code.title()} Practice")
        chosen = ReadingList.objects.create(clinic=clinic, line=f"A line of {code}")
        ListItem.objects.create(reading_list=chosen, position=0, kind="article", slug="feeling-numb")
        made[code] = {
            "clinic": clinic,
            "list_code": chosen.code,
            "service": LocalService.objects.create(
                clinic=clinic, name=f"A service of {code}", phone="020 7946 0020", checked_on=date(2026, 11, 1)
            ),
            "fact": LocalFact.objects.create(
                clinic=clinic, kind="hours", text=f"Hours of {code}", checked_on=date(2026, 11, 1)
            ),
            "invitation": Invitation.objects.create(
                clinic=clinic, email=f"new@{code}.example", digest=code, expires_at="2030-01-01T00:00Z"
            ),
            "member": staff.make_member(clinic, "viewer", f"viewer@{code}.example", name=f"Viewer of {code}"),
            "editor": staff.make_member(clinic, "editor", f"editor@{code}.example", name=f"Editor of {code}"),
        }
    made["administrator"] = staff.make_member(administrator=True)
    return made


def client_of(role: str, house: dict[str, Any]) -> Client:
    """A browser of somebody of a role at Riverside; a stranger is an editor of Hillside."""
    if role == "nobody":
        return staff.browser()
    if role == "without a second factor":
        member = staff.make_member(house["riverside"]["clinic"], "editor", "new@clinic.example")
        return staff.logged_in(member, proven=False)
    who = {"stranger": house["hillside"]["editor"], "administrator": house["administrator"]}
    who |= {"viewer": house["riverside"]["member"], "editor": house["riverside"]["editor"]}
    return staff.logged_in(who[role])


def address_of(name: str, of: dict[str, Any], ids: dict[str, Any]) -> str:
    """The address of a page under one clinic's code, with ids that may be another clinic's."""
    wanted = staff_names()[name].pattern.converters
    values = {
        "code": of["clinic"].code,
        "list_code": ids["list_code"],
        "number": _number(name, ids),
        "kind": "cards",
    }
    return reverse(f"staff:{name}", kwargs={key: values[key] for key in wanted})


def _number(name: str, ids: dict[str, Any]) -> int:
    if "invitation" in name:
        return int(ids["invitation"].pk)
    if name.startswith("service"):
        return int(ids["service"].pk)
    return int(Membership.objects.get(member=ids["member"]).pk)


def test_every_address_is_in_the_table() -> None:
    assert set(staff_names()) == set(MAY) | set(ELSEWHERE)


def everything() -> list[str]:
    """All rows that staff can change, as text."""
    kept = (Change, Clinic, Invitation, ListItem, LocalFact, LocalService, Membership, ReadingList, StaffMember)
    return [f"{model.__name__} {sorted(row.items())}" for model in kept for row in model.objects.values()]


def turned_away(response: HttpResponse) -> bool:
    """Whether an answer shows and does nothing: to the log-in, to the second factor, not yours, or not there."""
    if response.status_code == 302:
        return response.headers["Location"].startswith(("/staff/account/login/", "/staff/second-factor/"))
    return response.status_code in (401, 403, 404, 405)


@pytest.mark.parametrize("name", MAY)
def test_who_gets_in(name: str, house: dict[str, Any]) -> None:
    address = address_of(name, house["riverside"], house["riverside"])
    for role in ROLES:
        client = client_of(role, house)
        response = client.get(address)
        if role in INSIDE[MAY[name]]:
            assert response.status_code in (200, 405) or not turned_away(response), (role, response.status_code)
            assert response.status_code < 400 or response.status_code == 405
        else:
            assert turned_away(response), (role, response.status_code)
        if role in ("nobody", "without a second factor"):
            assert response.status_code == 302
        if role == "stranger":
            missing = client.get(address.replace("riverside", "no-such-clinic"))
            assert response.status_code == missing.status_code, "they do not even learn that it is there"
        if role == "viewer" and role not in INSIDE[MAY[name]]:
            assert response.status_code in (403, 405)


@pytest.mark.parametrize("name", MAY)
def test_nobody_changes_what_they_may_not(name: str, house: dict[str, Any]) -> None:
    address = address_of(name, house["riverside"], house["riverside"])
    for role in ROLES:
        if role in INSIDE[EDITORS if MAY[name] == EVERYONE else MAY[name]]:
            continue
        client = client_of(role, house)
        before = everything()
        response = client.post(address, _fields(house))
        assert turned_away(response), (role, response.status_code)
        assert everything() == before, role


def _fields(house: dict[str, Any]) -> dict[str, Any]:
    """Something for every form."""
    return {
        "hours": "Changed",
        "hours-text": "Changed",
        "name": "Changed",
        "code": "changed",
        "country": "FR",
        "role": "editor",
        "email": "intruder@evil.example",
        "line": "Changed",
        "things": ["article:feeling-numb"],
        "direction": "up",
    }


@pytest.mark.parametrize(
    "name", [name for name in MAY if "number" in staff_names()[name].pattern.converters or "list" in name]
)
def test_guessing_the_ids_of_another_clinic_finds_nothing(name: str, house: dict[str, Any]) -> None:
    if not {"number", "list_code"} & set(staff_names()[name].pattern.converters):
        return
    address = address_of(name, house["riverside"], house["hillside"])
    for role in ("viewer", "editor", "administrator"):
        client = client_of(role, house)
        before = everything()
        for response in (client.get(address), client.post(address, _fields(house))):
            assert response.status_code in (403, 404, 405), (role, response.status_code)
            assert b"hillside" not in response.content.lower()
        assert everything() == before


def test_a_page_of_one_clinic_names_nothing_of_another(house: dict[str, Any]) -> None:
    for role in ("viewer", "editor"):
        client = client_of(role, house)
        for name, may in MAY.items():
            if role in INSIDE[may]:
                content = client.get(address_of(name, house["riverside"], house["riverside"])).content.lower()
                assert b"hillside" not in content, name
        assert b"hillside" not in client.get("/staff/", follow=True).content.lower()


def test_only_administrators_make_clinics_and_see_the_stock_admin(house: dict[str, Any]) -> None:
    for role in ROLES:
        client = client_of(role, house)
        for address in (
            reverse("staff:new-clinic"),
            reverse("admin:index"),
            reverse("admin:clinics_clinic_changelist"),
        ):
            response = client.get(address)
            assert (response.status_code == 200) is (role == "administrator"), (role, address)
            if role in ("stranger", "viewer", "editor"):
                assert client.get(address, follow=True).status_code in (403, 404)
            elif role != "administrator":
                assert turned_away(response)


def test_a_member_who_was_removed_is_out_at_once(house: dict[str, Any]) -> None:
    client = client_of("editor", house)
    address = address_of("lists", house["riverside"], house["riverside"])
    assert client.get(address).status_code == 200
    Membership.objects.filter(member=house["riverside"]["editor"]).delete()
    assert client.get(address).status_code == 404


def test_a_role_that_was_lowered_is_lower_at_once(house: dict[str, Any]) -> None:
    client = client_of("editor", house)
    address = address_of("list-new", house["riverside"], house["riverside"])
    assert client.get(address).status_code == 200
    Membership.objects.filter(member=house["riverside"]["editor"]).update(role="viewer")
    assert client.get(address).status_code == 403


def test_an_account_that_was_closed_is_out_at_once(house: dict[str, Any]) -> None:
    client = client_of("editor", house)
    StaffMember.objects.filter(pk=house["riverside"]["editor"].pk).update(is_active=False)
    response = client.get(address_of("lists", house["riverside"], house["riverside"]))
    assert response.status_code == 302
