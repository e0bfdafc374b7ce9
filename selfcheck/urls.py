"""Addresses of the self-check."""

from django.urls import path, reverse

from . import views

app_name = "selfcheck"
urlpatterns = [
    path("", views.self_check, name="self-check"),
    path("lines/", views.lines, name="lines"),
]


def addresses() -> list[str]:
    """Every public page of this part."""
    return [reverse("selfcheck:self-check"), reverse("selfcheck:lines")]
