"""The questionnaire as a FHIR R4 Questionnaire. Its weights and expressions give the bands; nothing else does."""

from collections.abc import Iterator

from .fhir import FREQUENCY, Publication, Resource, questionnaire_url, system_url
from .questionnaire import ContextQuestion, Scale
from .scoring import MANY_FROM, MIN_ANSWERED, SOME_FROM, Band
from .take_along import LONGEST_LINE

ITEM_WEIGHT = "http://hl7.org/fhir/StructureDefinition/itemWeight"
VARIABLE = "http://hl7.org/fhir/StructureDefinition/variable"


def questionnaire_resource(publication: Publication) -> Resource:
    """The published Questionnaire. Experimental and a draft for as long as it is not validated."""
    return {
        "resourceType": "Questionnaire",
        "id": "self-check",
        "language": publication.language,
        "url": questionnaire_url(publication.site),
        "version": publication.questionnaire.version,
        "name": "ThawSelfCheck",
        **publication.element("title", "title"),
        "status": "draft",
        "experimental": True,
        "publisher": publication.publisher,
        **publication.element("description", "description"),
        **publication.element("purpose", "purpose"),
        **publication.element("copyright", "copyright"),
        "item": [*_groups(publication), *_questions(publication)],
    }


def _groups(publication: Publication) -> Iterator[Resource]:
    for scale in publication.questionnaire.scales:
        yield {
            "extension": _variables(scale),
            "linkId": scale.id,
            **publication.element("text", scale.id),
            "type": "group",
            "item": list(_inside(publication, scale)),
        }


def _inside(publication: Publication, scale: Scale) -> Iterator[Resource]:
    yield _item(publication, f"stem_{scale.id}", "display", "stem")
    options = _frequencies(publication)
    for item in scale.items:
        yield _item(publication, item.id, "choice") | {"answerOption": options}
    yield _choice(publication, publication.questionnaire.agreement, f"agree_{scale.id}")
    yield _item(publication, f"words_{scale.id}", "string", "own_words") | {"maxLength": LONGEST_LINE}


def _questions(publication: Publication) -> Iterator[Resource]:
    for question in (*publication.questionnaire.context, publication.questionnaire.wishes):
        if question.lead:
            yield _item(publication, f"{question.id}_lead", "display")
        yield _choice(publication, question, question.id)


def _item(publication: Publication, link_id: str, kind: str, key: str = "") -> Resource:
    return {"linkId": link_id, **publication.element("text", key or link_id), "type": kind}


def _choice(publication: Publication, question: ContextQuestion, link_id: str) -> Resource:
    item = _item(publication, link_id, "choice", question.id)
    if question.several:
        item["repeats"] = True
    return item | {"answerOption": [_option(publication, question.id, option.code) for option in question.options]}


def _frequencies(publication: Publication) -> list[Resource]:
    """The labels that count. A skipped item is absent from a response: a code without a weight cannot be summed."""
    return [
        {"extension": [{"url": ITEM_WEIGHT, "valueDecimal": response.value}]}
        | _option(publication, FREQUENCY, response.code)
        for response in publication.questionnaire.responses
        if response.value is not None
    ]


def _option(publication: Publication, system: str, code: str) -> Resource:
    display = publication.element("display", f"{system}/{code}")
    return {"valueCoding": {"system": system_url(publication.site, system), "code": code, **display}}


def _variables(scale: Scale) -> list[Resource]:
    """How many items were answered, what their weights come to, and the band; as scoring.py has it.

    R4 allows no underscore in a name.
    """
    n, s = f"{scale.id}N", f"{scale.id}S"
    ids = "|".join(item.id for item in scale.items)
    answers = f"%resource.item.where(linkId='{scale.id}').item.where(linkId.matches('^({ids})$')).answer"
    enough = (
        f"iif(2*%{s} < {SOME_FROM}*%{n}, '{Band.FEW}', iif(2*%{s} < {MANY_FROM}*%{n}, '{Band.SOME}', '{Band.MANY}'))"
    )
    return [
        _variable(n, f"{answers}.count()"),
        _variable(s, f"{answers}.weight().sum()"),
        _variable(f"{scale.id}Band", f"iif(%{n} < {MIN_ANSWERED}, '{Band.NOT_ENOUGH}', {enough})"),
    ]


def _variable(name: str, expression: str) -> Resource:
    return {"url": VARIABLE, "valueExpression": {"name": name, "language": "text/fhirpath", "expression": expression}}
