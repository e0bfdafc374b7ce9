"""Codes that stand in addresses: short, easy to read out, and never about a person."""

import re
import secrets

# No vowel, so that no word comes out; nothing that looks or sounds like another: 0 and o, 1, i and l, 5 and s, 2 and z.
ALPHABET = "346789bcdfghjkmnpqrtvwxy"
LENGTH = 6
CLINIC_CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
SHORTEST, LONGEST = 3, 24
GROUP = 3


def new_code() -> str:
    """A code for a reading list: 24**6, so about 190 million, of which nobody can guess one in use by trying a few."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def tidy(code: str) -> str:
    """A code as it is kept, from one as somebody typed it: any case, spaces, or a full stop at its end."""
    return re.sub(r"[\s._]+", "", code).strip("-").lower()


def is_clinic_code(code: str) -> bool:
    """Whether a code may name a clinic: small letters, figures and single hyphens, beginning with a letter."""
    return SHORTEST <= len(code) <= LONGEST and bool(CLINIC_CODE.fullmatch(code))


def is_list_code(code: str) -> bool:
    """Whether a code may name a reading list."""
    return len(code) == LENGTH and set(code) <= set(ALPHABET)


def in_groups(code: str) -> str:
    """The code of a list as it is read out and printed: k7m q4t."""
    return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))
