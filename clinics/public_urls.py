"""Addresses of what clinics may use without an account. They are built once, like every public page."""

from django.urls import path, reverse

from . import for_clinics, kit_views, one_page
from .kit import KINDS

app_name = "clinics"
urlpatterns = [
    path("", for_clinics.for_clinics, name="for-clinics"),
    path("for-clinics.pdf", one_page.one_page, name="one-page"),
    path("kit/", kit_views.kit, name="kit"),
    path("kit/code.svg", kit_views.code_file, name="kit-code"),
    *(path(f"kit/{kind}/", kit_views.paper, {"kind": kind}, name=f"kit-{kind}-page") for kind in KINDS),
    *(path(f"kit/{kind}.pdf", kit_views.paper_file, {"kind": kind}, name=f"kit-{kind}-pdf") for kind in KINDS),
]


def addresses() -> list[str]:
    """Every public page of this part."""
    papers = [reverse(f"clinics:kit-{kind}-page") for kind in KINDS]
    return [reverse("clinics:for-clinics"), reverse("clinics:kit"), *papers]


def files() -> list[str]:
    """Every file of this part that is built once."""
    papers = [reverse(f"clinics:kit-{kind}-pdf") for kind in KINDS]
    return [reverse("clinics:one-page"), reverse("clinics:kit-code"), *papers]
