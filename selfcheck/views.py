"""The self-check: show the questions; once they are sent, show the result. Nothing is stored."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from clinics.directory import clinic_of
from support.directory import named
from web.kept_nowhere import kept_nowhere

from . import library
from .answering import read
from .every_result import EveryResult
from .forms import SafetyHelp, filled_form, form_html
from .framed import framed
from .page import ResultPage
from .questionnaire import Answers
from .result import result_of
from .result_parts import parts_of
from .voice import Voice

NOTHING = Answers()


@require_http_methods(["GET", "HEAD", "POST"])
def self_check(request: HttpRequest) -> HttpResponse:
    """The questions, or the answer to them."""
    if request.method != "POST":
        return _questions(request, _blank_form(request))
    sent = read(request)
    if "change" in sent.fields:
        form = filled_form(get_language(), sent.answers, sent.country.code if sent.country else "")
        return kept_nowhere(_questions(request, form, filled=True))
    result = result_of(sent.check.questionnaire, sent.answers)
    page = ResultPage(sent.check, sent.answers, result, sent.voice)
    return framed(request, "result", partial(parts_of, page), page.words)


def _blank_form(request: HttpRequest) -> str:
    """The form with nothing answered; through a clinic's door its country is chosen already, and can be changed."""
    clinic = clinic_of(request)
    return filled_form(get_language(), NOTHING, clinic.country) if clinic else form_html(get_language())


def _questions(request: HttpRequest, form: str, filled: bool = False) -> HttpResponse:
    words = library.self_check(get_language()).words
    lead = Voice(words, None).say([words.not_asked.lead])[0]
    context = {"form": form, "words": words, "filled": filled, "not_asked_lead": lead, "noindex": filled}
    response = render(request, "selfcheck/questions.html", context)
    # Not from a store either: Back must not show the next person what was ticked.
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
def lines(request: HttpRequest) -> HttpResponse:
    """The help of the safety step with every country's numbers: one address, so that none names a country."""
    check = library.self_check(get_language())
    countries = [SafetyHelp(check, Voice(check.words, country)) for _, country in named(get_language())]
    return render(request, "selfcheck/lines.html", {"countries": countries, "words": check.words, "noindex": True})


@require_safe
def every_result(request: HttpRequest) -> HttpResponse:
    """Every text of a result with the answers that lead to it, so that nobody has to take our word for it."""
    language = get_language()
    check = library.self_check(language)
    every = EveryResult(check, library.every_result_words(language))
    return render(request, "selfcheck/every_result.html", {"every": every, "words": check.words})
