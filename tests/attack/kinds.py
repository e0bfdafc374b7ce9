"""Each kind of attack that hypothesis makes up, by its name in the table."""

import itertools
from collections.abc import Callable
from dataclasses import replace

from hypothesis import strategies as st

from . import shapes
from .asking import FORM, HERE, Case, Header, Request, request
from .places import Places

Strategy = st.SearchStrategy[Case]
BOUNDARIES = (b"x7", b"", b"-", b"a" * 70, b"a" * 5000, b"\xff", b"x y", b'"', b"--", b"\0")
ENDS = (b"--B--\r\n", b"--B", b"", b"--B--", b"--B\r\n--B\r\n", b"--B--\r\nmore")
PART_HEADERS = (
    b"", b'; filename="../../qzx.txt"', b"; filename*=UTF-8''%00qzx", b"\r\nContent-Type: text/plain; charset=rot13",
    b"\r\nContent-Transfer-Encoding: base64", b"\r\nContent-Transfer-Encoding: quoted-printable", b"\r\n" + b"X: y\r\n" * 500 + b"Z: z",
    b"\r\nContent-Type: multipart/mixed; boundary=x7", b'; name="M2"', b'; name="', b"\r\nContent-Length: -1",
)  # fmt: skip
KINDS_OF_BODY = (
    "application/x-www-form-urlencoded", "application/json", "text/plain", "", "multipart/form-data", "application/xml", "a/b; boundary=x7",
    "application/x-www-form-urlencoded; charset=utf-16", "application/x-www-form-urlencoded; charset=latin-1", "multipart/form-data; boundary=\xe9",
    "multipart/form-data; boundary=x7; charset=rot13", "application/x-www-form-urlencoded; charset=\"hex\"", "multipart/mixed; boundary=x7", "*/*",
)  # fmt: skip
RAW_LINES = (
    b"Transfer-Encoding: chunked", b"Transfer-Encoding: gzip, chunked", b"Transfer-Encoding:\tchunked", b"Transfer-Encoding : chunked",
    b"Content-Length: 3", b"Content-Length: +3", b"Content-Length: 3, 3", b"Content-Length: 99999999999999999999", b"Content-Length: -1",
    b"Expect: 100-continue", b"Expect: qzx", b"Connection: Upgrade\r\nUpgrade: websocket", b"Connection: Upgrade\r\nUpgrade: h2c", b" folded: qzx",
    b"No colon qzx", b": empty", b"X-A: 1\n\nqzx: 2", b"X-A: 1\rqzx-injected: 2", b"Host: evil.example", b"Content-Encoding: gzip", b"\0: \0",
)  # fmt: skip
CHUNKS = (
    b"",
    b"0\r\n\r\n",
    b"4\r\nM1=3\r\n0\r\n\r\n",
    b"4;x=y\r\nM1=3\r\n0\r\nX: y\r\n\r\n",
    b"ffffffffffffffff\r\nM1=3",
    b"-1\r\n",
    b"4\r\nM1=33333\r\n",
    b"M1=3",
)


def kinds(found: Places) -> dict[str, Callable[[], Strategy]]:
    """Every kind by name. All of them mix known and unknown addresses."""
    return {
        "paths": lambda: _alone("paths", _paths(found)),
        "traversal": lambda: _alone("traversal", st.builds(request, st.sampled_from(["GET", "HEAD", "POST"]), shapes.traversals())),
        "headers": lambda: _alone("headers", _headers(found)),
        "methods": lambda: _alone("methods", st.builds(request, st.sampled_from(shapes.METHODS), shapes.paths(found), _maybe_here(), _maybe_body())),
        "forms": lambda: _alone("forms", _forms(found)),
        "multipart": lambda: _alone("multipart", _multipart(found)),
        "odd bodies": lambda: _alone("odd bodies", _odd_bodies(found)),
        "broken lines": lambda: _alone("broken lines", _broken(found)),
        "staff": lambda: _alone("staff", _staff(found)),
        "pipelined": lambda: _pipelined(found),
        "dribbled": lambda: _dribbled(found),
        "cut off": lambda: _cut(found),
    }  # fmt: skip


def _alone(kind: str, requests: st.SearchStrategy[Request]) -> Strategy:
    return requests.map(lambda one: Case(kind, (one,)))


def _maybe_here() -> st.SearchStrategy[list[Header]]:
    return st.sampled_from([[], [HERE], [HERE, FORM], [("Origin", "http://localhost"), FORM]])


def _maybe_body() -> st.SearchStrategy[bytes | None]:
    return st.sampled_from([None, b"", b"M1=3&saf=1"])


