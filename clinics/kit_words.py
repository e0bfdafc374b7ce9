"""The words of the kit as data: its papers, its page and what can be pasted."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from string import Formatter


@dataclass(frozen=True, slots=True, kw_only=True)
class Problems:
    """What is said of a name or a phone number that cannot go on paper."""

    name_long: str
    name_odd: str
    phone_long: str
    phone_odd: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords:
    """The page of the kit, and what stands around a paper on its own page."""

    title: str
    description: str
    lead: str
    papers: str
    open: str
    pdf: str
    form: str
    form_lead: str
    name: str
    name_hint: str
    phone: str
    phone_hint: str
    button: str
    again: str
    filled: str
    general: str
    keep: str
    boxes: str
    no_pdf: str
    wordings: str
    wordings_lead: str
    text_label: str
    one_text: str
    more_texts: str
    site_label: str
    link_label: str
    signature_label: str
    code_label: str
    code_lead: str
    code_file: str
    back: str
    print: str
    print_note: str
    problems: Problems


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedWords:
    """What every paper says."""

    danger: str
    danger_do: str
    danger_numbers: str
    kept: str
    not_a_diagnosis: str
    scan: str
    code_says: str
    sources: str
    purpose: str
    call_us: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWords:
    """What the kit says of one of its papers: `about` it on the kit's page, `how` to use it on its own."""

    title: str
    size: str
    about: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One thing that the site has, and a few words on it."""

    what: str
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterWords(PaperWords):
    """The poster."""

    headline: str
    second: str
    lead: str
    offers: tuple[Offer, ...]
    take: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWords(PaperWords):
    """The card."""

    headline: str
    lead: str
    pace: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverWords:
    """The leaflet's first panel."""

    title: str
    lead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeWords:
    """The leaflet's panel on what one may notice and read."""

    title: str
    items: tuple[str, ...]
    after: str
    read_title: str
    read: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckWords:
    """The leaflet's panel on the self-check."""

    title: str
    is_title: str
    is_items: tuple[str, ...]
    not_title: str
    not_items: tuple[str, ...]
    kept_title: str
    kept: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpWords:
    """The leaflet's last panel."""

    title: str
    lines: str
    know: str
    open_title: str
    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafletWords(PaperWords):
    """The leaflet, panel by panel."""

    cover: CoverWords
    notice: NoticeWords
    check: CheckWords
    help: HelpWords


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideWords(PaperWords):
    """The slide."""

    headline: str
    second: str
    lead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingWords:
    """What can be pasted elsewhere; `_named` is said where a clinic gave its name."""

    text: str
    text_short: str
    text_named: str
    site: str
    link: str
    signature: str
    signature_named: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KitWords:
    """All words of the kit in one language."""

    page: PageWords
    shared: SharedWords
    poster: PosterWords
    cards: CardWords
    leaflet: LeafletWords
    slide: SlideWords
    wordings: WordingWords


ON_PAPERS = frozenset({"site", "address", "numbers"})
MORE_GAPS = {
    "page.code_lead": {"address"},
    "page.one_text": {"count"},
    "page.more_texts": {"count", "parts"},
    "page.problems.name_long": {"count"},
    "page.problems.phone_long": {"count"},
    "shared.call_us": {"phone"},
    "wordings.text_named": {"name", "text"},
    "wordings.signature_named": {"name", "signature"},
}


def wrong_gaps(words: KitWords) -> list[str]:
    """Gaps in the words that nothing fills, and braces that are no gap."""
    return [problem for key, text in _texts(words, "") if (problem := _wrong(key, text))]


def _wrong(key: str, text: str) -> str:
    try:
        found = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return f"{key}: a brace stands alone"
    allowed = MORE_GAPS.get(key, set()) | (set() if key.startswith("page.") else ON_PAPERS)
    unknown = sorted(found - allowed)
    return f"{key}: nothing fills {', '.join('{%s}' % name for name in unknown)}" if unknown else ""


def _texts(value: object, key: str) -> Iterator[tuple[str, str]]:
    if is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name), f"{key}.{field.name}".lstrip("."))
    elif isinstance(value, tuple):
        for number, each in enumerate(value, 1):
            yield from _texts(each, f"{key}[{number}]")
    elif isinstance(value, str):
        yield key, value
