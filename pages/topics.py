"""Everything on one topic: articles, small things to try, and claims."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.library import library
from articles.small_steps import small_steps

from .claims import claims


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every topic, under its shelf."""
    topics = library(get_language()).topics
    shelves = [(shelf, [each for each in topics.topics if each.shelf == shelf.id]) for shelf in topics.shelves]
    return render(request, "pages/topics.html", {"shelves": [row for row in shelves if row[1]]})


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """One topic."""
    books = library(get_language())
    found = next((each for each in books.topics.topics if each.id == slug), None)
    if found is None:
        raise Http404
    context = {
        "topic": found,
        "articles": [books.articles[each] for each in books.slugs_on(slug)],
        "steps": [each for each in small_steps(get_language()).steps.values() if slug in each.about.topics],
        "claims": [each for each in claims(get_language()).about.claims if slug in each.topics],
        "others": [each for each in books.topics.topics if each.shelf == found.shelf and each != found],
    }
    return render(request, "pages/topic.html", context)
