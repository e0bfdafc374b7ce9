"""Addresses of what clinics may use without an account. They are built once, like every public page."""

from django.urls import path, reverse

from . import for_clinics

app_name = "clinics"
urlpatterns = [
    path("", for_clinics.for_clinics, name="for-clinics"),
]


def addresses() -> list[str]:
    """Every public page of this part."""
    return [reverse("clinics:for-clinics")]


def files() -> list[str]:
    """Every file of this part that is built once."""
    return []
