"""What is built once and served as a file: the public pages, and files for programs."""

from django.urls import reverse

from articles.urls import addresses as articles
from clinics.public_urls import addresses as clinics
from clinics.public_urls import files as clinics_files
from pages.urls import addresses as pages
from selfcheck.urls import addresses as selfcheck
from selfcheck.urls import files as selfcheck_files
from support.urls import addresses as support
from support.urls import files as support_files

# Taken in by scripts or kept by a device; search engines are asked to leave them out.
NOT_TO_BE_FOUND = ("selfcheck:lines", "support:kept")
FOR_MACHINES = ("feed", "sitemap", "robots")


def public_addresses() -> list[str]:
    """Every public page, in the order of the site."""
    return [*pages(), *articles(), *selfcheck(), *support(), *clinics()]


def findable_addresses() -> list[str]:
    """Every public page that search engines may list."""
    hidden = {reverse(name) for name in NOT_TO_BE_FOUND}
    return [address for address in public_addresses() if address not in hidden]


def built_addresses() -> list[str]:
    """Every public page, and every file that programs ask for."""
    machines = [reverse(name) for name in FOR_MACHINES]
    return [*public_addresses(), *selfcheck_files(), *support_files(), *clinics_files(), *machines]
