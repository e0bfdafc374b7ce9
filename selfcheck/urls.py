"""Addresses of the self-check."""

from django.urls import path, reverse

from . import fhir_urls, take_along_views, views

app_name = "selfcheck"
urlpatterns = [
    path("", views.self_check, name="self-check"),
    path("every-result/", views.every_result, name="every-result"),
    path("lines/", views.lines, name="lines"),
    path("note/", take_along_views.note, name="note"),
    path("note.pdf", take_along_views.note_paper, name="note-pdf"),
    path("summary.pdf", take_along_views.summary_paper, name="summary-pdf"),
    path("response.json", take_along_views.response_file, name="response"),
    path("step.ics", take_along_views.calendar, name="step"),
]


def addresses() -> list[str]:
    """Every public page of this part."""
    return [reverse(f"selfcheck:{name}") for name in ("self-check", "every-result", "lines")]


def files() -> list[str]:
    """Every file of this part that programs ask for."""
    return fhir_urls.files()
