"""How long a text message is, as phone networks count it (3GPP TS 23.038)."""

from dataclasses import dataclass

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("\f^{}\\[~]|€")  # each takes the room of two
ALONE, JOINED = 160, 153  # characters in a message by itself, and in one of several
ALONE_WIDE, JOINED_WIDE = 70, 67  # the same where one character is not in the alphabet above


@dataclass(frozen=True, slots=True)
class Length:
    """How much room a text takes, and how many messages it becomes."""

    count: int
    parts: int


def length(text: str) -> Length:
    """The room that a text takes: in 7-bit characters where all of them have one, in 16-bit ones otherwise."""
    if set(text) <= BASIC | EXTENDED:
        return _length(len(text) + sum(each in EXTENDED for each in text), ALONE, JOINED)
    return _length(len(text.encode("utf-16-le")) // 2, ALONE_WIDE, JOINED_WIDE)


def _length(count: int, alone: int, joined: int) -> Length:
    return Length(count, 1 if count <= alone else -(-count // joined))
