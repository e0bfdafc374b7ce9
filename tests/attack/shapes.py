"""Parts of hostile requests for hypothesis: texts, paths, headers, bodies."""

import gzip
import json
from collections.abc import Sequence
from urllib.parse import quote, quote_from_bytes, urlencode

from hypothesis import strategies as st

from .oracle import TAG
from .places import Places
from .target import MARK

SPECIAL = [
    f"<{TAG} onload=alert(1)>", f"\"><{TAG}>", f"' onqzx='{TAG}", f"{TAG}\r\n{TAG}-injected: 1", f"{{{{ {TAG} }}}}{{% debug %}}",
    f"{TAG}\0", "\ud800", "\ufffe", "\u202e" + TAG, "a\u0301" * 40 + TAG, "🏳️‍🌈" + TAG, "\u2028" + TAG, "\x1b[2J" + TAG,
    f"%s%n%x{TAG}", f"${{jndi:ldap://127.0.0.1/{TAG}}}", f"=cmd|' /C calc'!{TAG}", f"#{TAG} $x$ *a* @ref <lab> `c` \\u{{0}}",
    "-1", "0", "1e309", "9" * 5000, "NaN", "null", "2026-02-30T25:61", "0001-01-01T00:00", "9999-12-31T23:59", "",
]  # fmt: skip
TARGETS = (
    "etc/passwd", "proc/self/environ", f"{MARK}.txt", f"{MARK}.html", "manifest.json", "config/settings.py", "var/secret_key",
    "staff.sqlite3", "pages/manifest.json", f"pages/{MARK}.html", "help/index.html", "help/index.html.gz", "",
)  # fmt: skip
STEPS = (
    "../", "..%2f", "%2e%2e/", "%2e%2e%2f", "%252e%252e%252f", "..\\", "..%5c", "%c0%ae%c0%ae/", "%e0%80%ae%e0%80%ae%c0%af",
    "..;/", "....//", "..%00/", "./", "//", ".%2e/", "%uff0e%uff0e/", "..%ef%bc%8f",
)  # fmt: skip
UNDER = (
    "/",
    "/static/",
    "/static/js/",
    "/articles/",
    "/help/",
    "/fhir/CodeSystem/",
    "/c/demo/",
    "/c/",
    "/r/",
    "/self-check/",
)
METHODS = (
    "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "MKCOL", "REPORT", "BREW",
    "get", "post", "head", "Post", "G" * 300, "-", "!", "PRI", "QUERY",
)  # fmt: skip
HEADERS = (
    "Range", "If-Range", "If-None-Match", "If-Match", "If-Modified-Since", "If-Unmodified-Since", "Accept-Encoding", "Accept",
    "Accept-Language", "Accept-Charset", "Cookie", "Origin", "Referer", "Sec-Fetch-Site", "User-Agent", "Content-Type",
    "Content-Encoding", "Content-Language", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-URL",
    "X-Rewrite-URL", "X-HTTP-Method-Override", "Forwarded", "Authorization", "Via", "TE", "Cache-Control", "Proxy", "X_Forwarded_For",
    "Date", "DNT", "Purpose", "Sec-Purpose", "Keep-Alive", "Max-Forwards", "HTTP2-Settings", "X-Qzx-" + "a" * 200,
)  # fmt: skip
VALUES = (
    "bytes=0-0", "bytes=-1", "bytes=0-", "bytes=9-1", "bytes=0-1,2-3", "bytes=" + "0-1," * 1000, "bytes=99999999999999999999-", "lines=1",
    "*", '"x"', 'W/"x"', '"' * 99, ", , ,", "Wed, 25 Nov 2026 04:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 99 Foo 0000 99:99:99",
    "br", "gzip;q=0, br;q=0, *;q=0", "identity;q=0", "gzip;q=1e9", "deflate", "br, " * 500, "same-origin", "cross-site", "null",
    "http://localhost", "http://[::1", "https://evil.example", "charset=rot13", "en;q=NaN", "chunked", "trailers", "a=b; csrf=; staff=x",
    "text/html; charset=utf-7", "application/json", "multipart/form-data", "application/x-www-form-urlencoded; charset=utf-16",
)  # fmt: skip
HOSTS = (
    b"localhost", b"127.0.0.1", b"[::1]", b"localhost:99999", b"localhost:", b"evil.example", b"", b"local host", b"localhost@evil.example",
    b"localhost/../x", b"\xff", b"a" * 5000, b"<qzx>", b"localhost.", b"LOCALHOST", b"localhost#", b"[", b"..", b"xn--a",
)  # fmt: skip

