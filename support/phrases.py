"""How a helpline is said within a sentence: linked numbers, and hours that promise nothing."""

import re
from urllib.parse import quote

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .directory import FOR_EVERYONE, Alternate, Country, Helpline, Sms

# Hours that promise a phone round the clock; anything else is printed as it is.
PHONE_ALWAYS_OPEN = re.compile(r"24/7$|phone 24/7|24/7 \((?:phone|chat)")


def numbers(line: Helpline | Alternate) -> SafeString:
    """The phone number of a line as a link, or as text where only a keypad takes it."""
    shown = line.phone if isinstance(line, Helpline) else line.number
    if not line.dial:
        return format_html('<span class="number">{}</span>', shown)
    links = [(number, shown if n == 0 else number) for n, number in enumerate(line.dial)]
    return format_html_join(" · ", '<a class="number" href="tel:{}">{}</a>', links)


def text_link(sms: Sms) -> SafeString:
    """Where to send a text, with the word to send."""
    body = f"?&body={quote(sms.body)}" if sms.body else ""
    words = _("{word} to {number}").format(word=sms.body, number=sms.to) if sms.body else sms.to
    return format_html('<a class="number" href="sms:{}{}">{}</a>', sms.to, body, words)


def whatsapp_link(number: str) -> SafeString:
    """A WhatsApp number as a link."""
    return format_html('<a class="number" href="https://wa.me/{}">{}</a>', number.lstrip("+"), number)


def brief(line: Helpline) -> SafeString:
    """A line within a sentence: name, number, and in brackets whatever limits it."""
    limited = limits(line)
    return format_html("{}, {}{}", line.name, numbers(line), f" ({limited})" if limited else "")


def without_internet(line: Helpline) -> SafeString:
    """A line by name with its calls and texts, which need no internet, and below them whatever limits it."""
    called = [numbers(line)] if line.phone else []
    texted = [format_html("{} {}", _("text"), text_link(line.sms))] if line.sms else []
    ways = format_html_join(" · ", "{}", ((way,) for way in called + texted))
    limited = limits(line)
    below = format_html(' <span class="small">{}</span>', limited) if limited else ""
    return format_html("{}: {}{}", line.name, ways, below)


def brief_text(line: Helpline) -> SafeString:
    """A text line within a sentence."""
    return format_html("{} ({})", text_link(line.sms), line.name) if line.sms else SafeString("")


def brief_emergency(line: Helpline) -> SafeString:
    """The emergency number, with those that belong beside it."""
    beside = format_html_join("; ", "{} {}", ((_beside(each), numbers(each)) for each in line.beside))
    return format_html("{} ({})", numbers(line), beside) if line.beside else numbers(line)


def _beside(other: Alternate) -> str:
    return _("ambulance:") if other.ambulance else _("or")


def limits(line: Helpline) -> str:
    """Whatever limits a line, for a place within a sentence: whom and where it serves, and its hours."""
    known = [
        line.audience if line.audience != FOR_EVERYONE else "",
        line.region,
        "" if line.dial_note in line.phone else line.dial_note,
        _limited_hours(line.hours),
    ]
    return "; ".join(part for part in known if part)


def _limited_hours(hours: str) -> str:
    if PHONE_ALWAYS_OPEN.match(hours):
        return ""
    if hours.startswith("not confirmed"):
        return _("hours {hours}").format(hours=hours)
    return hours or _("hours not known")


def country_name(country: Country) -> str:
    """A country's name in the language of the page."""
    return country.name.get(get_language() or "en", country.name["en"])


def country_in_text(country: Country) -> str:
    """A country's name within a sentence, with its article where it has one."""
    return country.name_in_text.get(get_language() or "en") or country_name(country)
