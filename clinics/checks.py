"""What `manage.py check` says of the texts for clinics."""

from functools import partial
from itertools import chain
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, register

from web.checks import check_texts, problems_of

from .library import kit_words, list_words, texts


@register("content")
def check_clinics(**_: Any) -> list[CheckMessage]:
    """Read every text and the kit of every language, and warn where a review is overdue."""
    readers = [partial(read, language) for read in (kit_words, list_words) for language, _name in settings.LANGUAGES]
    return [*chain.from_iterable(map(problems_of, readers)), *check_texts("clinics", texts)]