texts = st.one_of(st.sampled_from(SPECIAL), st.text(max_size=40), st.builds(lambda t: t + TAG, st.text(max_size=20)))
raw_bytes = st.one_of(st.binary(max_size=80), texts.map(lambda t: t.encode("utf-8", "surrogatepass")))
escaped = st.one_of(raw_bytes.map(quote_from_bytes), raw_bytes.map(lambda b: "".join(f"%{each:02x}" for each in b)))
long_texts = st.builds(
    lambda unit, times: unit * times,
    st.sampled_from(["a", "/", "%2e%2e/", "%00", "é", "a/", f"<{TAG}>"]),
    st.integers(1, 70_000),
)
header_values = st.one_of(
    st.sampled_from(VALUES), raw_bytes.map(lambda b: b.translate(None, b"\r\n\0")), escaped, raw_bytes
)
headers = st.lists(st.tuples(st.sampled_from(HEADERS), header_values), max_size=8)


def paths(found: Places) -> st.SearchStrategy[str]:
    """Known addresses as they are, bent a little, with a query, or nothing that we know."""
    known = st.sampled_from(found.addresses)
    bent = st.builds(
        lambda path, do, junk: {
            "upper": path.upper(), "bare": path.rstrip("/") or "/", "double": path.replace("/", "//"), "more": path + junk,
            "dots": path.replace("/", "/./"), "encoded": "/" + quote(path[1:], safe="").replace("-", "%2D"), "params": path + ";" + junk,
        }[do],
        known, st.sampled_from(["upper", "bare", "double", "more", "dots", "encoded", "params"]), escaped,
    )  # fmt: skip
    asked = st.builds(
        lambda path, name, value: f"{path}?{name}={value}", known, st.sampled_from(["q", *found.fields]), escaped
    )
    searched = escaped.map(lambda value: f"/search/?q={value}")
    doors = st.builds(
        lambda kind, code, rest: f"/{kind}/{code}/{rest}",
        st.sampled_from("crCR"),
        escaped,
        st.sampled_from(["", "help/", "self-check/", "x"]),
    )
    return st.one_of(known, bent, asked, searched, doors, escaped.map(lambda junk: f"/{junk}"))


def traversals() -> st.SearchStrategy[str]:
    """Ways out of a folder, towards files that are there."""
    steps = st.lists(st.sampled_from(STEPS), min_size=1, max_size=9).map("".join)
    same = st.builds(lambda step, times: step * times, st.sampled_from(STEPS), st.integers(1, 12))
    ends = st.sampled_from(["", "%00.html", "%00", "/", "?", "#", ".br", ".gz"])
    return st.builds(
        lambda *parts: "".join(parts), st.sampled_from(UNDER), st.one_of(same, steps), st.sampled_from(TARGETS), ends
    )


def fields(found: Places) -> st.SearchStrategy[list[tuple[str, str]]]:
    """Real names with their own values or hostile ones, some of them twice, some nested, some unknown."""
    real = st.sampled_from(sorted(found.fields)).flatmap(
        lambda name: st.tuples(st.just(name), st.one_of(st.sampled_from(found.fields[name]), texts))
    )
    nested = st.builds(
        lambda name, depth: name + "[x]" * depth, st.sampled_from(sorted(found.fields)), st.integers(1, 50)
    )
    return st.lists(st.one_of(real, real, st.tuples(st.one_of(nested, texts), texts)), max_size=25)


def urlencoded(pairs: Sequence[tuple[str, str]]) -> bytes:
    return urlencode([(_b(name), _b(value)) for name, value in pairs]).encode()


def multipart(pairs: Sequence[tuple[str, str]], boundary: bytes, end: bytes, header: bytes) -> bytes:
    """A multipart body; `end` closes it, or does not, and `header` stands in every part."""
    parts = [
        b'--%b\r\nContent-Disposition: form-data; name="%b"%b\r\n\r\n%b\r\n' % (boundary, _b(name), header, _b(value))
        for name, value in pairs
    ]
    return b"".join(parts) + end.replace(b"B", boundary)


def odd_bodies() -> st.SearchStrategy[bytes]:
    """Bodies that are no form of ours."""
    as_json = st.recursive(
        st.one_of(st.none(), st.integers(), texts),
        lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=5), x, max_size=3),
        max_leaves=10,
    )
    huge = st.builds(
        lambda unit, times: (unit * times)[:200_000],
        st.sampled_from([b"M1=3&", b"a", b"&", b"=", b"%", b"%f", b"note_text=%00&", b"[", b"\0"]),
        st.integers(1, 40_000),
    )
    return st.one_of(
        st.binary(max_size=300),
        huge,
        as_json.map(lambda value: json.dumps(value).encode()),
        texts.map(lambda text: f"M1=3&note_text={text}".encode("utf-16", "surrogatepass")),
        texts.map(lambda text: f"M1=3&note_text={text}é".encode("latin-1", "replace")),
        st.sampled_from([b"M1=%ff%fe", b"M1=\xff", b"note_text=%C0%80", b"M1=3&M1=3;M1=4", b"\xef\xbb\xbfM1=3", b"[" * 30_000, b"{" * 5000, b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"]),
        st.just(gzip.compress(b"M1=3&" * 9_000)),
    )  # fmt: skip


def _b(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
