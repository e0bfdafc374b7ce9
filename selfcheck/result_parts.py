"""The parts of one result that are about its answers, as HTML for the slots of its template."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Protocol

from django.template.loader import render_to_string
from django.utils.dateformat import format as date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .own_answers import own_answers
from .page import ResultPage
from .tables import Tables


class Clinic(Protocol):
    """What a result says of the clinic whose door was opened. clinics.directory.LocalHelp is one."""

    @property
    def name(self) -> str: ...

    @property
    def phone(self) -> object: ...

    @property
    def hours(self) -> object: ...


def parts_of(page: ResultPage, made: Tables, clinic: Clinic | None = None) -> dict[str, str]:
    """HTML by slot. `clinic` is the clinic whose door was opened, if any."""
    code, guidance = page.country_code, page.guidance
    home, call = made.home[code], clinic_call(clinic)
    return {
        "level": page.level,
        "rules": page.rules,
        "date": _in_words(page.date, get_language()),
        "under_box": (home if guidance.home_first else "") + ("" if guidance.lines_first else call),
        "numbers": made.numbers[code],
        "under_numbers": (call if guidance.lines_first else "") + ("" if guidance.home_first else home),
        "not_asked": made.not_asked[code],
        "talk": made.talk[code],
        **_box(page, made),
        **_told(page, made),
        **_next(page, made),
    }


def _box(page: ResultPage, made: Tables) -> dict[str, str]:
    to_note = f' <a href="#note">{_("To the note")}</a>' if page.points_to_note else ""
    also = _each("p", map(_line, page.also))
    return {
        "heading": escape(page.heading),
        "calls": made.calls[page.guidance.level, page.guidance.action, page.country_code],
        "before": f'<ul class="do">{_each("li", page.before)}</ul>' if page.before else "",
        "reasons": _each("p", map(_line, page.reasons)),
        "action": f'<p class="action">{_line(page.action)}</p>' if page.action else "",
        "after": _line(page.after) + to_note,
        "also": f"<h3>{escape(page.words.also)}</h3>{also}" if also else "",
    }


def _told(page: ResultPage, made: Tables) -> dict[str, str]:
    rows = own_answers(get_language())
    strong = rows.strong(page.result.strong)
    return {
        "areas": "".join([made.areas[key] for key in page.area_keys]),
        "strong": made.strong[page.level == "now"].fill({"statements": strong}) if strong else "",
        "own_answers": rows.of(page.answers),
    }


def _next(page: ResultPage, made: Tables) -> dict[str, str]:
    steps = "".join([made.steps[step.slug] for step in page.steps])
    on_the_phone = page.say_on_the_phone
    return {
        "talk_first": _each("p", map(escape, page.talk_first)),
        "note": escape(page.note),
        "on_the_phone": f'<p class="lead-in">{escape(on_the_phone)}</p>' if on_the_phone else "",
        "carried": page.carried,
        "reading": "".join([made.reading[article.slug] for article in page.reading]),
        "trying": made.trying.fill({"cards": steps}) if steps else "",
    }


@lru_cache(maxsize=1)
def _in_words(day: date, language: str) -> str:
    """Today in the language of the page, as long as it lasts: it is the same for everybody."""
    return date_format(day, "j F Y")


def _line(sentences: Iterable[SafeString]) -> SafeString:
    """Sentences one after the other; each is HTML."""
    return SafeString(" ".join(sentences))


def _each(tag: str, lines: Iterable[SafeString]) -> str:
    """Each line in an element of its own; each is HTML."""
    return "".join([f"<{tag}>{line}</{tag}>" for line in lines])


def clinic_call(clinic: Clinic | None) -> str:
    """The number of the clinic whose door was opened, or nothing."""
    context = {"clinic": clinic, "new_tab": True}
    return render_to_string("clinics/parts/clinic_call.html", context) if clinic else ""
