"""The published FHIR resources: the questionnaire, and the code systems of its answers."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from .fhir import Resource
from .fhir_code_systems import code_systems
from .fhir_questionnaire import questionnaire_resource
from .library import publication


@require_safe
def questionnaire(request: HttpRequest) -> HttpResponse:
    """The self-check as a Questionnaire."""
    return _as_json(questionnaire_resource(publication()))


@require_safe
def code_system(request: HttpRequest, id: str) -> HttpResponse:
    """One of its code systems."""
    systems = code_systems(publication())
    if id not in systems:
        raise Http404
    return _as_json(systems[id])


def code_system_ids() -> list[str]:
    """The id of every code system."""
    return list(code_systems(publication()))


def _as_json(resource: Resource) -> HttpResponse:
    """Indented, since people read it too; compressed, that costs next to nothing."""
    return HttpResponse(json.dumps(resource, ensure_ascii=False, indent=1), content_type="application/fhir+json")
