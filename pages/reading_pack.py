"""The reading pack: several articles of one's choice as one document to print. What was chosen is kept nowhere."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from articles.library import library


@require_http_methods(["GET", "HEAD", "POST"])
def reading_pack(request: HttpRequest) -> HttpResponse:
    """Choose articles; once they are sent, all of them one after the other."""
    books = library(get_language())
    chosen = set(request.POST.getlist("article")) if request.method == "POST" else set()
    articles = [article for slug, article in books.articles.items() if slug in chosen]
    if request.method != "POST":
        return render(request, "pages/reading_pack.html", {"shelves": books.shelves()})
    context = {"shelves": books.shelves(), "articles": articles, "nothing": not articles, "noindex": True}
    response = render(request, "pages/reading_pack.html", context)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
