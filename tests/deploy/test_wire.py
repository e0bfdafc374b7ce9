"""What an eavesdropper counts on the way from nginx is the same whatever was answered."""

import os
import ssl
from collections.abc import Mapping
from http.client import HTTPSConnection

import pytest

from tests import stack
from tests.faults.services import slow_way
from tests.pages import CHECK, FORM, NOTE, RESULTS, TAKEN

NOTES = {name: TAKEN[name] for name in ("nothing chosen", "help first", "nothing answered")}  # nothing to be corrected
TRIES = 5  # nginx cuts one answer in ten into a record fewer, by chance

pytestmark = pytest.mark.skipif(
    bool(stack.missing()) and os.environ.get("CI") != "true", reason=f"needs {stack.missing()}"
)


def counted(site: stack.Site, path: str, fields: str, encoding: str) -> tuple[int, bytes]:
    """Bytes that came back after the handshake, encrypted, and the answer's body as it was sent.

    By TLS 1.2, where the handshake is over when it says so: a signature in it differs in length by itself.
    """
    context = stack.trusting()
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with slow_way(site.nginx.port) as way:
        connection = HTTPSConnection("localhost", way.port, timeout=20, context=context)
        connection.connect()
        before = way.passed
        asked = {"Host": f"localhost:{site.nginx.port}", "Origin": site.address, "Accept-Encoding": encoding}
        connection.request("POST", path, fields, asked | {"Content-Type": FORM, "Connection": "close"})
        response = connection.getresponse()
        body = response.read()
        assert response.status == 200
        connection.close()
        return way.passed - before, body


@pytest.mark.parametrize("encoding", ["br", "gzip"])
@pytest.mark.parametrize(("forms", "path"), [(RESULTS, CHECK), (NOTES, NOTE)], ids=["results", "to take along"])
def test_all_answers_are_equally_long_on_the_way(
    site: stack.Site, forms: Mapping[str, str], path: str, encoding: str
) -> None:
    found = {name: [counted(site, path, fields, encoding) for _ in range(TRIES)] for name, fields in forms.items()}
    assert len({body for tries in found.values() for _, body in tries}) == len(forms)
    longest = {name: max(length for length, _ in tries) for name, tries in found.items()}
    assert len(set(longest.values())) == 1, longest
