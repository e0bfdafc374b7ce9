"""Pages of which little is about one visitor: the template is rendered once, and each answer only fills its slots.

A template that is filled often names its slots as `parts.something` and leaves everything else to what is the same for
everybody. It is rendered with `SLOTS` in place of the parts, and cut where they are. Nothing that a visitor sends is
ever in a mould.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

SLOT = re.compile("\x02([a-z_]+)\x03")  # control characters stand in no text of ours


class _Slots:
    """Stands in for the parts of a page while its mould is made."""

    def __getitem__(self, name: str) -> SafeString:
        return SafeString(f"\x02{name}\x03")


SLOTS = _Slots()


@dataclass(frozen=True, slots=True)
class Mould:
    """A rendered template with gaps: texts, and between each two of them the name of a slot."""

    texts: tuple[str, ...]
    slots: tuple[str, ...]

    @classmethod
    def cut(cls, html: str) -> "Mould":
        """The mould of what was rendered with SLOTS."""
        pieces = SLOT.split(html)
        return cls(tuple(pieces[::2]), tuple(pieces[1::2]))

    def fill(self, parts: Mapping[str, str]) -> SafeString:
        """The page. Each part is HTML, escaped where it was made. Raises KeyError for one that is missing."""
        filled = [self.texts[0]]
        for slot, text in zip(self.slots, self.texts[1:], strict=True):
            filled += (parts[slot], text)
        return SafeString("".join(filled))
