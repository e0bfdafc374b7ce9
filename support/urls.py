"""Addresses of Find help."""

from django.urls import path, reverse

from . import views
from .directory import directory

app_name = "support"
urlpatterns = [
    path("", views.index, name="index"),
    path("young-people/", views.young_people, name="young-people"),
    path("someone-else/", views.someone_else, name="someone-else"),
    path("kept/", views.kept, name="kept"),
    path("<slug:code>/", views.country, name="country"),
]


def addresses() -> list[str]:
    """Every public page of this part."""
    countries = [reverse("support:country", args=[country.slug]) for country in directory().countries.values()]
    return [reverse(f"support:{name}") for name in ("index", "young-people", "someone-else", "kept")] + countries


def files() -> list[str]:
    """Every file of this part that programs ask for."""
    return [reverse("offline")]
