"""FHIR: what a person takes along can be read by others, and says no more than was chosen."""

import json

import pytest
from django.conf import settings as site
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse
from hypothesis import given, settings
from hypothesis import strategies as st

from selfcheck.fhir import Resource
from selfcheck.fhir_questionnaire import questionnaire_resource
from selfcheck.library import publication, translations
from selfcheck.questionnaire import NONE, Answers
from selfcheck.take_along import EVENTS_OFFERED, Choices, take_along

from .examples import EXAMPLES, answers, as_form
from .fhir import ENGLISH, EVERYTHING, by_link_id, codes_of, items_of, respond, taken_from, texts_in


@pytest.fixture(scope="module")
def form() -> Resource:
    return questionnaire_resource(publication())


def assert_fits(form: Resource, taken: Resource) -> None:
    """Valid FHIR; every item stands where the questionnaire asks it, and every code is one of its options."""
    assert json.loads(QuestionnaireResponse.model_validate(taken).model_dump_json()) == taken
    asked = dict(items_of(form))
    for place, item in items_of(taken):
        assert item.get("item") or item.get("answer"), "nothing empty"
        options = [option["valueCoding"] for option in asked[place].get("answerOption", [])]
        offered = [(option["system"], option["code"]) for option in options]
        for answer in item.get("answer", []):
            if "valueCoding" in answer:
                assert (answer["valueCoding"]["system"], answer["valueCoding"]["code"]) in offered
        assert len(item.get("answer", [])) <= 1 or asked[place].get("repeats")


def test_a_full_response_is_valid_and_fits_the_questionnaire(form: Resource) -> None:
    taken = respond(taken_from(EVERYTHING))
    assert_fits(form, taken)
    displays = {id for id, item in by_link_id(form).items() if item["type"] == "display"}
    assert set(by_link_id(taken)) == set(by_link_id(form)) - displays
    assert taken["questionnaire"] == f"{form['url']}|{form['version']}"
    assert (taken["status"], taken["authored"], taken["language"]) == ("completed", "2025-11-24", "en")


def test_an_answer_says_its_label(form: Resource) -> None:
    item = by_link_id(respond(take_along(ENGLISH, answers({"M2": 3}), Choices())))["M2"]
    assert item["text"] == "When something sad happened, I felt numb."
    coding = {"system": f"{site.SITE_URL}/fhir/CodeSystem/frequency5", "code": "often", "display": "Often"}
    assert item["answer"] == [{"valueCoding": coding}]


def test_a_response_speaks_the_language_of_the_person(form: Resource) -> None:
    spanish = translations("en")["es"]
    taken = respond(taken_from(EVERYTHING, spanish), spanish, "es")
    assert_fits(form, taken)
    assert by_link_id(taken)["M1"]["answer"][0]["valueCoding"]["display"] == "A menudo"


def test_a_skipped_item_is_absent_and_so_is_a_group_without_answers() -> None:
    taken = respond(take_along(ENGLISH, answers({"M1": 4}, dur="gt2m"), Choices()))
    assert set(by_link_id(taken)) == {"muted", "M1", "dur"}


def test_a_response_without_any_answer_is_valid() -> None:
    taken = respond(take_along(ENGLISH, Answers(), Choices()))
    assert "item" not in taken
    QuestionnaireResponse.model_validate(taken)


def test_a_response_names_nobody_and_no_band_or_level() -> None:
    assert set(respond(taken_from(EVERYTHING))) == {
        *("resourceType", "language", "questionnaire", "status", "authored", "item")
    }
    for example in EXAMPLES:
        said = set(texts_in(respond(taken_from(as_form(example)))))
        assert not said & {"subject", "author", "source", "id", "few", "some", "many", "not-enough", "extension"}
        assert not said & {"read", "consider", "soon", "now", *example["expect"]["rules"]}


# Only what was chosen

FIELDS = [
    *(item.id for item in ENGLISH.items),
    *(question.id for question in ENGLISH.context),
    *(f"{name}_{scale.id}" for scale in ENGLISH.scales for name in ("agree", "words")),
    *("include_saf", "include_unr", "include_v6", "include_evt", "wish", "include_unsafe", "unsafe"),
]
VALUES = ["0", "1", "2", "3", "4", "h", "r", "unsafe", *EVENTS_OFFERED, NONE, "right", "no", "plan", "gt2m", "start"]
FORMS = st.dictionaries(
    st.sampled_from(FIELDS), st.lists(st.sampled_from(VALUES), min_size=1, max_size=4), max_size=len(FIELDS)
)
ALWAYS_HURT = {"evt": ["unsafe", "loss"], "saf": ["2"], "unr": ["2"], "V6": ["4"]}


@settings(deadline=None)
@given(sent=FORMS)
def test_what_needs_a_tick_is_only_there_with_it(sent: dict[str, list[str]]) -> None:
    sent = ALWAYS_HURT | sent
    taken = respond(taken_from(sent))
    there = by_link_id(taken)
    for id in ("saf", "unr", "V6"):
        assert id not in there or sent.get(f"include_{id.lower()}", []).count("1"), id
    events = codes_of(taken, "evt") if "evt" in there else []
    assert set(events) <= set(sent.get("include_evt", [])) & set(EVENTS_OFFERED)


@settings(deadline=None)
@given(sent=FORMS, extra=st.sampled_from(FIELDS))
def test_that_somebody_is_hurt_is_never_in_a_response(sent: dict[str, list[str]], extra: str) -> None:
    sent = {name: values for name, values in sent.items() if not name.startswith("words_")}
    sent = ALWAYS_HURT | sent | {"include_evt": ["unsafe", "loss"]}
    if not extra.startswith("words_"):  # what a person types is theirs
        sent[extra] = ["unsafe"]
    said = set(texts_in(respond(taken_from(sent))))
    assert not said & {"unsafe", "Someone is hurting, scaring or controlling me now"}


def test_what_was_ticked_is_there() -> None:
    sent = ALWAYS_HURT | {name: ["1"] for name in ("include_saf", "include_unr", "include_v6")}
    taken = respond(taken_from(sent | {"include_evt": ["loss", "unsafe"]}))
    assert (codes_of(taken, "saf"), codes_of(taken, "unr"), codes_of(taken, "evt")) == (["2"], ["2"], ["loss"])
    assert "V6" in by_link_id(taken)


@settings(deadline=None)
@given(typed=st.text(max_size=400))
def test_own_words_survive_in_any_script(typed: str) -> None:
    taken = taken_from({"words_muted": [typed]})
    back = json.loads(json.dumps(respond(taken), ensure_ascii=False).encode())
    own = taken.choices.words.get("muted")
    assert (own is None) == ("item" not in back)
    if own:
        assert by_link_id(back)["words_muted"]["answer"] == [{"valueString": own.text}]
        QuestionnaireResponse.model_validate(back)


@pytest.mark.parametrize(
    "words", ["لا أشعر بشيء", "何も感じない", "Ничего не чувствую", "कुछ महसूस नहीं होता", "😶‍🌫️ a “fog”"]
)
def test_own_words_are_as_they_were_typed(words: str) -> None:
    item = by_link_id(respond(taken_from({"words_muted": [words]})))["words_muted"]
    assert item["answer"] == [{"valueString": words}]
