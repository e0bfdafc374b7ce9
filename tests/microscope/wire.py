"""Requests as bytes on a connection of one's own, from an address that only this visitor has."""

import itertools
import json
import socket
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from urllib.parse import urlencode

from .marks import STEM, VISITOR, file_of

FORM = "application/x-www-form-urlencoded"
EDGE = "----WebKitFormBoundary7MA4YWxkTrZu0gW"
PATIENCE = 15
_addresses = (f"{VISITOR}{number}" for number in itertools.cycle(range(1, 255)))  # nginx limits each of them
Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Server:
    """Where the site answers; `host` is what visitors call it."""

    port: int
    host: str = "localhost"
    tls: bool = False

    @property
    def own(self) -> dict[str, str]:
        """The headers of a form that was sent from the site's own page."""
        return {"Origin": f"http{'s' * self.tls}://{self.host}:{self.port}"}


@dataclass(frozen=True, slots=True)
class Request:
    """One request, and the status it has to get: a journey that was refused would prove nothing."""

    method: str
    path: str
    body: bytes = b""
    kind: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 200


def get(path: str, status: int = 200, **headers: str) -> Request:
    """A page that is opened."""
    return Request("GET", path, status=status, headers=headers)


def post(path: str, fields: Fields, status: int = 200) -> Request:
    """A form as browsers send most of them."""
    return Request("POST", path, urlencode(fields).encode(), FORM, status=status)


def multipart(path: str, fields: Fields, status: int = 200, more: str = "") -> Request:
    """A form as browsers send the one that people take along; `more` also sends a file of this name."""
    parts = [f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields]
    body = "".join(parts).encode()
    if more:
        about = f'Content-Disposition: form-data; name="{STEM}"; filename="{STEM}.txt"\r\nContent-Type: text/plain'
        body += f"--{EDGE}\r\n{about}\r\n\r\n".encode() + file_of(more) + b"\r\n"
    return Request(
        "POST", path, body + f"--{EDGE}--\r\n".encode(), f"multipart/form-data; boundary={EDGE}", status=status
    )


def send(server: Server, request: Request) -> tuple[HTTPResponse, bytes]:
    """Send it with everything else that a browser tells, and read the answer."""
    told = {
        "Host": f"{server.host}:{server.port}",
        "User-Agent": f"Mozilla/5.0 {STEM}agent",
        "Accept-Language": f"en,{STEM}language",
        "Referer": f"https://elsewhere.example/?{STEM}referer",
        "Cookie": f"{STEM}=cookie; staff={STEM}session",
        **(server.own if request.method == "POST" else {}),
        **({"Content-Type": request.kind} if request.kind else {}),
        **request.headers,
    }
    connection = _connection(server)
    try:
        connection.request(request.method, request.path, request.body or None, told)
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def begin(server: Server, request: Request, sent: int) -> socket.socket:
    """Send the head of a request and so many bytes of its body, and leave it at that."""
    plain = socket.create_connection(("127.0.0.1", server.port), PATIENCE, (next(_addresses), 0))
    whole = ssl._create_unverified_context().wrap_socket(plain, server_hostname=server.host) if server.tls else plain
    lines = [f"POST {request.path} HTTP/1.1", f"Host: {server.host}:{server.port}", f"Content-Type: {request.kind}"]
    lines += [
        f"Content-Length: {len(request.body)}",
        *(f"{n}: {v}" for n, v in (server.own | dict(request.headers)).items()),
    ]
    whole.sendall("\r\n".join([*lines, "", ""]).encode() + request.body[:sent])
    return whole


def fields_of(answers: Mapping[str, str | Sequence[str]]) -> list[tuple[str, str]]:
    """Names and values in pairs."""
    return [(name, each) for name, value in answers.items() for each in ([value] if isinstance(value, str) else value)]


def as_json(fields: Fields) -> bytes:
    """What no form of ours sends."""
    return json.dumps(dict(fields)).encode()


def _connection(server: Server) -> HTTPConnection:
    where = {"port": server.port, "timeout": PATIENCE, "source_address": (next(_addresses), 0)}
    if server.tls:  # by its name, which stands in its certificate
        return HTTPSConnection(server.host, context=ssl._create_unverified_context(), **where)
    return HTTPConnection("127.0.0.1", **where)
