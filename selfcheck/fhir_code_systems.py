"""The labels of the self-check as FHIR R4 CodeSystems of our own: no other system's codes mean the same."""

from .fhir import FREQUENCY, Publication, Resource, choices, system_url


def code_systems(publication: Publication) -> dict[str, Resource]:
    """Every code system, by its id."""
    asked = publication.questionnaire
    labels = [response.code for response in asked.responses if response.value is not None]
    systems = {FREQUENCY: _code_system(publication, FREQUENCY, "stem", labels)}
    for question in choices(asked):
        codes = [option.code for option in question.options]
        systems[question.id] = _code_system(publication, question.id, question.id, codes)
    return systems


def _code_system(publication: Publication, id: str, title: str, codes: list[str]) -> Resource:
    return {
        "resourceType": "CodeSystem",
        "id": id,
        "language": publication.language,
        "url": system_url(publication.site, id),
        "version": publication.questionnaire.version,
        "name": f"ThawSelfCheck{id.capitalize()}",
        **publication.element("title", title),
        "status": "draft",
        "experimental": True,
        "publisher": publication.publisher,
        **publication.element("copyright", "copyright"),
        "caseSensitive": True,
        "content": "complete",
        "count": len(codes),
        "concept": [_concept(publication, f"{id}/{code}", code) for code in codes],
    }


def _concept(publication: Publication, key: str, code: str) -> Resource:
    concept: Resource = {"code": code, "display": publication.texts[publication.language][key]}
    designations = [{"language": language, "value": text} for language, text in publication.others(key)]
    return concept | ({"designation": designations} if designations else {})
