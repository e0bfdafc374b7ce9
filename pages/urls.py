"""Addresses of the site's own pages."""

from django.urls import path, reverse

from . import views

app_name = "pages"
SLUGS = ("about", "privacy", "accessibility", "how-we-write", "for-clinics")
urlpatterns = [
    path("", views.home, name="home"),
    path("sources/", views.sources, name="sources"),
    *(path(f"{slug}/", views.page, {"slug": slug}, name=slug) for slug in SLUGS),
]


def addresses() -> list[str]:
    """Every public page of this part."""
    return [reverse(f"pages:{name}") for name in ("home", "sources", *SLUGS)]
