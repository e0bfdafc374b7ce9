"""deploy/nginx.conf: built pages are answered as our own server answers them, and help stays when the app is gone."""

import json
import os
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from tests import stack
from web.headers import security_headers

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ENCODINGS = {"br": "br", "gzip": "gzip", "": None}
LIVE = ["/help/?x=1", "/help", "/help/index.html", "/manifest.json", "/nothing/", "/static/nothing.js", "/429.html"]
HELP_STRIP = b'<a href="/help/"'

pytestmark = pytest.mark.skipif(
    bool(stack.missing()) and os.environ.get("CI") != "true", reason=f"needs {stack.missing()}"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[stack.Site]:
    with stack.site(tmp_path_factory.mktemp("site"), apps=1) as found:
        yield found


def ask(site: stack.Site, method: str, path: str, body: str | None = None, **headers: str) -> tuple[int, Any, bytes]:
    """Status, headers and body of nginx's answer."""
    connection = site.connection()
    connection.request(method, path, body, {"Origin": site.address, **headers})
    response = connection.getresponse()
    found = response.status, response.headers, response.read()
    connection.close()
    return found


def ask_app(site: stack.Site, path: str, **headers: str) -> tuple[int, Any, bytes]:
    """The same of the app's answer, past nginx."""
    connection = HTTPConnection("127.0.0.1", site.apps[0].port, timeout=10)
    connection.request("GET", path, None, {"Host": f"localhost:{site.nginx.port}", **headers})
    response = connection.getresponse()
    found = response.status, response.headers, response.read()
    connection.close()
    return found


def built(site: stack.Site) -> list[str]:
    return list(json.loads((Path(site.environment["BUILD_DIR"]) / "pages/manifest.json").read_text())["pages"])


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_built_page_is_the_same_from_nginx_and_from_our_server(site: stack.Site, encoding: str) -> None:
    addresses = built(site)
    assert len(addresses) > 150
    for address in addresses:
        status, headers, body = ask(site, "GET", address, **{"Accept-Encoding": encoding})
        theirs = ask_app(site, address, **{"Accept-Encoding": encoding})
        assert (status, theirs[0]) == (200, 200), address
        assert body == theirs[2], address
        assert headers["Content-Encoding"] == theirs[1]["Content-Encoding"] == ENCODINGS[encoding], address
        for name in ("Content-Type", "Cache-Control", "Vary", *security_headers()):
            assert headers.get_all(name) == theirs[1].get_all(name), (address, name)
        assert "Set-Cookie" not in headers


def test_a_page_that_a_browser_has_is_not_sent_again(site: stack.Site) -> None:
    tag = ask(site, "GET", "/help/")[1]["ETag"]
    status, headers, body = ask(site, "GET", "/help/", **{"If-None-Match": tag})
    assert (status, body) == (304, b"")
    assert headers["Content-Security-Policy"]


def test_head_and_static_files_have_every_header_once(site: stack.Site) -> None:
    script = sorted((Path(site.environment["BUILD_DIR"]) / "static/js").glob("leave.*.js"))[0].name
    for method, path in (("HEAD", "/help/"), ("GET", f"/static/js/{script}")):
        status, headers, _ = ask(site, method, path)
        assert status == 200
        for name in security_headers():
            assert len(headers.get_all(name)) == 1, (path, name)
    assert "immutable" in headers["Cache-Control"]


@pytest.mark.parametrize("path", LIVE)
def test_what_is_not_a_built_page_is_the_apps_to_answer(site: stack.Site, path: str) -> None:
    status, headers, body = ask(site, "GET", path)
    assert len(headers.get_all("Content-Security-Policy")) == 1
    assert status == 301 or HELP_STRIP in body


def test_a_result_comes_through_and_is_kept_nowhere(site: stack.Site) -> None:
    status, headers, body = ask(site, "POST", "/self-check/", "M1=3&saf=2&country=GB", **FORM)
    assert status == 200
    assert headers["Cache-Control"] == "no-store"
    assert b"tel:999" in body


def test_staff_log_in_over_https_behind_nginx(site: stack.Site) -> None:
    """Django has to believe that the visitor came by https, or it takes the form for another site's."""
    page = ask(site, "GET", "/staff/account/login/")
    cookie = page[1]["Set-Cookie"].partition(";")[0]
    assert cookie.startswith("__Host-csrf=")
    token = page[2].decode().partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    sent = f"csrfmiddlewaretoken={token}&login=nobody%40example.org&password=wrong"
    status, _, body = ask(site, "POST", "/staff/account/login/", sent, Cookie=cookie, **FORM)
    assert status == 200
    assert b"do not belong together" in body


def test_nginx_itself_explains_what_it_does_not_let_through(site: stack.Site) -> None:
    status, headers, body = ask(site, "POST", "/self-check/", "x" * 70_000, **FORM)
    assert status == 413
    assert headers["Cache-Control"] == "no-store"
    assert HELP_STRIP in body


def test_no_file_of_a_visitor_is_left(site: stack.Site) -> None:
    """A body and a PDF pass through memory: the folders for temporary files stay empty."""
    sent = "saf=3&include_saf=1&words_muted=" + "a" * 60_000
    log = site.apps[0].log
    before = log.read_bytes()
    assert ask(site, "POST", "/self-check/note.pdf", sent, **FORM)[0] in (200, 422)
    here = site.folder / f"nginx-{site.nginx.port}"
    assert not [path for name in ("client_body", "proxy") for path in (here / name).rglob("*")]
    assert not (here / "error.log").read_text()
    assert log.read_bytes() == before


def test_with_no_app_at_all_every_built_page_and_the_help_numbers_stay(site: stack.Site) -> None:
    site.apps[0].kill()
    try:
        for address in built(site):
            assert ask(site, "GET", address)[0] == 200
        status, headers, body = ask(site, "POST", "/self-check/", "saf=3", **FORM)
        assert status == 503
        assert headers["Cache-Control"] == "no-store"
        assert HELP_STRIP in body
        assert b"away for a moment" in body
        assert not (site.folder / f"nginx-{site.nginx.port}/error.log").read_text()
    finally:
        site.apps[0] = site.apps[0].again()
        stack.wait(f"{site.apps[0].address}/help/")


def test_too_many_at_once_from_one_address_are_told_so_and_nothing_is_written(site: stack.Site) -> None:
    statuses = {ask(site, "POST", "/self-check/", "saf=3", **FORM)[0] for _ in range(300)}
    assert statuses == {200, 429}
    for _ in range(300):
        assert ask(site, "GET", "/help/gb/")[0] == 200, "nobody is refused a help number"
    assert not (site.folder / f"nginx-{site.nginx.port}/error.log").read_text()
