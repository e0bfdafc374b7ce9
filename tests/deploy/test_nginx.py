"""deploy/nginx.conf: built pages are answered as our own server answers them, and help stays when the app is gone."""

import json
import os
import shutil
import subprocess
import time
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

import pytest

from tests import stack
from web.headers import file_headers, security_headers

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ENCODINGS = {"br": "br", "gzip": "gzip", "": None}
LIVE = [
    "/staff",
    "/staff?next=/help/",
    "/health",
    "/help/?x=1",
    "/help",
    "/help/index.html",
    "/manifest.json",
    "/nothing/",
    "/static/nothing.js",
    "/429.html",
]
HELP_STRIP = b'<a href="/help/"'
LARGEST = b"saf=3&include_saf=1&words_muted=".ljust(65536, b"a")
HEAD = b"%b %b HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n"
HEAD += b"Content-Type: application/x-www-form-urlencoded\r\n"
PAGE, CHECK = HEAD % (b"GET", b"/help/gb/"), HEAD % (b"POST", b"/self-check/")
REFUSED = {  # what is sent, and the status of nginx's own page
    "a cookie that is too long": (PAGE + b"Cookie: " + b"a" * 9000 + b"\r\n\r\n", 400),
    "an address that is too long": (HEAD % (b"GET", b"/" + b"a" * 9000) + b"\r\n", 400),
    "a length that is none": (CHECK + b"Content-Length: x\r\n\r\n", 400),
    "no HTTP": (b"\0\1\2\r\n\r\n", 400),
    "another HTTP": (PAGE.replace(b"HTTP/1.1", b"HTTP/3.0") + b"\r\n", 400),
    "an unknown way to send": (CHECK + b"Transfer-Encoding: gzip\r\n\r\n", 400),
    "a page if it is none": (PAGE + b"If-Match: \r\n\r\n", 400),
    "a page if it is of no age": (PAGE + b"If-Unmodified-Since: \r\n\r\n", 400),
    "a method and a condition that look like another": (HEAD % (b"GE", b"/help/gb/") + b"If-Match: T\r\n\r\n", 405),
    "a method of other servers": (HEAD % (b"TRACE", b"/help/gb/") + b"\r\n", 404),
    "a page of nginx's own": (HEAD % (b"GET", b"/429.html") + b"\r\n", 404),
    "a form in pieces": (CHECK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411),
    "a log-in in pieces": (HEAD % (b"POST", b"/staff/") + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411),
    "a door in pieces": (HEAD % (b"POST", b"/c/x/") + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411),
    "a form that is too large": (CHECK + b"Content-Length: 70000\r\n\r\n" + b"a" * 70_000, 413),
}

pytestmark = pytest.mark.skipif(
    bool(stack.missing()) and os.environ.get("CI") != "true", reason=f"needs {stack.missing()}"
)


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


@pytest.mark.parametrize("condition", ["If-Match", "If-Unmodified-Since"])
def test_a_condition_that_no_browser_sets_is_no_reason_to_hang_up(site: stack.Site, condition: str) -> None:
    script = sorted((Path(site.environment["BUILD_DIR"]) / "static/js").glob("leave.*.js"))[0].name
    connection = site.connection()
    connection.connect()
    first = connection.sock
    for path in ("/help/gb/", f"/static/js/{script}", "/feed.xml", "/nothing/", "/help/gb/"):
        connection.request("GET", path, headers={condition: "Mon, 01 Jan 2001 00:00:00 GMT"})
        answer = connection.getresponse()
        assert (answer.status, len(answer.read()) > 100) == (404 if path == "/nothing/" else 200, True), path
        assert connection.sock is first, "the connection is still the same"
    connection.close()


def test_head_and_static_files_have_every_header_once(site: stack.Site) -> None:
    script = sorted((Path(site.environment["BUILD_DIR"]) / "static/js").glob("leave.*.js"))[0].name
    asked = (("HEAD", "/help/", security_headers()), ("GET", f"/static/js/{script}", file_headers()))
    for method, path, wanted in asked:
        status, headers, _ = ask(site, method, path)
        assert status == 200
        for name in wanted:
            assert len(headers.get_all(name)) == 1, (path, name)
    assert "immutable" in headers["Cache-Control"]
    assert "Permissions-Policy" not in headers


@pytest.mark.parametrize("path", ["/HELP/gb/", "//help/gb/", "/help//gb/"])
def test_an_address_may_be_typed_in_capitals_or_with_a_slash_too_many(site: stack.Site, path: str) -> None:
    assert ask(site, "GET", path)[::2] == ask(site, "GET", "/help/gb/")[::2]


