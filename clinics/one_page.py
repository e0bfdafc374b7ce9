"""The page for clinics as one sheet of paper, for a practice meeting."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.dateformat import format as date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from web.nodes import nodes
from web.pdf import typeset
from web.qr import qr_file
from web.texts import Page

from .library import texts


@require_safe
def one_page(_request: HttpRequest) -> HttpResponse:
    """The PDF. It is built once and shown by the browser; it holds nothing but our own text."""
    pdf = typeset("one-page", _paper(texts(get_language())["for-clinics"]))
    return HttpResponse(pdf, content_type="application/pdf")


def _paper(page: Page) -> dict[str, Any]:
    about = page.about
    written, due = (date_format(day, "j F Y") for day in (about.written_on, about.review_due))
    address = settings.SITE_URL + reverse("clinics:for-clinics")
    return {
        "title": f"{settings.SITE_NAME}: {about.title}",
        "lang": get_language() or "en",
        "foot": _("Written {day}.").format(day=written),
        "boxes_note": "",
        "lead": about.lead,
        "body": nodes(page.prose.html),
        "sources_title": _("Sources"),
        "sources": nodes(page.prose.sources_html),
        "code": qr_file(address),
        "code_says": _("Code that leads to this page"),
        "from": _("From {address}. A printed page grows old: look there after {due}, or scan the code.").format(
            address=address, due=due
        ),
    }
