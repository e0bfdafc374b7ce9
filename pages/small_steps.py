"""Small things to try: the list of them, and each one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.library import library
from articles.small_steps import small_steps


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every small thing to try."""
    return render(request, "pages/small_steps/index.html", {"steps": small_steps(get_language()).steps.values()})


@require_safe
def small_step(request: HttpRequest, slug: str) -> HttpResponse:
    """One small thing to try."""
    steps = small_steps(get_language()).steps
    if slug not in steps:
        raise Http404
    step = steps[slug]
    context = {"step": step, "related": library(get_language()).on_topics(step.about.topics)}
    response = render(request, "pages/small_steps/step.html", context)
    if step.about.is_typed_in:
        # Not from a store: Back must not show the next person what was written.
        response.headers["Cache-Control"] = "no-store"
    return response
