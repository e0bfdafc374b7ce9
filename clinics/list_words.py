"""The words of a reading list's card and text message as data."""

from dataclasses import dataclass
from string import Formatter

GAPS = frozenset({"clinic", "address"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWords:
    """The card that a clinic puts into a hand."""

    headline: str
    lead: str
    type: str
    typing: str
    pace: str
    about_you: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListWords:
    """`texts`: text messages, the best first; the first that fits into one message is taken."""

    card: CardWords
    texts: tuple[str, ...]


def wrong_texts(words: ListWords) -> list[str]:
    """Text messages that lead nowhere, or have a gap that nothing fills."""
    return [problem for text in words.texts if (problem := _wrong(text))] or ([] if words.texts else ["texts is empty"])


def _wrong(text: str) -> str:
    try:
        gaps = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return f"texts: a brace stands alone in '{text}'"
    if unknown := sorted(gaps - GAPS):
        return f"texts: nothing fills {', '.join('{%s}' % name for name in unknown)}"
    return "" if "address" in gaps else f"texts: '{text}' has no {{address}}"
