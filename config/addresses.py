"""What is built once and served as a file: the public pages, and files for programs."""

from articles.urls import addresses as articles
from pages.urls import addresses as pages
from selfcheck.urls import addresses as selfcheck
from selfcheck.urls import files as selfcheck_files
from support.urls import addresses as support
from support.urls import files as support_files


def public_addresses() -> list[str]:
    """Every public page, in the order of the site."""
    return [*pages(), *articles(), *selfcheck(), *support()]


def built_addresses() -> list[str]:
    """Every public page, and every file that programs ask for."""
    return [*public_addresses(), *selfcheck_files(), *support_files()]
