"""What a person takes along as a FHIR R4 QuestionnaireResponse: their answers, and nothing that we made of them."""

from collections.abc import Collection, Iterator

from .fhir import FREQUENCY, Resource, questionnaire_url, system_url
from .questionnaire import ContextQuestion, Questionnaire, Scale
from .take_along import TakeAlong


def response(questionnaire: Questionnaire, taken: TakeAlong, *, site: str, authored: str, language: str) -> Resource:
    """The response. It names nobody, and no band or level; what was skipped or not shared is absent.

    `questionnaire` is in the language given; `authored` is a date or a date with time as FHIR writes them.
    """
    items = [*_groups(questionnaire, taken, site), *_questions(questionnaire, taken, site)]
    return {
        "resourceType": "QuestionnaireResponse",
        "language": language,
        "questionnaire": f"{questionnaire_url(site)}|{questionnaire.version}",
        "status": "completed",
        "authored": authored,
        **({"item": items} if items else {}),  # FHIR knows no empty list
    }


def _groups(questionnaire: Questionnaire, taken: TakeAlong, site: str) -> Iterator[Resource]:
    for scale in questionnaire.scales:
        items = [*_statements(questionnaire, scale, taken, site), *_afterwards(questionnaire, scale, taken, site)]
        if items:
            yield {"linkId": scale.id, "text": scale.name, "item": items}


def _statements(questionnaire: Questionnaire, scale: Scale, taken: TakeAlong, site: str) -> Iterator[Resource]:
    labels = {each.value: each for each in questionnaire.responses if each.value is not None}
    for item in scale.items:
        if item.id in taken.answers.items:
            label = labels[taken.answers.items[item.id]]
            yield _answered(item.id, item.text, [_coding(site, FREQUENCY, label.code, label.label)])


def _afterwards(questionnaire: Questionnaire, scale: Scale, taken: TakeAlong, site: str) -> Iterator[Resource]:
    """Whether the result sounded right to the person, and their own words."""
    if agree := taken.choices.agree.get(scale.id):
        yield from _chosen(questionnaire.agreement, {agree}, site, f"agree_{scale.id}")
    if own := taken.choices.words.get(scale.id):
        yield _answered(f"words_{scale.id}", questionnaire.own_words, [{"valueString": own.text}])


def _questions(questionnaire: Questionnaire, taken: TakeAlong, site: str) -> Iterator[Resource]:
    for question in questionnaire.context:
        yield from _chosen(question, taken.answers.context.get(question.id, ()), site, question.id)
    yield from _chosen(questionnaire.wishes, taken.choices.wishes, site, questionnaire.wishes.id)


def _chosen(question: ContextQuestion, codes: Collection[str], site: str, link_id: str) -> Iterator[Resource]:
    """The question with the options chosen, in the order in which they were offered."""
    chosen = [option for option in question.options if option.code in codes]
    if chosen:
        codings = [_coding(site, question.id, option.code, option.label) for option in chosen]
        yield _answered(link_id, question.text, codings)


def _answered(link_id: str, text: str, answers: list[Resource]) -> Resource:
    return {"linkId": link_id, "text": text, "answer": answers}


def _coding(site: str, system: str, code: str, display: str) -> Resource:
    return {"valueCoding": {"system": system_url(site, system), "code": code, "display": display}}