def _paths(found: Places) -> st.SearchStrategy[Request]:
    long = shapes.long_texts.map(lambda text: f"/{text}"[:65_600].encode())
    raw = shapes.raw_bytes.map(lambda junk: b"/" + junk)
    absolute = shapes.paths(found).map(lambda path: f"http://evil.example{path}")
    known = shapes.paths(found)
    return st.builds(request, st.sampled_from(["GET", "HEAD"]), st.one_of(known, known, known, long, raw, absolute))


def _headers(found: Places) -> st.SearchStrategy[Request]:
    hosts = st.one_of(st.just(b"localhost"), st.sampled_from(shapes.HOSTS), shapes.raw_bytes)
    return st.builds(
        request,
        st.sampled_from(["GET", "HEAD", "POST"]),
        shapes.paths(found),
        shapes.headers,
        st.sampled_from([None, b"M1=3"]),
        hosts,
    )


def _forms(found: Places) -> st.SearchStrategy[Request]:
    bodies = shapes.fields(found).map(shapes.urlencoded)
    padded = st.builds(lambda body, times: (body + b"&") * times, bodies, st.integers(1, 60))
    return st.builds(
        lambda path, body: request("POST", path, [HERE, FORM], body),
        st.sampled_from(found.sent_to),
        st.one_of(bodies, bodies, padded),
    )


def _multipart(found: Places) -> st.SearchStrategy[Request]:
    def build(path: str, pairs: list[tuple[str, str]], said: bytes, used: bytes, end: bytes, header: bytes) -> Request:
        kind = ("Content-Type", b"multipart/form-data; boundary=" + said)
        return request("POST", path, [HERE, kind], shapes.multipart(pairs, used or said, end, header))

    return st.builds(
        build,
        st.sampled_from(found.sent_to),
        shapes.fields(found),
        st.sampled_from(BOUNDARIES),
        st.sampled_from([b"", b"", b"", b"other"]),
        st.sampled_from(ENDS),
        st.sampled_from(PART_HEADERS),
    )


def _odd_bodies(found: Places) -> st.SearchStrategy[Request]:
    return st.builds(
        lambda path, kind, body: request("POST", path, [HERE, ("Content-Type", kind)], body),
        st.sampled_from([*found.sent_to, "/search/", "/help/", "/reading-pack/", "/r/demo/", "/static/x"]),
        st.sampled_from(KINDS_OF_BODY),
        shapes.odd_bodies(),
    )


def _broken(found: Places) -> st.SearchStrategy[Request]:
    """Lines that no browser sends, and bodies in pieces: what one server might read differently from another."""

    def build(method: str, path: str, lines: list[bytes], body: bytes, version: bytes) -> Request:
        head = b"%b %b HTTP/%b\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n" % (
            method.encode(),
            path.encode(),
            version,
        )
        return Request(head + b"".join(line + b"\r\n" for line in lines) + b"\r\n" + body)

    versions = st.sampled_from([b"1.1", b"1.1", b"1.1", b"1.0", b"0.9", b"2.0", b"9", b"1.1\0"])
    lines = st.lists(st.sampled_from(RAW_LINES), min_size=1, max_size=4)
    return st.builds(
        build,
        st.sampled_from(["GET", "POST"]),
        st.sampled_from(found.addresses),
        lines,
        st.sampled_from(CHUNKS),
        versions,
    )


def _staff(found: Places) -> st.SearchStrategy[Request]:
    paths = st.one_of(
        st.sampled_from(found.staff),
        st.builds(lambda path, junk: path + junk, st.sampled_from(found.staff), shapes.escaped),
    )
    return st.builds(
        request, st.sampled_from(["GET", "POST", "PUT"]), paths, st.one_of(_maybe_here(), shapes.headers), _maybe_body()
    )


def _any(found: Places) -> st.SearchStrategy[Request]:
    return st.one_of(_forms(found), _paths(found), _headers(found))


def _pipelined(found: Places) -> Strategy:
    return st.lists(_any(found), min_size=2, max_size=6).map(lambda requests: Case("pipelined", tuple(requests)))


def _dribbled(found: Places) -> Strategy:
    def split(one: Request, cuts: list[int]) -> Case:
        places = sorted({0, *(cut % max(len(one.raw), 1) for cut in cuts), len(one.raw)})
        return Case("dribbled", (one,), tuple(one.raw[a:b] for a, b in itertools.pairwise(places)))

    return st.builds(split, _any(found), st.lists(st.integers(0, 70_000), min_size=1, max_size=8))


def _cut(found: Places) -> Strategy:
    def cut(one: Request, at: int) -> Case:
        return Case("cut off", (one,), (one.raw[: at % max(len(one.raw), 1)],), cut=True)

    return st.builds(cut, _any(found), st.integers(0, 70_000)).map(lambda case: replace(case, kind="cut off"))
