"""What stands on results and is about nobody: the help of each country, each area in each band, each thing to read.

All of it is rendered at once, in the words of the templates, and looked up for each result. So what is kept between two
visitors is the same before and after: a store that grew as it was asked would remember a choice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from articles.library import library
from articles.small_steps import small_steps
from web.moulds import SLOTS, Mould

from .guidance import ACTIONS
from .library import SelfCheck, self_check
from .page import ResultPage, area_of, calls, text_line
from .questionnaire import Answers, Scale
from .result import result_of
from .rules import HelpLevel
from .scoring import MIN_ANSWERED, Band, ScaleScore
from .voice import Voice
from .voices import voices

NOTHING = Answers()
Page = Literal["result", "take_along"]
PAGES: Mapping[Page, str] = {"result": "selfcheck:self-check", "take_along": "selfcheck:note"}
BOXES: list[tuple[HelpLevel, str | None]] = [(level, None) for level in HelpLevel]
BOXES += [(HelpLevel.SOON, action) for action, _ in ACTIONS]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Moulds of whole pages and of parts; and HTML by country code ("" for none), area, article and small step."""

    pages: Mapping[Page, Mould]
    strong: Mapping[bool, Mould]
    trying: Mould
    home: Mapping[str, SafeString]
    numbers: Mapping[str, SafeString]
    not_asked: Mapping[str, SafeString]
    talk: Mapping[str, SafeString]
    calls: Mapping[tuple[HelpLevel, str | None, str], SafeString]
    areas: Mapping[tuple[str, Band, int, bool], SafeString]
    reading: Mapping[str, SafeString]
    steps: Mapping[str, SafeString]


def tables() -> Tables:
    """The tables of the current language; made anew each time while templates are being written."""
    make = _made if settings.DEBUG else _kept
    return make(get_language())


def _made(language: str) -> Tables:
    check = self_check(language)
    voices_by_code = voices(language)
    pages = {code: _page_of_nothing(check, voice) for code, voice in voices_by_code.items()}
    return Tables(
        pages={page: _page(check, page, address) for page, address in PAGES.items()},
        strong={closed: _strong(check, closed) for closed in (False, True)},
        trying=_mould("trying", check, cards=SLOTS["cards"]),
        home={code: _part("home", check, page=page) for code, page in pages.items()},
        numbers={code: _part("numbers", check, page=page) for code, page in pages.items()},
        not_asked={
            code: _part("not_asked", check, lead=page.not_asked_lead, id="not-asked") for code, page in pages.items()
        },
        talk={code: _part("ways", check, ways=page.talk) for code, page in pages.items()},
        calls={
            (level, action, code): _calls(check, voice, level, action)
            for code, voice in voices_by_code.items()
            for level, action in BOXES
        },
        areas=dict(_areas(check)),
        reading={
            slug: _part("card", check, address=reverse("articles:article", args=[slug]), card=article.about.card)
            for slug, article in library(language).articles.items()
        },
        steps={
            slug: _part("card", check, address=reverse("pages:small-step", args=[slug]), card=step.about.card)
            for slug, step in small_steps(language).steps.items()
        },
    )


_kept = lru_cache(maxsize=8)(_made)


def _page(check: SelfCheck, page: Page, address: str) -> Mould:
    """The whole page, as anybody would be answered who did not come through a clinic's door."""
    request = HttpRequest()
    request.method, request.path, request.path_info = "POST", reverse(address), reverse(address)
    context = {"parts": SLOTS, "words": check.words, "noindex": True, "new_tabs": True}
    return Mould.cut(render_to_string(f"selfcheck/{page}.html", context, request))


def _page_of_nothing(check: SelfCheck, voice: Voice) -> ResultPage:
    return ResultPage(check, NOTHING, result_of(check.questionnaire, NOTHING), voice)


def _part(name: str, check: SelfCheck, **context: Any) -> SafeString:
    context |= {"words": check.words, "asked": check.questionnaire, "new_tabs": True}
    return render_to_string(f"selfcheck/parts/{name}.html", context)


def _mould(name: str, check: SelfCheck, **context: Any) -> Mould:
    return Mould.cut(_part(name, check, **context))


def _strong(check: SelfCheck, closed: bool) -> Mould:
    return _mould("strong", check, closed=closed, statements=SLOTS["statements"])


def _calls(check: SelfCheck, voice: Voice, level: HelpLevel, action: str | None) -> SafeString:
    shown = {"calls": calls(voice, level, action), "text_line": text_line(voice, level, action)}
    return _part("calls", check, result=SimpleNamespace(level=level.name.lower(), voice=voice, **shown))


def _areas(check: SelfCheck) -> Iterator[tuple[tuple[str, Band, int, bool], SafeString]]:
    for scale in check.questionnaire.scales:
        for score in _scores(scale):
            for points_to_steps in (False, True):
                area = area_of(check.words, scale, score, points_to_steps)
                yield (scale.id, score.band, score.answered, points_to_steps), _part("area", check, area=area)


def _scores(scale: Scale) -> Iterator[ScaleScore]:
    asked = len(scale.items)
    for answered in range(asked + 1):
        for band in [Band.NOT_ENOUGH] if answered < MIN_ANSWERED else [Band.FEW, Band.SOME, Band.MANY]:
            yield ScaleScore(scale.id, band, answered, asked, ())
