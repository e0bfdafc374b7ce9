"""Clinics, each with an editor who is logged in, in the database of a running site: `python -m tests.faults.people 2`.

It prints what the browser of each of them sends along. Which database it is, DATABASE_URL says.
"""

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django has to be ready first
from django.utils.crypto import get_random_string  # noqa: E402

from tests.clinics.staff import logged_in, make_clinic, make_member  # noqa: E402

from .asks import CODE  # noqa: E402


def main(number: int) -> None:
    """Make them: the first at the clinic whose door is asked for."""
    print(json.dumps([_editor(f"{CODE}-{'abcdefghij'[n]}" if n else CODE) for n in range(number)]))


def _editor(code: str) -> dict[str, str]:
    browser = logged_in(make_member(make_clinic(code), email=f"{code}@clinic.example"))
    token = get_random_string(32)
    session = f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}"
    return {"code": code, "cookie": f"{session}; {settings.CSRF_COOKIE_NAME}={token}", "token": token}


if __name__ == "__main__":
    main(int(sys.argv[1]))
