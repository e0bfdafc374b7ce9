"""Ask the site a few things with whatever database DATABASE_URL names, and print what it said, as JSON."""

import json
import os
import time

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"

import django

django.setup()

from django.test import Client  # noqa: E402 - Django first

from tests.pages import FORM, HERE, HOST  # noqa: E402

ADDRESSES = (
    "/help/gb/",
    "/self-check/",
    "/articles/feeling-numb/",
    "/c/riverside/",
    "/c/riverside/help/gb/",
    "/r/k7mq4t/",
)
STAFF = ("/staff/", "/staff/account/login/", "/staff/clinics/riverside/", "/staff/admin/", "/staff/invitation/x/")


def said() -> dict[str, object]:
    """Status, Retry-After, seconds and HTML of each answer."""
    client = Client(headers=HOST, raise_request_exception=False)
    client.cookies["staff"] = "asessionthatmayhavebeenthereoncexyz"
    found: dict[str, object] = {}
    for address in (*ADDRESSES, *STAFF):
        found[address] = _answer(client, address)
    for address in ("/self-check/", "/c/riverside/self-check/"):
        found[f"POST {address}"] = _answer(client, address, "saf=3&country=GB")
    return found


def _answer(client: Client, address: str, fields: str | None = None) -> dict[str, object]:
    start = time.monotonic()
    sent = {"content_type": FORM, "headers": HERE}
    response = client.get(address) if fields is None else client.post(address, fields, **sent)  # type: ignore[arg-type]
    return {
        "status": response.status_code,
        "retry": response.headers.get("Retry-After"),
        "seconds": time.monotonic() - start,
        "html": response.content.decode(),
    }


if __name__ == "__main__":
    print(json.dumps(said()))
