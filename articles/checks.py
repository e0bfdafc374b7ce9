"""What `manage.py check` says of words: a broken article, or one against a writing rule, is an error."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.template.loader import get_template

from contentfiles import shown
from web.checks import check_texts, problems_of

from .library import library
from .writing import FENCE, article_problems, plain, reading_problems, rules

# Texts that are not articles: too long a sentence is a warning there, and so is too high a grade.
OTHER_TEXTS = ("pages", "help", "small-steps", "clinics")
HELP_BOXES = ('parts/help_box.html" with place="top"', 'parts/help_box.html" with place="end"')


@register("content")
def check_articles(**_: Any) -> list[CheckMessage]:
    """Read every article of every language."""
    return check_texts("articles", lambda language: library(language).articles)


@register("content")
def check_writing(**_: Any) -> list[CheckMessage]:
    """Hold every article to the writing rules, and other texts to those on sentences."""
    found: list[CheckMessage] = []
    for language, _name in settings.LANGUAGES:
        folder = settings.CONTENT_DIR / language
        if broken := problems_of(_reading_rules(language)):
            return broken
        if not problems_of(lambda language=language: library(language)):  # type: ignore[misc]
            found += _check_articles(folder / "articles", language)
        found += _check_others(
            (path for name in OTHER_TEXTS for path in sorted((folder / name).glob("*.md"))), language
        )
    return [*found, *_check_template()]


def _reading_rules(language: str) -> Callable[[], object]:
    return lambda: rules(language)


def _check_articles(folder: Path, language: str) -> Iterator[CheckMessage]:
    for slug, article in library(language).articles.items():
        path = folder / f"{slug}.md"
        for problem in article_problems(article, path.read_text(encoding="utf-8"), rules(language)):
            yield Error(problem, obj=shown(path))


def _check_others(paths: Iterable[Path], language: str) -> Iterator[CheckMessage]:
    for path in paths:
        source = path.read_text(encoding="utf-8")
        body = source.split(f"\n{FENCE}\n", 1)[-1]
        yield from (Warning(each, obj=shown(path)) for each in reading_problems(plain(body), source, rules(language)))


def _check_template() -> Iterator[CheckMessage]:
    """Help stands at the top and at the end of every article: their one template has both boxes."""
    template = "articles/article.html"
    source = get_template(template).template.source  # type: ignore[attr-defined]
    for part in HELP_BOXES:
        if part not in source:
            yield Error(f"{part} is missing: help stands at the top and the end", obj=f"templates/{template}")
