"""What tests of FHIR share: a form with every answer, the response to a form, and ways to look into a resource."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings

from selfcheck.fhir import Resource
from selfcheck.fhir_response import response
from selfcheck.library import self_check
from selfcheck.questionnaire import Questionnaire, read_answers
from selfcheck.take_along import TakeAlong, read_choices, take_along

ENGLISH = self_check("en").questionnaire
EVERYTHING = {
    **{item.id: ["3"] for item in ENGLISH.items},
    **{question.id: [option.code for option in question.options] for question in ENGLISH.context if question.several},
    **{question.id: [question.options[-1].code] for question in ENGLISH.context if not question.several},
    **{f"agree_{scale.id}": ["partly"] for scale in ENGLISH.scales},
    **{f"words_{scale.id}": ["It comes and goes."] for scale in ENGLISH.scales},
    **{name: ["1"] for name in ("include_saf", "include_unr", "include_v6")},
    "include_evt": [option.code for option in ENGLISH.question("evt").options],
    "wish": [option.code for option in ENGLISH.wishes.options],
}


def taken_from(sent: dict[str, list[str]], questionnaire: Questionnaire = ENGLISH) -> TakeAlong:
    return take_along(questionnaire, read_answers(questionnaire, sent), read_choices(questionnaire, sent))


def respond(taken: TakeAlong, questionnaire: Questionnaire = ENGLISH, language: str = "en") -> Resource:
    return response(questionnaire, taken, site=settings.SITE_URL, authored="2025-11-24", language=language)


def items_of(resource: Resource, place: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Resource]]:
    """Every item, however deep, with the linkIds that lead to it."""
    for item in resource.get("item", []):
        here = (*place, item["linkId"])
        yield here, item
        yield from items_of(item, here)


def by_link_id(resource: Resource) -> dict[str, Resource]:
    return {place[-1]: item for place, item in items_of(resource)}


def codes_of(resource: Resource, link_id: str) -> list[str]:
    return [each["valueCoding"]["code"] for each in by_link_id(resource)[link_id]["answer"]]


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a resource, keys too."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from texts_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each)
    elif isinstance(value, str):
        yield value
