"""For clinics: the page that tells a practice what this site is, and how to hand it over."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from .library import texts


@require_safe
def for_clinics(request: HttpRequest) -> HttpResponse:
    """The page."""
    return render(request, "clinics/for_clinics.html", {"page": texts(get_language())["for-clinics"]})
