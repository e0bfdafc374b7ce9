"""Requests as bytes: what is sent on one connection, and whether an answer is owed for it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

TOKEN = rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
WELL_FORMED = re.compile(
    rb"%b [\x21-\x7e]+ HTTP/1\.[01]\r\n(?:%b:[^\r\n\x00-\x08\x0a-\x1f\x7f]*\r\n)*\r\n" % (TOKEN, TOKEN)
)
LENGTH = re.compile(rb"^content-length:[ \t]*(.*?)[ \t]*\r$", re.IGNORECASE | re.MULTILINE)
CHANGES_THE_TALK = re.compile(rb"^(?:transfer-encoding|upgrade|expect):", re.IGNORECASE | re.MULTILINE)
LARGEST_PATH, LARGEST_BODY, MOST_HEADERS = 65_000, 64 * 1024, 90  # above that a server may hang up while we still send
HERE = ("Sec-Fetch-Site", "same-origin")
FORM = ("Content-Type", "application/x-www-form-urlencoded")

Header = tuple[str | bytes, str | bytes]


@dataclass(frozen=True)
class Request:
    """One request, or what is left of it."""

    raw: bytes

    @property
    def method(self) -> str:
        """As Django understands it: in capitals."""
        return self.raw.split(b" ", 1)[0].decode("latin-1").upper()

    @property
    def path(self) -> str:
        return ([*self.raw.split(b"\r\n", 1)[0].split(b" "), b""])[1].decode("latin-1")

    @property
    def without_version(self) -> bool:
        """A line of HTTP/0.9, which names no version and is answered without a head."""
        return not re.search(rb" HTTP/\d", self.raw.split(b"\n", 1)[0])

    @cached_property
    def whole(self) -> bool:
        """Well formed and complete, so that silence would be a fault of the server's."""
        match = WELL_FORMED.match(self.raw)
        if not match or CHANGES_THE_TALK.search(match[0]) or match[0].count(b"\r\n") > MOST_HEADERS:
            return False
        lengths, body = LENGTH.findall(match[0]), self.raw[match.end() :]
        if len(self.path) > LARGEST_PATH or len(body) > LARGEST_BODY or len(lengths) > 1:
            return False
        return lengths == [str(len(body)).encode()] if lengths else not body


@dataclass(frozen=True)
class Case:
    """What is sent on one connection. `pieces` is how, with a short pause after each; `cut`: the end never comes."""

    kind: str
    requests: tuple[Request, ...]
    pieces: tuple[bytes, ...] = ()
    cut: bool = False

    @cached_property
    def owed(self) -> bool:
        return not self.cut and all(request.whole for request in self.requests)

    @property
    def sent(self) -> tuple[bytes, ...]:
        return self.pieces or (b"".join(request.raw for request in self.requests),)


def request(
    method: str | bytes,
    target: str | bytes,
    headers: Iterable[Header] = (),
    body: bytes | None = None,
    host: bytes = b"localhost",
) -> Request:
    """A request with exactly these bytes; a body brings its length along."""
    lines = [b"%b %b HTTP/1.1" % (_bytes(method), _bytes(target)), b"Host: " + host]
    lines += [b"%b: %b" % (_bytes(name), _bytes(value)) for name, value in headers]
    if body is not None:
        lines.append(b"Content-Length: %d" % len(body))
    return Request(b"\r\n".join([*lines, b"", b""]) + (body or b""))


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
