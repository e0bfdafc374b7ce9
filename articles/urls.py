"""Addresses of the reading part."""

from django.conf import settings
from django.urls import path, reverse

from . import views
from .library import library

app_name = "articles"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.article, name="article"),
]


def addresses() -> list[str]:
    """Every public page of this part."""
    slugs = library(settings.LANGUAGE_CODE).articles
    return [reverse("articles:index"), *(reverse("articles:article", args=[slug]) for slug in slugs)]
