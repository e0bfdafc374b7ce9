"""The papers of the kit as PDF, from the same data as their pages."""

from typing import Any

from django.utils.translation import get_language

from web.fonts import can_show
from web.pdf import typeset

from .kit import Kind, Sender, paper
from .library import kit_words


def paper_data(kind: Kind, sender: Sender) -> dict[str, Any]:
    """What one paper shows, in the language of this request."""
    language = get_language() or "en"
    return paper(kind, kit_words(language), sender, language)


def paper_pdf(kind: Kind, sender: Sender) -> bytes:
    """One paper. Raises CannotSetError."""
    return typeset(kind, paper_data(kind, sender))


def needs_boxes(sender: Sender) -> bool:
    """Whether a character of the name or phone is shown as a box in the PDF."""
    return not can_show(sender.name + sender.phone)
