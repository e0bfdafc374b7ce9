"""The public pages: every address that is built once and served as a file."""

from articles.urls import addresses as articles
from pages.urls import addresses as pages
from selfcheck.urls import addresses as selfcheck
from support.urls import addresses as support


def public_addresses() -> list[str]:
    """Every public GET address, in the order of the site."""
    return [*pages(), *articles(), *selfcheck(), *support()]
