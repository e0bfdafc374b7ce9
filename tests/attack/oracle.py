"""What an answer must never be, whatever was asked."""

import gzip
import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import brotli

from .asking import Case, Request
from .wire import LIMIT, Answer, Outcome

TAG = "qzx"  # part of every hostile value; no page of ours has it
LEAKS = (b"SECRET_KEY", b'"cache": "public', b"root:x:", b"Traceback (most recent call last)")
HELP = re.compile(rb'href="(?:/c/[^"/]+)?/help/"')
NO_HTTP = re.compile(rb"<h1>400 Bad Request</h1></center>\r\n<hr><center>nginx</center>")  # to what no browser can send
MARKUP = ("text/html", "image/svg", "application/xml", "application/xhtml", "text/xml")
LOG_PROBLEM = re.compile(r"Traceback|panicked|\[ERROR\]|Error:|" + TAG, re.IGNORECASE)


class _Unescaped(HTMLParser):
    """Reads a page as a browser does, and looks for an element or an attribute that only a sender can have made."""

    found = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= TAG in tag or any(TAG in name for name, _ in attrs)

    @classmethod
    def in_page(cls, body: bytes) -> bool:
        reader = cls()
        reader.feed(body.decode(errors="replace"))
        return reader.found


def problems(case: Case, outcome: Outcome, secrets: Sequence[bytes] = ()) -> list[str]:
    """Everything that is wrong with how a case was answered; nothing when all is well."""
    sent = b"".join(each.raw for each in case.requests)
    leaks = [*(each for each in LEAKS if each not in sent), *secrets]  # a search shows again what was searched for
    found = [f"{why} [{answer.status}]" for answer in outcome.answers for why in _of_answer(answer, leaks, sent)]
    if outcome.ended == "late" or outcome.seconds > LIMIT:
        found.append(f"no answer and no closing within {LIMIT:.0f} seconds")
    elif outcome.ended.startswith("unreadable") and not any(each.without_version for each in case.requests):
        found.append(f"an answer that cannot be read: {outcome.ended}")
    elif outcome.ended == "closed" and case.owed and not any(_says_close(each) for each in outcome.answers):
        found.append(f"hung up after {len(outcome.answers)} of {len(case.requests)} answers")
    return found


def log_problems(log: str, secrets: Sequence[bytes] = ()) -> list[str]:
    """Lines of the server's log that hold what was sent, or tell of something that broke."""
    return [
        line
        for line in log.splitlines()
        if LOG_PROBLEM.search(line) or any(secret in line.encode(errors="replace") for secret in secrets)
    ]


def _of_answer(answer: Answer, leaks: Sequence[bytes], sent: bytes) -> Iterator[str]:
    if answer.status >= 500:
        yield "a server error"
    kind = answer.header("content-type")
    try:
        body = _plain(answer)
    except (OSError, EOFError, brotli.error) as problem:
        yield f"a body that cannot be unpacked ({problem})"
        body = answer.body
    everything = body + repr(answer.headers).encode()
    for leak in leaks:
        if leak in everything:
            yield f"holds {leak!r}"
    if kind.startswith(MARKUP) and TAG.encode() in body.lower() and _Unescaped.in_page(body):
        yield "what was sent stands in it unescaped"
    if any(TAG in name for name, _ in answer.headers):
        yield "a header of the sender's"
    if kind.startswith("text/html") and body and not _stock_admin(answer.to) and not _helpful(body, sent):
        yield "a page without its link to help"
    if body and not answer.header("content-security-policy"):
        yield "a body without the security headers"
    yield from _of_redirect(answer)
    if answer.to.method == "POST" and not _staff(answer.to):
        yield from _of_post(answer)


def _helpful(body: bytes, sent: bytes) -> bool:
    return bool(HELP.search(body) or (NO_HTTP.search(body) and b"transfer-encoding" in sent.lower()))


def _of_redirect(answer: Answer) -> Iterator[str]:
    place = answer.header("location")
    if place and (not place.startswith("/") or place[1:2] in ("/", "\\") or urlsplit(place).netloc):
        yield f"leads elsewhere: {place[:80]}"


def _of_post(answer: Answer) -> Iterator[str]:
    if answer.header("set-cookie"):
        yield "a cookie"
    written_by_us = answer.header("content-security-policy")
    if written_by_us and "no-store" not in answer.header("cache-control"):
        yield "an answer to POST that may be stored"


def _plain(answer: Answer) -> bytes:
    encoding = answer.header("content-encoding")
    if not answer.body or not encoding:
        return answer.body
    return gzip.decompress(answer.body) if encoding == "gzip" else bytes(brotli.decompress(answer.body))


def _says_close(answer: Answer) -> bool:
    return "close" in answer.header("connection").lower()


def _staff(request: Request) -> bool:
    """The half with a log-in has cookies, and is fuzzed for breaking only."""
    return "staff" in unquote(request.path).lower()


def _stock_admin(request: Request) -> bool:
    return "staff/admin" in unquote(request.path).lower()
