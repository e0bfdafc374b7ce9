"""The list of articles, and one article."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from .library import library
from .structured import article_graph, index_graph


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every article, under its shelf."""
    context = {"shelves": library(get_language()).shelves(), "graph": index_graph()}
    return render(request, "articles/index.html", context)


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """One article."""
    books = library(get_language())
    if slug not in books.articles:
        raise Http404
    found = books.articles[slug]
    context = {"article": found, "related": books.related(found), "graph": article_graph(found, books)}
    return render(request, "articles/article.html", context)
