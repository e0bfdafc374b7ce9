"""Addresses of the site's own pages."""

from django.conf import settings
from django.urls import path, reverse

from articles.library import library
from articles.small_steps import small_steps as all_small_steps

from . import reading_pack, search, small_steps, topics, views

app_name = "pages"
SLUGS = ("about", "privacy", "accessibility", "how-we-write")
urlpatterns = [
    path("", views.home, name="home"),
    path("sources/", views.sources, name="sources"),
    path("claims/", views.claims, name="claims"),
    path("reading-pack/", reading_pack.reading_pack, name="reading-pack"),
    path("reading-pack.pdf", reading_pack.reading_pack_pdf, name="reading-pack-pdf"),
    path("search/", search.search, name="search"),
    path("topics/", topics.index, name="topics"),
    path("topics/<slug:slug>/", topics.topic, name="topic"),
    path("small-steps/", small_steps.index, name="small-steps"),
    path("small-steps/<slug:slug>/", small_steps.small_step, name="small-step"),
    *(path(f"{slug}/", views.page, {"slug": slug}, name=slug) for slug in SLUGS),
]


def addresses() -> list[str]:
    """Every public page of this part. Search is none: its answer depends on what was asked."""
    topic_ids = [topic.id for topic in library(settings.LANGUAGE_CODE).topics.topics]
    steps = all_small_steps(settings.LANGUAGE_CODE).steps
    return [
        *(
            reverse(f"pages:{name}")
            for name in ("home", "sources", "claims", *SLUGS, "small-steps", "topics", "reading-pack")
        ),
        *(reverse("pages:small-step", args=[slug]) for slug in steps),
        *(reverse("pages:topic", args=[id]) for id in topic_ids),
    ]
