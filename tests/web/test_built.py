"""Built pages: answered in front of Django, and only what may be."""

import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import brotli
import pytest

from web.built import BuiltPages, wanted_encoding
from web.headers import security_headers

BODY = b"<p>a page</p>" * 50


@pytest.fixture
def site(tmp_path: Path) -> BuiltPages:
    (tmp_path / "about").mkdir()
    page = tmp_path / "about/index.html"
    page.write_bytes(BODY)
    page.with_name("index.html.gz").write_bytes(gzip.compress(BODY))
    page.with_name("index.html.br").write_bytes(brotli.compress(BODY))
    entry = {"file": "about/index.html", "type": "text/html; charset=utf-8", "hash": "abc", "cache": "no-store"}
    (tmp_path / "manifest.json").write_text(json.dumps({"from": "x", "pages": {"/about/": entry}}))
    return BuiltPages(_django, tmp_path)


def _django(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    start_response("299 Django", [])
    return [b"from Django"]


def ask(site: BuiltPages, method: str = "GET", path: str = "/about/", query: str = "", **headers: str) -> Any:
    seen: dict[str, Any] = {}

    def start_response(status: str, given: list[tuple[str, str]]) -> None:
        seen.update(status=status, headers=dict(given))

    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, **headers}
    seen["body"] = b"".join(site(environ, start_response))
    return seen


def test_get_and_head_are_answered_from_memory(site: BuiltPages) -> None:
    got, head = ask(site), ask(site, "HEAD")
    assert (got["status"], got["body"]) == ("200 OK", BODY)
    assert (head["status"], head["body"]) == ("200 OK", b"")
    assert head["headers"] == got["headers"]
    assert got["headers"]["Content-Length"] == str(len(BODY))
    assert got["headers"]["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("method", "path", "query"),
    [
        ("POST", "/about/", ""),
        ("PUT", "/about/", ""),
        ("OPTIONS", "/about/", ""),
        ("GET", "/about/", "a=1"),
        ("GET", "/about", ""),
        ("GET", "/about/index.html", ""),
        ("GET", "/about/../about/", ""),
        ("GET", "/../manifest.json", ""),
        ("GET", "/manifest.json", ""),
        ("GET", "", ""),
    ],
)
def test_everything_else_goes_to_django(site: BuiltPages, method: str, path: str, query: str) -> None:
    assert ask(site, method, path, query)["status"] == "299 Django"


def test_the_smallest_encoding_that_is_accepted_is_sent(site: BuiltPages) -> None:
    got = ask(site, HTTP_ACCEPT_ENCODING="gzip, deflate, br")
    assert got["headers"]["Content-Encoding"] == "br"
    assert brotli.decompress(got["body"]) == BODY
    zipped = ask(site, HTTP_ACCEPT_ENCODING="gzip;q=0.5, br;q=0")
    assert gzip.decompress(zipped["body"]) == BODY
    assert got["headers"]["ETag"] != zipped["headers"]["ETag"]
    assert got["headers"]["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [("", ""), ("identity", ""), ("br", "br"), ("BR ; q=1", "br"), ("gzip;q=0", ""), ("x, gzip", "gzip"), (";;,", "")],
)
def test_wanted_encoding(accepted: str, chosen: str) -> None:
    assert wanted_encoding(accepted) == chosen


def test_a_page_that_has_not_changed_is_not_sent_again(site: BuiltPages) -> None:
    etag = ask(site)["headers"]["ETag"]
    for sent in (etag, f'"other", W/{etag}', "*"):
        again = ask(site, HTTP_IF_NONE_MATCH=sent)
        assert (again["status"], again["body"]) == ("304 Not Modified", b"")
        assert "Content-Security-Policy" in again["headers"]
    assert ask(site, HTTP_IF_NONE_MATCH='"other"')["status"] == "200 OK"
    assert ask(site, HTTP_IF_NONE_MATCH=etag, HTTP_ACCEPT_ENCODING="br")["status"] == "200 OK"


def test_built_pages_carry_the_security_headers(site: BuiltPages) -> None:
    assert security_headers().items() <= ask(site)["headers"].items()


def test_nothing_built_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"run `manage\.py build_pages` first"):
        BuiltPages(_django, tmp_path)
