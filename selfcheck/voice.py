"""Say sentences with the numbers of one country, or of none: every gap filled, dropped or replaced."""

from collections.abc import Iterable
from html import escape as escaped  # Django's first asks whether each text is still to be translated

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from support.contacts import contacts
from support.directory import Country
from support.phrases import brief, brief_emergency, brief_text, country_in_text

from .words import Sentence, Words, speak


class Voice:
    """Fills the placeholders of sentences as HTML."""

    def __init__(self, words: Words, country: Country | None) -> None:
        self.country = country
        self.contacts = contacts(country) if country else None
        self.values = {"emergency": SafeString(escaped(words.no_emergency)), "find_help": _find_help(country)}
        if self.contacts:
            self.values["emergency"] = brief_emergency(self.contacts.emergency)
            self.values["country"] = SafeString(escaped(country_in_text(self.contacts.country)))
            for name in ("crisis_line", "urgent_line", "abuse_line"):
                if line := getattr(self.contacts, name):
                    self.values[name] = brief(line)
            if self.contacts.crisis_text:
                self.values["crisis_text"] = brief_text(self.contacts.crisis_text)

    def say(self, sentences: Iterable[Sentence]) -> list[SafeString]:
        """Each sentence that can be said, as HTML."""
        return [self.fill(text) for text in speak(sentences, self.values.keys())]

    def fill(self, text: str) -> SafeString:
        """One text of ours with its placeholders filled."""
        return SafeString(escaped(text).format_map(self.values))


def _find_help(country: Country | None) -> SafeString:
    address = reverse("support:country", args=[country.slug]) if country else reverse("support:index")
    return format_html(
        '<a href="{}" target="_blank">{} <span class="new-tab">{}</span></a>',
        address,
        _("Find help"),
        _("(opens in a new tab)"),
    )
