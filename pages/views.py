"""Home, the site's own pages, and the list of everything that articles cite."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles import library as articles
from web.texts import Citation

from .claims import claims as read_claims
from .library import library
from .structured import home_graph

# Home names what people ask; each question leads to the article that answers it.
QUESTIONS = (
    "why-cant-i-cry",
    "feeling-numb",
    "antidepressants-and-feeling-flat",
    "when-nothing-feels-good",
    "avoiding-feelings",
    "getting-help",
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front door."""
    books = articles.library(get_language()).articles
    asked = [books[slug] for slug in QUESTIONS]
    return render(request, "home.html", {"articles": asked, "graph": home_graph(asked)})


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One page about the site."""
    return render(request, "pages/page.html", {"page": library(get_language())[slug]})


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Every source that an article cites, with the articles that cite it."""
    cited: dict[str, tuple[Citation, list[articles.Article]]] = {}
    for article in articles.library(get_language()).articles.values():
        for citation in article.about.citations:
            cited.setdefault(citation.address, (citation, []))[1].append(article)
    rows = sorted(cited.values(), key=lambda row: row[0].text.lower())
    return render(request, "pages/sources.html", {"rows": rows})


@require_safe
def claims(request: HttpRequest) -> HttpResponse:
    """What people read elsewhere, claim by claim, with a verdict and its source."""
    return render(request, "pages/claims.html", {"page": read_claims(get_language())})
