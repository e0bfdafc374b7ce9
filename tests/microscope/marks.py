"""What the visitor of these tests says: values that occur nowhere else, and a search that finds them in any spelling."""

import base64
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from urllib.parse import quote, quote_plus

STEM = "qzxmarked"  # in everything a visitor types, sends along or asks for
PHONE = "020 7946 0736"  # from the numbers that Ofcom keeps free, where only a number may stand
VISITOR = "127.0.77."  # how the addresses begin that the visitor comes from
DAY = date.today() + timedelta(days=9)
WHEN = f"{DAY}T03:47"
# What is chosen, not typed: one real answer to each of a few questions.
CHOSEN = {"saf": "2", "unr": "3", "evt": "unsafe", "med": "stop", "dur": "gt2m", "fun": "3", "country": "GB"}
SENTENCES = (
    "Yes, and I can keep myself safe for now",
    "Someone is hurting, scaring or controlling me now",
    "I stopped a medicine or missed doses",
)


def typed(name: str) -> str:
    """What is typed into the field of this name: every spelling of it differs from the plain one."""
    return f'{STEM}{name} müde, „leer“ & "weit" weg + 1% <b>'


def file_of(text: str) -> bytes:
    """A file of the visitor's that holds a text."""
    return f"{STEM}\n{text}\n".encode()


@lru_cache(maxsize=1)
def spellings() -> dict[bytes, str]:
    """Every spelling that is looked for, and what it is a spelling of."""
    found: dict[bytes, str] = {}
    for value in (STEM, PHONE, PHONE.replace(" ", ""), VISITOR, WHEN, f"{DAY:%Y%m%d}T034700"):
        found |= dict.fromkeys(_spellings(value), value)
    for name, value in CHOSEN.items():
        pairs = (f"{name}={value}", f'name="{name}" value="{value}"', f"'{name}': ['{value}'", f'"{name}": "{value}"')
        found |= {
            pair.encode(): f"{name} {value}" for pair in (*pairs, f'"{name}": ["{value}"', f"'{name}': '{value}'")
        }
    found |= {sentence.encode(): sentence for sentence in SENTENCES}
    return found


def _spellings(value: str) -> Iterator[bytes]:
    plain = value.encode()
    yield from (plain, quote(value).encode(), quote_plus(value).encode(), json.dumps(value)[1:-1].encode())
    yield "".join(f"%{each:02x}" for each in plain).encode()
    yield "".join(f"\\u{ord(each):04x}" for each in value).encode()
    yield "".join(f"\\x{each:02x}" for each in plain).encode()
    yield plain.hex().encode()
    yield from (value.encode("utf-16-le"), value.encode("utf-16-be"))
    for before in range(3):  # base64 spells the same letters in three ways, by what stands before them
        whole = base64.b64encode(b"\0" * before + plain)
        core = whole[4 if before else 0 : len(whole) - 4]
        yield from {core, core.replace(b"+", b"-").replace(b"/", b"_")}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[bytes]:
    """All spellings in one; capital letters and small ones are told apart nowhere, which base64 can stand."""
    return re.compile(b"|".join(re.escape(each) for each in sorted(spellings(), key=len, reverse=True)), re.IGNORECASE)


def marks_in(data: bytes) -> list[str]:
    """Each place where something a visitor said stands in these bytes, with a little of what stands around it."""
    return [f"…{data[max(0, found.start() - 40) : found.end() + 40]!r}…" for found in _pattern().finditer(data)]