@pytest.mark.parametrize("path", ["/Feed.xml", "/ROBOTS.txt", "/fhIr/CodeSystem/fun"])
def test_a_file_has_its_type_or_is_not_there(site: stack.Site, path: str) -> None:
    status, headers, body = ask(site, "GET", path)
    assert status == 404
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert HELP_STRIP in body


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


@pytest.mark.parametrize("name", REFUSED)
def test_nginx_itself_explains_what_it_does_not_let_through(site: stack.Site, name: str) -> None:
    asked, expected = REFUSED[name]
    with site.bytes() as connection:
        connection.sendall(asked)
        response = HTTPResponse(connection)
        response.begin()
        assert response.status == expected
        assert response.headers["Cache-Control"] == "no-store"
        assert len(response.headers.get_all("Content-Security-Policy")) == 1
        assert HELP_STRIP in response.read()


def test_http_where_https_is_spoken_gets_our_page(site: stack.Site) -> None:
    connection = HTTPConnection("localhost", site.nginx.port, timeout=10)
    connection.request("GET", "/help/")
    response = connection.getresponse()
    assert (response.status, HELP_STRIP in response.read()) == (400, True)
    connection.close()


def test_another_name_on_a_connection_to_ours_is_sent_away(site: stack.Site) -> None:
    assert ask(site, "GET", "/", Host="other.example")[0] == 421


def test_a_part_of_a_page_is_the_page(site: stack.Site) -> None:
    """So nginx never has to say that there is no such part."""
    whole = ask(site, "GET", "/help/")[2]
    for part in ("bytes=0-10", "bytes=9999999-"):
        assert ask(site, "GET", "/help/", Range=part)[::2] == (200, whole)


@pytest.mark.parametrize(
    ("name", "value", "piece"),
    [("Transfer-Encoding", "chunked", 10), ("Content-Length", str(len(LARGEST)), 16_000)],
)
def test_no_file_of_a_visitor_is_left(site: stack.Site, name: str, value: str, piece: int) -> None:
    """A body and a PDF pass through memory, the largest, too, and while they are on their way."""
    before = site.apps[0].log.read_bytes()
    pieces = [LARGEST[start : start + piece] for start in range(0, len(LARGEST), piece)]
    if name == "Transfer-Encoding":
        pieces = [b"%x\r\n%b\r\n" % (len(each), each) for each in pieces] + [b"0\r\n\r\n"]
    with site.bytes() as connection:
        connection.sendall(HEAD % (b"POST", b"/self-check/note.pdf") + f"{name}: {value}\r\n\r\n".encode())
        connection.sendall(b"".join(pieces[:-1]))
        nothing_in_a_file(site)
        connection.sendall(pieces[-1])
        assert connection.recv(12)[9:] in (b"200", b"411", b"422")
    nothing_in_a_file(site)
    assert site.apps[0].log.read_bytes() == before


@pytest.mark.skipif(not shutil.which("curl"), reason="needs curl")
@pytest.mark.parametrize("length", ["Content-Length:", f"Content-Length: {len(LARGEST)}"])
def test_no_file_of_a_visitor_is_left_by_http_2(site: stack.Site, length: str) -> None:
    """There, a body may come without a word on how long it is."""
    command = ["curl", "--silent", "--insecure", "--http2", "--output", os.devnull, "--write-out", "%{http_code}"]
    command += ["--request", "POST", "--upload-file", "-", "--header", length, "--header", f"Origin: {site.address}"]
    command += ["--header", f"Content-Type: {FORM['Content-Type']}", f"{site.address}/self-check/note.pdf"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as curl:
        assert curl.stdin
        curl.stdin.write(LARGEST[:-1])
        curl.stdin.flush()
        nothing_in_a_file(site)
        assert curl.communicate(LARGEST[-1:], timeout=20)[0] in (b"200", b"422")
    nothing_in_a_file(site)


def nothing_in_a_file(site: stack.Site) -> None:
    """No worker of nginx's holds a file among those for bodies and answers, not even a deleted one; no log has a line."""
    time.sleep(0.5)  # for what was sent to arrive
    here = site.folder / f"nginx-{site.nginx.port}"
    held = [os.readlink(path) for pid in site.nginx.workers() for path in Path(f"/proc/{pid}/fd").iterdir()]
    assert str(here / "error.log") in held, "or this test looks at nothing"
    assert not [path for path in held if path.startswith((str(here / "client_body"), str(here / "proxy")))]
    assert not [path for name in ("client_body", "proxy") for path in (here / name).rglob("*")]
    assert not (here / "error.log").read_text()


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
