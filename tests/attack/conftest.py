"""A site to attack, and what to say where a tool is missing."""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings

from web.built import MANIFEST

from .places import Places, places
from .target import Target, direct


def need(missing: list[str]) -> None:
    """Without a tool there is nothing to attack with: one line says so, and CI does not accept it."""
    if not missing:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"{', '.join(missing)} is missing, and these tests may not be skipped here", pytrace=False)
    pytest.skip(f"needs {', '.join(missing)}: install it (Debian: apt-get install ffuf wfuzz zzuf)")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """The site as `make run` starts it; nothing of it is in the log at the end, and its descriptors are as before."""
    built = settings.BUILD_DIR if (settings.PAGES_DIR / MANIFEST).exists() else None
    with direct(tmp_path_factory.mktemp("attack"), built) as target:
        yield target


@pytest.fixture(scope="module")
def found(site: Target) -> Places:
    """What can be asked for there."""
    return places(site.port, site.doors)
