"""Helplines by country, read once from content/helplines/ into frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from django.conf import settings

from contentfiles import read_toml

Kind = Literal["emergency", "crisis", "support", "youth", "abuse", "urgent", "find-care"]
ANYWHERE = "INT"
FOR_EVERYONE = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternate:
    """Another number of the same service, with what it is for."""

    number: str
    role: str
    dial: tuple[str, ...] = ()
    dial_note: str = ""
    beside: bool = False  # sources differ, or coverage does: always shown beside the first number

    @property
    def ambulance(self) -> bool:
        """Reaches an ambulance."""
        return "ambulance" in self.role


@dataclass(frozen=True, slots=True, kw_only=True)
class Sms:
    """Where a text message goes, and the word to send; without a word, any text will do."""

    to: str
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Helpline:
    """A person to reach by phone, text or chat, and where each fact about it was read.

    `dial` holds the numbers as a `tel:` link needs them (none for codes that only a keypad takes);
    `always_open` is true only where a source says round the clock; `note` is for visitors,
    `editor_note` is never shown; `newest_source` is the date of the newest page that was read.
    """

    id: str
    name: str
    kind: Kind
    order: int
    sources: tuple[str, ...]
    confirmations: int
    confidence: Literal["high", "medium"]
    newest_source: str
    hours: str = ""
    also_kinds: tuple[Kind, ...] = ()
    primary: bool = False
    region: str = ""
    phone: str = ""
    dial: tuple[str, ...] = ()
    dial_note: str = ""
    e164: str = ""
    whatsapp: str = ""
    sms: Sms | None = None
    message_note: str = ""
    chat_url: str = ""
    web_url: str = ""
    always_open: bool = False
    languages: tuple[str, ...] = ()
    cost: str = ""
    audience: str = FOR_EVERYONE
    operator: str = ""
    note: str = ""
    editor_note: str = ""
    official_pages: tuple[str, ...] = ()
    alternates: tuple[Alternate, ...] = ()

    @property
    def beside(self) -> tuple[Alternate, ...]:
        """Numbers that stand beside this one wherever it is named: an ambulance's own, or one that may be needed."""
        own = "mbulance" in self.name
        return tuple(each for each in self.alternates if each.beside or (each.ambulance and not own))

    @property
    def national(self) -> bool:
        """Answers everyone in the whole country."""
        return not self.region and self.audience == FOR_EVERYONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """One country's lines, in the order in which they are shown."""

    code: str
    name: Mapping[str, str]
    compiled_on: date
    check_due: date
    lines: tuple[Helpline, ...]
    name_in_text: Mapping[str, str] = field(default_factory=dict)  # "the Netherlands"

    def of_kind(self, *kinds: Kind) -> tuple[Helpline, ...]:
        """The lines of these kinds, those open round the clock first, else in the order given by editors."""
        found = [line for line in self.lines if line.kind in kinds or set(kinds) & set(line.also_kinds)]
        return tuple(sorted(found, key=lambda line: (not line.primary, not line.always_open, line.order)))

    @property
    def emergency(self) -> Helpline:
        """The emergency number: the ambulance's own where it has one."""
        return self.of_kind("emergency")[0]

    @property
    def slug(self) -> str:
        """The country's place in addresses."""
        return self.code.lower()


@dataclass(frozen=True, slots=True)
class Directory:
    """Every country, by code, and the directories that serve any country."""

    countries: Mapping[str, Country]
    anywhere: Country

    def country(self, code: str) -> Country | None:
        """The country of an ISO code in either case, or None."""
        return self.countries.get(code.upper())


def read_directory(folder: Path) -> Directory:
    """Read every file of the folder. Raises ContentError."""
    files = [path for path in sorted(folder.glob("*.toml")) if path.stem != "rejected"]
    found = {country.code: country for country in (read_toml(path, Country) for path in files)}
    anywhere = found.pop(ANYWHERE)
    return Directory(found, anywhere)


@lru_cache(maxsize=1)
def directory() -> Directory:
    """The directory of this site."""
    return read_directory(settings.CONTENT_DIR / "helplines")


def named(language: str) -> list[tuple[str, Country]]:
    """Every country with its name in a language, by name."""
    pairs = [(country.name.get(language, country.name["en"]), country) for country in directory().countries.values()]
    return sorted(pairs, key=lambda pair: pair[0])
