"""The kit of a clinic with an account: the same papers, whose codes lead to the clinic's own address."""

import logging

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from web.pdf import CannotSetError
from web.qr import qr_svg

from .access import Here, for_members
from .directory import local_help
from .kit import KINDS, Sender, fill, wordings
from .kit_papers import needs_boxes, paper_pdf
from .library import kit_words
from .models import Clinic

logger = logging.getLogger(__name__)


@require_safe
@for_members
def kit(request: HttpRequest, here: Here) -> HttpResponse:
    """The papers as PDF, words to paste, and the code by itself."""
    words, sender = kit_words(get_language()), sender_of(here.clinic)
    papers = [(kind, getattr(words, kind)) for kind in KINDS]
    context = {
        "here": here,
        "sender": sender,
        "say": words.page,
        "papers": papers,
        "paste": wordings(words, sender),
        "code": qr_svg(sender.address, fill(words.shared.code_says, sender)),
        "boxes": needs_boxes(sender),
    }
    return render(request, "clinics/staff/kit.html", context)


@require_safe
@for_members
def paper_file(request: HttpRequest, here: Here, kind: str) -> HttpResponse:
    """One paper as PDF."""
    known = next((each for each in KINDS if each == kind), None)
    if known is None:
        raise Http404
    try:
        made = paper_pdf(known, sender_of(here.clinic))
    except CannotSetError:
        logger.error("A paper of a clinic's kit could not be set")
        messages.error(request, _("We could not make this PDF. The general kit has the same paper as a page to print."))
        return redirect("staff:kit", here.clinic.code)
    name = f"{here.clinic.code}-{known}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def sender_of(clinic: Clinic) -> Sender:
    """A clinic as its papers name it: with the phone of its local help, and its own address."""
    phone = local_help(clinic).phone
    address = settings.SITE_URL + reverse("door", args=[clinic.code])
    return Sender(name=clinic.name, phone=phone.phone if phone else "", address=address)
