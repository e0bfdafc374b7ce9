"""The self-check of one language: its file in, Questionnaire and Words out; and all its languages, as published."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from contentfiles import ContentError, read_toml

from .every_result_words import EveryResultWords, wrong_gaps
from .fhir import Preface, Publication, choices, texts_of
from .guidance import ACTIONS, OTHER_TEXTS
from .questionnaire import Questionnaire
from .rules import RULES, HelpLevel
from .scoring import Band
from .words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfCheck:
    """What is asked, and every text around it."""

    questionnaire: Questionnaire
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is asked, in a language that the site does not speak yet."""

    questionnaire: Questionnaire


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
        ("words.reasons", words.reasons, {rule.id for rule in RULES} | {other for other, _ in OTHER_TEXTS.values()}),
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


@lru_cache(maxsize=8)
def every_result_words(language: str) -> EveryResultWords:
    """What the page of every result says around the texts of a result. Raises ContentError."""
    path = settings.CONTENT_DIR / language / "every-result.toml"
    words = read_toml(path, EveryResultWords)
    names, asked = set(words.questions.names), {question.id for question in self_check(language).questionnaire.context}
    problems = [f"questions.names: '{id}' is missing" for id in sorted(asked - names)]
    problems += [f"questions.names: '{id}' belongs to nothing" for id in sorted(names - asked)]
    problems += wrong_gaps(words)
    if problems:
        raise ContentError(path, problems)
    return words


def publication() -> Publication:
    """The questionnaire as it is published, in every language that it has. Raises ContentError."""
    language = settings.LANGUAGE_CODE
    asked = {language: self_check(language).questionnaire, **translations(language)}
    return Publication(
        site=settings.SITE_URL,
        publisher=settings.SITE_OPERATOR or settings.SITE_NAME,
        language=language,
        questionnaire=asked[language],
        texts={each: texts_of(questionnaire, preface(each)) for each, questionnaire in asked.items()},
    )


@lru_cache(maxsize=8)
def preface(language: str) -> Preface:
    """What the published questionnaire says of itself in one language."""
    return read_toml(settings.CONTENT_DIR / language / "fhir.toml", Preface)


@lru_cache(maxsize=8)
def translations(language: str) -> Mapping[str, Questionnaire]:
    """The questionnaire in every other language that has one. Only words may differ. Raises ContentError."""
    main = self_check(language).questionnaire
    paths = {path.parent.name: path for path in sorted(settings.CONTENT_DIR.glob("*/self-check.toml"))}
    return {other: _translation(path, language, main) for other, path in paths.items() if other != language}


def _translation(path: Path, language: str, main: Questionnaire) -> Questionnaire:
    spoken = path.parent.name in dict(settings.LANGUAGES)
    questionnaire = (read_self_check(path) if spoken else read_toml(path, Draft)).questionnaire
    here, there = _without_words(questionnaire), _without_words(main)
    problems = [
        f"{what} must be as in '{language}': {there.get(what, 'nothing')}, not {here.get(what, 'nothing')}"
        for what in here | there
        if here.get(what) != there.get(what)
    ]
    if problems:
        raise ContentError(path, problems)
    return questionnaire


def _without_words(questionnaire: Questionnaire) -> dict[str, object]:
    """All that is the same in every language: ids, codes and values, in their order."""
    parts = {
        "id and version": [questionnaire.id, questionnaire.version],
        "the codes and values of responses": [(each.code, each.value) for each in questionnaire.responses],
        "the scales": [scale.id for scale in questionnaire.scales],
        "the questions": [question.id for question in choices(questionnaire)],
        "the steps": [list(part.questions) for part in questionnaire.context_parts],
    }
    parts |= {f"the items of scale '{scale.id}'": [item.id for item in scale.items] for scale in questionnaire.scales}
    parts |= {f"the texts of scale '{scale.id}'": sorted(scale.texts) for scale in questionnaire.scales}
    for question in choices(questionnaire):
        parts[f"the codes of '{question.id}'"] = [option.code for option in question.options]
        parts[f"several and lead of '{question.id}'"] = [question.several, bool(question.lead)]
    return parts
