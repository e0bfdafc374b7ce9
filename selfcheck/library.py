"""The self-check of one language: its file in, Questionnaire and Words out."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from contentfiles import ContentError, read_toml

from .guidance import ACTIONS
from .questionnaire import Questionnaire
from .rules import RULES, HelpLevel
from .scoring import Band
from .words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfCheck:
    """What is asked, and every text around it."""

    questionnaire: Questionnaire
    words: Words


def read_self_check(path: Path) -> SelfCheck:
    """Read self-check.toml. Every rule, band and level must have its words. Raises ContentError."""
    check = read_toml(path, SelfCheck)
    problems = list(_missing(check))
    if problems:
        raise ContentError(path, problems)
    return check


def _missing(check: SelfCheck) -> Iterator[str]:
    words = check.words
    wanted: list[tuple[str, object, set[str]]] = [
        ("words.reasons", words.reasons, {rule.id for rule in RULES} | {"C2_always"}),
        ("words.actions", words.actions, {action for action, _ in ACTIONS}),
        ("words.levels", words.levels, {level.name.lower() for level in HelpLevel}),
        ("words.band_labels", words.band_labels, {band.value for band in Band}),
    ]
    wanted += [
        (f"texts of scale '{scale.id}'", scale.texts, {band.value for band in Band} - {Band.NOT_ENOUGH.value})
        for scale in check.questionnaire.scales
    ]
    for where, given, needed in wanted:
        keys = set(given)  # type: ignore[call-overload]
        yield from (f"{where}: '{key}' is missing" for key in sorted(needed - keys))
        yield from (f"{where}: '{key}' belongs to nothing" for key in sorted(keys - needed))


@lru_cache(maxsize=8)
def self_check(language: str) -> SelfCheck:
    """The self-check of one language."""
    return read_self_check(settings.CONTENT_DIR / language / "self-check.toml")
