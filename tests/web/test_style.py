"""The style sheet in parts: each page holds those that it needs, no part holds what nobody needs, and all are allowed."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from django.test import Client, override_settings

from clinics.demo import make_demo
from clinics.models import StaffMember
from tests.clinics import staff
from tests.pages import FORM, HERE, HOST, every_page
from tests.styles import Page, selectors
from web.headers import content_security_policy
from web.style import PARTS, style_part

KIT = "/for-clinics/kit/"
NAMED, LONG = "name=A+clinic&phone=%2B44+20+7946+0000", f"name={'A+clinic+with+a+name+' * 3}&phone=%2B44+20+7946+0000"
SENT = {
    "/self-check/": ("change=1&saf=3", "M1=1&M2=1&M3=1&M4=1&M5=1&E1=2&E2=2&E3=2&E4=2&E5=2"),
    "/reading-pack/": ("article=feeling-numb&article=what-helps",),
    KIT: (NAMED, "phone=12"),
    **{f"{KIT}{paper}/": (NAMED, LONG) for paper in ("poster", "cards", "leaflet", "slide")},
}
LONG_ADDRESS = "https://when-feelings-go-quiet.health-service.example"
SEARCHES = ("/search/", "/search/?q=numb", "/search/?q=kill+myself", "/search/?q=zzzz")


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    """Every public page, with what forms and searches lead to."""
    client = Client(headers=HOST)
    found = dict(every_page()) | {address: client.get(address).content.decode() for address in SEARCHES}
    for address, bodies in SENT.items():
        for body in bodies:
            answer = client.post(address, body, content_type=FORM, headers=HERE)
            found[f"{address}: {body}"] = answer.content.decode()
    with override_settings(SITE_URL=LONG_ADDRESS, ALLOWED_HOSTS=["*"]):
        found |= {
            f"{paper} of a long address": client.get(f"{KIT}{paper}/").content.decode() for paper in ("poster", "cards")
        }
    return {name: Page(html) for name, html in found.items()}


def lacking(pages: dict[str, Page]) -> list[str]:
    """Page, part and selector for each rule that an element of a page is meant to have and the page does not hold."""
    return [
        f"{name} lacks the part {part}: {selector}"
        for name, page in pages.items()
        for part in PARTS
        if part not in page.parts
        for selector in page.fits(part)
    ]


def test_no_page_lacks_a_rule_that_one_of_its_elements_is_meant_to_have(pages: dict[str, Page]) -> None:
    lacks = lacking(pages)
    assert not lacks, "\n".join(lacks)


def test_no_part_has_a_rule_that_none_of_its_pages_uses(pages: dict[str, Page]) -> None:
    unused = {part: {text for text, *_ in selectors(part)} for part in PARTS}
    for page in pages.values():
        for part in page.parts:
            unused[part] -= page.fits(part, among=unused[part])
    assert {part: texts for part, texts in unused.items() if texts} == {}


def test_a_page_holds_parts_and_nothing_else_each_once_and_in_their_order(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert page.styles == [style_part(part) for part in page.parts], name
        assert page.parts[0] == "site", name


def test_each_part_is_allowed_by_its_hash_and_nothing_else_is() -> None:
    hashes = [f"'sha256-{b64encode(sha256(style_part(part).encode()).digest()).decode()}'" for part in PARTS]
    (allowed,) = re.findall(r"style-src ([^;]*)", content_security_policy())
    assert allowed.split() == hashes
    assert len(set(hashes)) == len(PARTS)


def test_a_name_that_is_no_part_is_an_error_at_once() -> None:
    with pytest.raises(ValueError, match="'helpp' is no part of the style sheet"):
        style_part("helpp")


@pytest.mark.django_db
def test_pages_of_clinics_and_their_staff_lack_no_rule_either() -> None:
    demo = make_demo()
    client = staff.logged_in(StaffMember.objects.get(email="administrator@demo.example"))
    lists = f"/staff/clinics/demo/lists/{demo.lists[0]}/"
    places = ("", "local-help/", "services/new/", "history/", "people/", "settings/", "lists/", "lists/new/", "counts/")
    addresses = ["/staff/", lists, f"{lists}card/", *(f"/staff/clinics/demo/{place}" for place in (*places, "kit/"))]
    addresses += ["/staff/account/second-factor/", "/staff/account/password/change/"]
    found = {address: client.get(address) for address in addresses}
    found |= {address: Client(headers=HOST).get(address) for address in ("/staff/account/login/", "/r/nobody/")}
    door = Client(headers=HOST)
    found |= {address: door.get(address) for address in ("/c/demo/", "/c/demo/self-check/", f"/r/{demo.lists[0]}/")}
    for address, body in (("/c/demo/self-check/", "saf=2"), ("/c/demo/self-check/note/", "saf=2&country=GB")):
        found[f"{address} sent"] = door.post(address, body, content_type=FORM, headers=HERE)
    assert {name: answer.status_code for name, answer in found.items() if answer.status_code != 200} == {}
    lacks = lacking({name: Page(answer.content.decode()) for name, answer in found.items()})
    assert not lacks, "\n".join(lacks)
