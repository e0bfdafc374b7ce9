"""The reading pack: several articles of one's choice as one document to print. What was chosen is kept nowhere."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateformat import format as date_format
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from articles.library import Article, library
from articles.templatetags.articles import page_address
from web.kept_nowhere import kept_nowhere
from web.nodes import nodes
from web.pdf import typeset
from web.qr import qr_file

MOST = 8  # more than anyone carries, and a paper that is set while others wait


@require_http_methods(["GET", "HEAD", "POST"])
def reading_pack(request: HttpRequest) -> HttpResponse:
    """Choose articles; once they are sent, all of them one after the other."""
    if request.method != "POST":
        return render(request, "pages/reading_pack.html", {"shelves": library(get_language()).shelves()})
    return kept_nowhere(_page(request, _chosen(request)))


@require_POST
def reading_pack_pdf(request: HttpRequest) -> HttpResponse:
    """The same as PDF."""
    articles = _chosen(request)
    if not articles:
        return kept_nowhere(_page(request, articles))
    pdf = typeset("pack", _paper(articles))
    headers = {"Content-Disposition": 'attachment; filename="reading-pack.pdf"'}
    return kept_nowhere(HttpResponse(pdf, content_type="application/pdf", headers=headers))


def _chosen(request: HttpRequest) -> list[Article]:
    slugs = set(request.POST.getlist("article"))
    return [article for slug, article in library(get_language()).articles.items() if slug in slugs][:MOST]


def _page(request: HttpRequest, articles: list[Article]) -> HttpResponse:
    shelves = library(get_language()).shelves()
    left_out = len(set(request.POST.getlist("article"))) > MOST
    context = {"shelves": shelves, "articles": articles, "nothing": not articles, "left_out": left_out, "noindex": True}
    return render(request, "pages/reading_pack.html", context)


def _paper(articles: list[Article]) -> dict[str, Any]:
    return {
        "title": _("Reading pack"),
        "lang": get_language() or "en",
        "foot": date_format(localdate(), "j F Y"),
        "boxes_note": "",
        "articles": [_on_paper(article) for article in articles],
    }


def _on_paper(article: Article) -> dict[str, Any]:
    about = article.about
    written, due = date_format(about.written_on, "j F Y"), date_format(about.review_due, "j F Y")
    status = _("Written from published sources. Not yet reviewed by a clinician.")
    if about.reviewed_on:
        day = date_format(about.reviewed_on, "j F Y")
        status = _("Reviewed {day} by {who}.").format(day=day, who=about.reviewed_by)
    return {
        "title": about.title,
        "lead": about.short_answer,
        "facts": " ".join(
            [
                _("Written {day}.").format(day=written),
                status,
                _("This page gives information. It cannot tell you what you have."),
                _("In danger, call your emergency number now."),
            ]
        ),
        "in_short": list(about.in_short),
        "body": nodes(article.prose.html),
        "sources_title": _("Sources"),
        "sources": nodes(article.prose.sources_html),
        "code": qr_file(page_address(article)),
        "code_says": _("Code that leads to this page"),
        "from": _("From {address}. A printed page grows old: look there after {due}, or scan the code.").format(
            address=page_address(article), due=due
        ),
    }
