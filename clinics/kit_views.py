"""The kit: its page, and each paper as a page and as PDF. A clinic's name and phone are answered and kept nowhere."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from web.kept_nowhere import kept_nowhere
from web.pdf import CannotSetError
from web.qr import qr_file, qr_svg

from .kit import KINDS, Kind, Sender, fill, wordings
from .kit_form import SenderForm
from .kit_papers import needs_boxes, paper_data, paper_pdf
from .kit_words import KitWords
from .library import kit_words

logger = logging.getLogger(__name__)
Show = Callable[[HttpRequest, Kind, SenderForm], HttpResponse]


@require_http_methods(["GET", "HEAD", "POST"])
def kit(request: HttpRequest) -> HttpResponse:
    """The page of the kit; once name and phone are sent, with both of them on everything."""
    form = _form(request)
    page = _kit_page(request, form)
    return kept_nowhere(page) if form.is_bound else page


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, kind: Kind) -> HttpResponse:
    """One paper as a page to print."""
    return _answer(request, kind, _paper_page)


@require_http_methods(["GET", "HEAD", "POST"])
def paper_file(request: HttpRequest, kind: Kind) -> HttpResponse:
    """One paper as PDF."""
    return _answer(request, kind, _paper_file)


@require_safe
def code_file(request: HttpRequest) -> HttpResponse:
    """The code by itself, as a picture."""
    return HttpResponse(qr_file(Sender().address), content_type="image/svg+xml; charset=utf-8")


def _answer(request: HttpRequest, kind: Kind, show: Show) -> HttpResponse:
    """The general paper, which is built once; or the one of a clinic, or what is wrong with what it typed."""
    form = _form(request)
    if not form.is_bound:
        return show(request, kind, form)
    return kept_nowhere(show(request, kind, form) if form.is_valid() else _kit_page(request, form))


def _paper_page(request: HttpRequest, kind: Kind, form: SenderForm) -> HttpResponse:
    sender = form.sender()
    more = {"paper": paper_data(kind, sender), "code": _code(_words(), sender), "pdf": _address(kind, "pdf")}
    context = _common(form) | more
    return render(request, f"clinics/kit/{kind}.html", context)


def _paper_file(request: HttpRequest, kind: Kind, form: SenderForm) -> HttpResponse:
    try:
        made = paper_pdf(kind, form.sender())
    except CannotSetError:
        logger.error("A paper of the kit could not be set")  # whose it was is nobody's business
        form.add_error(None, _words().page.no_pdf)
        return _kit_page(request, form)
    response = HttpResponse(made, content_type="application/pdf")
    if form.is_bound:
        response.headers["Content-Disposition"] = f'attachment; filename="{kind}.pdf"'
    return response


def _kit_page(request: HttpRequest, form: SenderForm) -> HttpResponse:
    words, sender = _words(), form.sender()
    paste = wordings(words, sender)
    sentence = words.page.one_text if paste.text_length.parts == 1 else words.page.more_texts
    context = _common(form) | {
        "form": form,
        "papers": [_listed(kind, words, sender) for kind in KINDS],
        "paste": paste,
        "code": _code(words, sender),
        "code_lead": fill(words.page.code_lead, sender),
        "text_size": sentence.format(count=paste.text_length.count, parts=paste.text_length.parts),
    }
    bad = form.is_bound and not form.is_valid()
    return render(request, "clinics/kit/kit.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if bad else 200)


def _common(form: SenderForm) -> dict[str, Any]:
    """What each page of the kit knows."""
    sender = form.sender()
    return {
        "say": _words().page,
        "sender": sender,
        "sent": form.is_bound and form.is_valid(),
        "boxes": needs_boxes(sender),
        "noindex": form.is_bound,
    }


def _listed(kind: Kind, words: KitWords, sender: Sender) -> dict[str, str]:
    about = getattr(words, kind)
    texts = {name: fill(getattr(about, name), sender) for name in ("title", "size", "about")}
    return texts | {"kind": kind, "page": _address(kind, "page"), "pdf": _address(kind, "pdf")}


def _code(words: KitWords, sender: Sender) -> str:
    return qr_svg(sender.address, fill(words.shared.code_says, sender))


def _form(request: HttpRequest) -> SenderForm:
    return SenderForm(_words().page, request.POST if request.method == "POST" else None)


def _words() -> KitWords:
    return kit_words(get_language())


def _address(kind: Kind, what: str) -> str:
    return reverse(f"clinics:kit-{kind}-{what}")
