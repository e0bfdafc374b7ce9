"""The card of a reading list, for its page and its PDF alike, and the text message to paste."""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from web.pdf import typeset

from .directory import LocalHelp, local_help
from .kit import Sender, paper
from .kit_papers import needs_boxes
from .library import kit_words, list_words
from .models import ReadingList
from .text_message import Length, length


def whole_address(chosen: ReadingList) -> str:
    """Where the code on the card leads. A list of one clinic, so it says nothing about whoever opens it."""
    return f"{settings.SITE_URL}{reverse('reading-list', args=[chosen.code])}"


def card(chosen: ReadingList) -> dict[str, Any]:
    """Everything that the card shows: a card of the kit with the list's own words, line and code."""
    language = get_language() or "en"
    sender = _sender(chosen)
    words = list_words(language).card
    groups = chosen.groups
    shown = paper("cards", kit_words(language), sender, language)
    return shown | {
        "title": f"{settings.SITE_NAME}: {words.headline}, {groups}",
        "card": asdict(words),
        "line": chosen.line,
        "before_code": sender.shown.removesuffix(chosen.code),
        "groups": groups,
        "boxes": needs_boxes(sender),
    }


def card_pdf(chosen: ReadingList) -> bytes:
    """Four cards on one sheet. Raises CannotSetError."""
    return typeset("list-card", card(chosen))


def text_message(chosen: ReadingList) -> tuple[str, Length]:
    """A text to paste, and its length: the fullest one that goes out as a single message."""
    gaps = {"clinic": chosen.clinic.name, "address": whole_address(chosen)}
    for each in list_words(get_language() or "en").texts:
        text = each.format(**gaps)
        if length(text).parts == 1:
            break
    return text, length(text)


def _sender(chosen: ReadingList) -> Sender:
    clinic: LocalHelp = local_help(chosen.clinic)
    return Sender(name=clinic.name, phone=clinic.phone.phone if clinic.phone else "", address=whole_address(chosen))
