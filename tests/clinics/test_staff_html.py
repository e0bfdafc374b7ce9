"""Staff pages, doors and lists are valid HTML, with mistakes on the page and without."""

from pathlib import Path

import pytest

from clinics.demo import make_demo
from clinics.models import StaffMember
from tests.test_html import mistakes

from . import staff

pytestmark = pytest.mark.django_db
OF_A_CLINIC = (
    *("", "local-help/", "services/new/", "history/", "people/", "settings/", "settings/retire/", "lists/"),
    *("lists/new/", "counts/", "kit/"),
)
OF_AN_ACCOUNT = ("second-factor/", "second-factor/webauthn/", "password/change/", "reauthenticate/", "logout/")
OUTSIDE = (
    "/staff/account/login/",
    "/staff/account/password/reset/",
    "/staff/account/inactive/",
    "/c/demo/",
    "/c/nobody/",
)
WRONG = {
    "local-help/": {"phone-phone": "12", "hours-text": "x" * 900},
    "lists/new/": {"line": "x" * 200},
    "services/new/": {"phone": "999"},
    "people/": {"email": "nobody"},
    "settings/": {"code": "?"},
}


@pytest.mark.java
def test_every_staff_page_and_every_door_is_valid_html(tmp_path: Path) -> None:
    demo = make_demo()
    client = staff.logged_in(StaffMember.objects.get(email="administrator@demo.example"))
    clinic, one_list = "/staff/clinics/demo/", f"/staff/clinics/demo/lists/{demo.lists[0]}/"
    addresses = ["/staff/", "/staff/new-clinic/", one_list, f"{one_list}card/", f"{one_list}retire/"]
    addresses += [clinic + place for place in OF_A_CLINIC]
    addresses += [f"/staff/account/{place}" for place in OF_AN_ACCOUNT]
    pages = {address: client.get(address) for address in addresses}
    pages |= {address: staff.browser().get(address) for address in (*OUTSIDE, f"/r/{demo.lists[0]}/")}
    assert {address: page.status_code for address, page in pages.items() if page.status_code != 200} == {}
    wrong = {f"wrong: {place}": client.post(clinic + place, fields) for place, fields in WRONG.items()}
    assert {place: page.status_code for place, page in wrong.items() if page.status_code not in (409, 422)} == {}
    assert mistakes({name: page.content.decode() for name, page in (pages | wrong).items()}, tmp_path) == []
