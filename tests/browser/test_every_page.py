"""Axe on every public page, once; the kinds of page are looked at in all their looks in test_accessibility."""

import pytest
from playwright.sync_api import Page

from config.addresses import public_addresses

from .test_accessibility import problems

# Countries share one template and one kind of content; one in ten of them is enough here.
COUNTRIES = [
    address for address in public_addresses() if address.startswith("/help/") and len(address) == len("/help/gb/")
]
ADDRESSES = [each for each in public_addresses() if each not in COUNTRIES] + COUNTRIES[::10]


@pytest.mark.parametrize("first", range(6))
def test_axe_finds_nothing_on_any_page(page: Page, first: int) -> None:
    found = {}
    for address in ADDRESSES[first::6]:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        if said := problems(page):
            found[address] = said
    assert found == {}
