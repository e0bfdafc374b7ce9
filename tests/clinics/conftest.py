"""What tests of the staff half share."""

import pytest
from pytest_django import Settings

from clinics import directory


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    """Passwords are made slow to guess, so slow that tests would wait for minutes."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _ask_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test meets the pause that another one brought about."""
    monkeypatch.setattr(directory, "_ask_again_at", 0.0)
