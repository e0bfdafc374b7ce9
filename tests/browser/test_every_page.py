"""Axe on every public page, once; one of each kind is looked at in all its looks, and so is not looked at again here."""

import pytest
from playwright.sync_api import Page

from config.addresses import public_addresses

from . import test_claims, test_every_result, test_offline, test_small_steps
from .journeys import PLACES
from .test_accessibility import problems

# Each of these lists is what a test gives to `all_looks_are_clean`, page by page.
LOOKED_AT = {
    *PLACES.values(),
    *test_small_steps.PLACES.values(),
    *(test_claims.CLAIMS, test_every_result.EVERY, test_offline.KEPT),
}

# Countries share one template and one kind of content; one in ten of them is enough here.
COUNTRIES = [
    address for address in public_addresses() if address.startswith("/help/") and len(address) == len("/help/gb/")
]
ADDRESSES = [
    each for each in (*sorted({*public_addresses()} - {*COUNTRIES}), *COUNTRIES[::10]) if each not in LOOKED_AT
]


@pytest.mark.parametrize("first", range(4))
def test_axe_finds_nothing_on_any_page(page: Page, first: int) -> None:
    found = {}
    for address in ADDRESSES[first::4]:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        if said := problems(page):
            found[address] = said
    assert found == {}
