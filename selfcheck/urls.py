"""Addresses of the self-check."""

from django.urls import path, reverse

from support.directory import directory

from . import views

app_name = "selfcheck"
urlpatterns = [
    path("", views.self_check, name="self-check"),
    path("lines/<slug:code>/", views.lines, name="lines"),
]


def addresses() -> list[str]:
    """Every public page of this part."""
    lines = [reverse("selfcheck:lines", args=[country.slug]) for country in directory().countries.values()]
    return [reverse("selfcheck:self-check"), *lines]
