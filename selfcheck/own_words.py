"""Clean what a person typed: text and nothing but text, in whatever script, no longer than it may be."""

import unicodedata
from dataclasses import dataclass

# Marks that turn the direction of whatever follows; pages and papers find the direction of each text by themselves.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LINE_ENDS = {"\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\u0085": "\n", "\x0b": "\n", "\x0c": "\n"}
JOINER = "\u200d"
STYLES = (("\ufe00", "\ufe0f"), ("\U0001f3fb", "\U0001f3ff"))  # of emoji: how they look, and skin tones
NEVER = ("Cc", "Cs")  # control characters, halves of characters


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A cleaned text, and whether its end was cut off."""

    text: str = ""
    cut: bool = False


def one_line(typed: str, most: int) -> OwnWords:
    """One line of at most `most` characters; every run of white space becomes one space."""
    return _cut(" ".join(_plain(typed).split()), most)


def many_lines(typed: str, most: int) -> OwnWords:
    """Several lines, of at most `most` characters together, without blank lines around them."""
    lines = [line.rstrip() for line in _plain(typed).split("\n")]
    return _cut("\n".join(lines).strip("\n"), most)


def _plain(typed: str) -> str:
    text = unicodedata.normalize("NFC", typed)
    for end, plain in LINE_ENDS.items():
        text = text.replace(end, plain)
    text = text.replace("\t", " ")
    return "".join(each for each in text if each == "\n" or _is_text(each))


def _is_text(character: str) -> bool:
    noncharacter = ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF
    return not noncharacter and character not in TURNING and unicodedata.category(character) not in NEVER


def _cut(text: str, most: int) -> OwnWords:
    if len(text) <= most:
        return OwnWords(text)
    end = most
    while end and _belongs_to_the_one_before(text, end):
        end -= 1
    return OwnWords(text[:end].rstrip(), cut=True)


def _belongs_to_the_one_before(text: str, at: int) -> bool:
    """Whether cutting here would break one visible character, such as a letter with its accent or a joined emoji."""
    here, before = text[at], text[at - 1]
    styled = any(first <= here <= last for first, last in STYLES)
    return JOINER in (here, before) or styled or unicodedata.category(here).startswith("M")
