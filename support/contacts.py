"""The few numbers that texts name: those of one country, or what can be said where it is unknown."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from .directory import Country, Helpline, directory

# Where a country is not known, the numbers that serve most countries, and the countries served most.
SHARED_EMERGENCY = ("112", "911", "999", "000")
SERVED_MOST = ("US", "CA", "GB", "IE", "ES", "MX", "AU")


@dataclass(frozen=True, slots=True)
class Contacts:
    """One country's numbers for `{crisis_line}` and the other placeholders; None where there is none."""

    country: Country
    emergency: Helpline
    crisis_line: Helpline | None
    crisis_text: Helpline | None
    urgent_line: Helpline | None
    abuse_line: Helpline | None


def contacts(country: Country) -> Contacts:
    """Choose the lines that texts may name: national ones, for everyone where there is a choice."""
    crisis = country.of_kind("crisis")
    return Contacts(
        country=country,
        emergency=country.emergency,
        crisis_line=_first(line for line in crisis if line.primary),
        crisis_text=_first(line for line in crisis if line.sms and line.national),
        urgent_line=_first(line for line in country.of_kind("urgent") if line.phone),
        abuse_line=_first(line for line in country.of_kind("abuse") if line.phone and not line.region),
    )


def _first(lines: Iterable[Helpline]) -> Helpline | None:
    return next(iter(lines), None)


def shared_emergency() -> list[tuple[str, list[Country]]]:
    """The emergency numbers that serve most countries, each with the countries it serves."""
    served = defaultdict(list)
    for country in directory().countries.values():
        served[country.emergency.phone].append(country)
    return [(number, served[number]) for number in SHARED_EMERGENCY]


def served_most() -> list[tuple[Country, Helpline]]:
    """The primary crisis lines of the countries served most."""
    countries = [directory().countries[code] for code in SERVED_MOST]
    return [(country, line) for country in countries if (line := contacts(country).crisis_line)]
