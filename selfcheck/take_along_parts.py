"""The parts of one take-along page that are about its answers and choices, for the slots of its template."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from .result_parts import Clinic, clinic_call
from .tables import Tables
from .take_along_page import TakeAlongPage


def parts_of(page: TakeAlongPage, made: Tables, clinic: Clinic | None = None) -> dict[str, str]:
    """HTML by slot. `clinic` is the clinic whose door was opened, if any."""
    code = page.result.country_code
    return {
        "error": f"{_('Error:')} " if page.problems else "",
        "problems": _part("problems", page),
        "help_first": _part("help_first", page, result=page.result),
        "date": page.date,
        "form": _part("take_form", page),
        "numbers": made.numbers[code],
        "clinic": clinic_call(clinic),
        "home": made.home[code],
    }


def _part(name: str, page: TakeAlongPage, **more: Any) -> str:
    context = {"page": page, "words": page.words, "new_tabs": True, **more}
    return render_to_string(f"selfcheck/parts/{name}.html", context)
