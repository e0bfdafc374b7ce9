"""Addresses of the published FHIR resources; they are also what the resources are called."""

from django.urls import path, reverse

from . import fhir_views as views

app_name = "fhir"
urlpatterns = [
    path("Questionnaire/self-check", views.questionnaire, name="questionnaire"),
    path("CodeSystem/<slug:id>", views.code_system, name="code-system"),
]


def files() -> list[str]:
    """Every published resource."""
    systems = [reverse("fhir:code-system", args=[id]) for id in views.code_system_ids()]
    return [reverse("fhir:questionnaire"), *systems]
