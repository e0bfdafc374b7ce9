"""Passkeys and codes are loaded late, and under the very addresses that django-allauth gives them."""

import subprocess
import sys
from collections.abc import Iterator, Sequence

from allauth.mfa import urls as theirs
from django.conf import settings
from django.urls import URLPattern, URLResolver
from django.utils.module_loading import import_string

from clinics import second_factor_urls as ours

LOADED = """
import sys, django; django.setup()
import config.urls
print(sorted({name.partition(".")[0] for name in sys.modules} & {"allauth", "cryptography", "fido2"}))
"""


def addresses(patterns: Sequence[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, str | None]]:
    """Each as (address, name)."""
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from addresses(each.url_patterns, before + str(each.pattern))
        else:
            yield before + str(each.pattern), each.name


def test_every_page_of_theirs_has_its_address_and_its_name_with_us() -> None:
    assert sorted(addresses(ours.urlpatterns)) == sorted(addresses(theirs.urlpatterns))


def test_a_process_that_nobody_logs_in_to_has_loaded_nothing_for_it() -> None:
    run = [sys.executable, "-c", LOADED]
    done = subprocess.run(run, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "['allauth']", done.stderr


def test_every_form_that_takes_the_place_of_theirs_is_there() -> None:
    for form in (settings.MFA_FORMS | settings.ACCOUNT_FORMS).values():
        assert import_string(form)
