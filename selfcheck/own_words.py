"""Clean what a person typed: text and nothing but text, in whatever script, no longer than it may be."""

import unicodedata
from dataclasses import dataclass

# Marks that turn the direction of whatever follows; pages and papers find the direction of each text by themselves.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LINE_ENDS = {"\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\u0085": "\n", "\x0b": "\n", "\x0c": "\n"}
BYTE_ORDER = "\ufeff"  # stands at the start of pasted files; no PDF may hold it
JOINER = "\u200d"
# What belongs to the character before it: how an emoji looks, skin tones, the second half of a flag, tags of a flag.
CONTINUING = (
    ("\ufe00", "\ufe0f"),
    ("\U0001f3fb", "\U0001f3ff"),
    ("\U0001f1e6", "\U0001f1ff"),
    ("\U000e0020", "\U000e007f"),
)
NEVER = ("Cc", "Cs")  # control characters, halves of characters
INVISIBLE = ("Cf", "Zs", "Zl", "Zp", "Mn", "Me")
MOST_MARKS = 8  # on one letter: no script needs more, and towers of them stop a typesetter
FARTHEST_BACK = 16
ROOM = 4  # characters that are looked at for each that may stay


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A cleaned text, and whether its end was cut off."""

    text: str = ""
    cut: bool = False


def one_line(typed: str, most: int) -> OwnWords:
    """One line of at most `most` characters; every run of white space becomes one space."""
    looked_at, rest = typed[: ROOM * most], typed[ROOM * most :]
    return _cut(" ".join(_plain(looked_at).split()), most, bool(rest.strip()))


def many_lines(typed: str, most: int, most_lines: int) -> OwnWords:
    """Several lines, of at most `most` characters together, without blank lines around them."""
    looked_at, rest = typed[: ROOM * most], typed[ROOM * most :]
    lines = [line.rstrip() for line in _plain(looked_at).strip("\n").split("\n")]
    return _cut("\n".join(lines[:most_lines]).strip("\n"), most, bool(rest.strip()) or len(lines) > most_lines)


def _plain(typed: str) -> str:
    text = typed
    for end, plain in LINE_ENDS.items():
        text = text.replace(end, plain)
    kept, marks = [], 0
    for each in text.replace("\t", " "):
        marks = marks + 1 if unicodedata.category(each) in ("Mn", "Me", "Cf") else 0
        if marks <= MOST_MARKS and (each == "\n" or _is_text(each)):
            kept.append(each)
    plain = unicodedata.normalize("NFC", "".join(kept))
    return plain if any(unicodedata.category(each) not in (*INVISIBLE, "Cc") for each in plain) else ""


def _is_text(character: str) -> bool:
    noncharacter = ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF
    unwanted = character in TURNING or character == BYTE_ORDER or unicodedata.category(character) in NEVER
    return not noncharacter and not unwanted


def _cut(text: str, most: int, cut: bool) -> OwnWords:
    if len(text) <= most:
        return OwnWords(text, cut)
    end = most
    while end > max(0, most - FARTHEST_BACK) and _belongs_to_the_one_before(text, end):
        end -= 1
    return OwnWords(text[:end].rstrip(), cut=True)


def _belongs_to_the_one_before(text: str, at: int) -> bool:
    """Whether cutting here would break one visible character, such as a letter with its accent or a joined emoji."""
    here, before = text[at], text[at - 1]
    continuing = any(first <= here <= last for first, last in CONTINUING)
    return JOINER in (here, before) or continuing or unicodedata.category(here).startswith("M")
