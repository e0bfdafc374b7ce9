"""What templates may say of helplines."""

import re

from django import template
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from .. import phrases
from ..contacts import served_most, shared_emergency
from ..directory import Country, Helpline

register = template.Library()
for phrase in (
    phrases.numbers,
    phrases.text_link,
    phrases.whatsapp_link,
    phrases.brief,
    phrases.brief_text,
    phrases.brief_emergency,
    phrases.without_internet,
    phrases.country_name,
    phrases.country_in_text,
):
    register.filter(phrase)


@register.simple_tag
def shared_numbers() -> list[tuple[str, list[str]]]:
    """The emergency numbers that serve most countries, with the names of those countries."""
    return [
        (number, sorted(phrases.country_name(each) for each in countries)) for number, countries in shared_emergency()
    ]


@register.simple_tag
def most_served_lines() -> list[tuple[Country, Helpline]]:
    """The primary crisis lines of the countries served most."""
    return served_most()


@register.filter
def role_name(role: str) -> str:
    """What another number is for."""
    return _("any emergency") if role == "all" else role


@register.filter
def language_names(codes: tuple[str, ...]) -> str:
    """Language codes as names; what is no code stays as it is."""
    return ", ".join(_language_name(code) for code in codes)


def _language_name(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


@register.filter
def source_parts(source: str) -> tuple[str, str]:
    """A source as (address, the words beside it); the address is empty where only a name is known."""
    found = re.match(r"(https?://\S+)\s*(.*)", source)
    return (found[1], found[2]) if found else ("", source)
