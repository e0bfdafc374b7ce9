"""FHIR: others can read what we publish, and its expressions give the bands of the site."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.conf import settings
from django.test import Client
from fhir.resources.R4B.codesystem import CodeSystem
from fhir.resources.R4B.questionnaire import Questionnaire as FhirQuestionnaire

from contentfiles import ContentError
from selfcheck import library
from selfcheck.checks import check_self_check
from selfcheck.fhir import Publication, Resource
from selfcheck.fhir_code_systems import code_systems
from selfcheck.fhir_questionnaire import questionnaire_resource
from selfcheck.library import publication
from selfcheck.questionnaire import Answers, read_answers
from selfcheck.take_along import Choices, take_along

from ..pages import HOST
from .examples import EXAMPLES, as_form
from .fhir import ENGLISH, EVERYTHING, by_link_id, items_of, respond, taken_from, texts_in

ROUND_TRIP = 14 * 1024
SCRIPT = Path(__file__).parent / "fhirpath.mjs"


@pytest.fixture(scope="module")
def published() -> Publication:
    return publication()


@pytest.fixture(scope="module")
def form(published: Publication) -> Resource:
    return questionnaire_resource(published)


@pytest.fixture(scope="module")
def systems(published: Publication) -> dict[str, Resource]:
    return code_systems(published)


# What is published


def test_the_questionnaire_is_valid_fhir(form: Resource) -> None:
    assert json.loads(FhirQuestionnaire.model_validate(form).model_dump_json()) == form


def test_every_code_system_is_valid_fhir(systems: dict[str, Resource]) -> None:
    assert list(systems) == ["frequency5", "dur", "fun", "unr", "saf", "med", "evt", "sup", "agree", "wish"]
    for system in systems.values():
        assert json.loads(CodeSystem.model_validate(system).model_dump_json()) == system


def test_what_the_schema_cannot_say_of_items_holds(form: Resource) -> None:
    items = list(items_of(form))
    assert len({place[-1] for place, _ in items}) == len(items), "a linkId stands once"
    for _, item in items:
        assert (item["type"] == "group") == ("item" in item)
        assert (item["type"] == "choice") == ("answerOption" in item)
        assert ("maxLength" in item) == (item["type"] == "string")
    assert [item["linkId"] for item in items_without_display(form)] == [
        *("muted", "enjoy", "avoid", "dur", "fun", "unr", "saf", "med", "evt", "sup", "wish")
    ]


def items_without_display(form: Resource) -> list[Resource]:
    return [item for item in form["item"] if item["type"] != "display"]


def test_several_answers_are_allowed_where_several_may_be_chosen(form: Resource) -> None:
    assert [id for id, item in by_link_id(form).items() if item.get("repeats")] == ["med", "evt", "sup", "wish"]


def test_every_label_that_counts_has_its_weight_and_the_skip_label_is_no_option(form: Resource) -> None:
    for item in ENGLISH.items:
        options = by_link_id(form)[item.id]["answerOption"]
        weights = {each["valueCoding"]["code"]: each["extension"][0]["valueDecimal"] for each in options}
        assert weights == {"never": 0, "rarely": 1, "sometimes": 2, "often": 3, "almost-always": 4}
    assert "skip" not in set(texts_in(form))


def test_every_option_is_in_our_own_code_system_with_the_same_words(
    form: Resource, systems: dict[str, Resource]
) -> None:
    known = {
        (system["url"], concept["code"]): concept["display"]
        for system in systems.values()
        for concept in system["concept"]
    }
    offered = {
        (coding["system"], coding["code"]): coding["display"]
        for _, item in items_of(form)
        for coding in (option["valueCoding"] for option in item.get("answerOption", []))
    }
    assert offered == known


def test_it_says_that_it_is_a_draft_and_what_it_is_not_for(form: Resource, systems: dict[str, Resource]) -> None:
    for resource in (form, *systems.values()):
        assert (resource["status"], resource["experimental"]) == ("draft", True)
    for said in ("not meant to diagnose", "not been validated", "not for triage", "not for the record as a score"):
        assert said in form["purpose"]


def test_no_band_total_or_foreign_code_is_published(form: Resource, systems: dict[str, Resource]) -> None:
    everything = json.dumps([form, systems, respond(taken_from(EVERYTHING))]).lower()
    for never in ("loinc", "snomed", "observation", "total", "calculatedexpression", "http://terminology.hl7.org"):
        assert never not in everything
    for system in (text for text in texts_in([form, systems]) if "/CodeSystem/" in text):
        assert system.startswith(f"{settings.SITE_URL}/fhir/")


def test_every_text_of_a_form_is_there_in_spanish(form: Resource, systems: dict[str, Resource]) -> None:
    def check(holder: Resource, name: str) -> None:
        lang, content = holder[f"_{name}"]["extension"][0]["extension"]
        assert (lang["valueCode"], bool(content["valueString"])) == ("es", True)

    for name in ("title", "description", "purpose", "copyright"):
        check(form, name)
    for _, item in items_of(form):
        check(item, "text")
        for option in item.get("answerOption", []):
            check(option["valueCoding"], "display")
    for system in systems.values():
        check(system, "title")
        assert all(concept["designation"][0]["language"] == "es" for concept in system["concept"])


# The bands, computed by somebody else's program


def missing_engine() -> str:
    """What this machine lacks for fhirpath.js, if anything."""
    if not shutil.which("node"):
        return "Node"
    return "" if (settings.BASE_DIR / "node_modules/fhirpath").exists() else "fhirpath.js (npm ci brings it)"


def evaluated(form: Resource, responses: list[Resource]) -> dict[str, list[dict[str, Any]]]:
    """Every variable of the published questionnaire over each response, in the models R4 and R5."""
    if lack := missing_engine():
        if os.environ.get("CI") == "true":
            pytest.fail(f"the published expressions were not checked: {lack} is missing")
        pytest.skip(f"the published expressions are not checked here: {lack} is missing")
    given_in = json.dumps({"questionnaire": form, "responses": responses})
    done = subprocess.run(["node", str(SCRIPT)], input=given_in, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_the_published_expressions_give_the_band_of_every_worked_example(form: Resource) -> None:
    everything = Choices(include=frozenset({"V6"}))
    taken = [take_along(ENGLISH, read_answers(ENGLISH, as_form(each)), everything) for each in EXAMPLES]
    found = evaluated(form, [respond(each) for each in taken])
    compared = 0
    for model in ("R4", "R5"):
        for example, variables in zip(EXAMPLES, found[model], strict=True):
            for scale, band in example["expect"]["bands"].items():
                assert variables[f"{scale}Band"] == band, (model, example["id"], scale)
                compared += 1
    assert compared == len(EXAMPLES) * 3 * 2 == 354


def test_what_a_person_says_of_a_result_does_not_change_a_band(form: Resource) -> None:
    scores = {"M1": 0, "M2": 0, "M3": 0, "M4": 0}
    said = Choices(agree={"muted": "no"}, words=taken_from(EVERYTHING).choices.words)
    found = evaluated(form, [respond(take_along(ENGLISH, Answers(scores), said))])
    for variables in (found["R4"][0], found["R5"][0]):
        assert (variables["mutedN"], variables["mutedS"], variables["mutedBand"]) == (4, 0, "few")


# Addresses


@pytest.mark.parametrize("address", ["/fhir/Questionnaire/self-check", "/fhir/CodeSystem/frequency5"])
def test_a_resource_is_at_the_address_that_it_is_called_by(address: str) -> None:
    answer = Client(headers=HOST).get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/fhir+json"
    assert "X-Robots-Tag" not in answer.headers
    assert json.loads(answer.content)["url"] == settings.SITE_URL + address
    assert Client(headers=HOST).head(address).status_code == 200
    assert Client(headers=HOST).post(address, {}, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 405


def test_every_code_system_that_the_questionnaire_names_is_built(form: Resource) -> None:
    from config.addresses import built_addresses

    named = {text for text in texts_in(form) if "/fhir/CodeSystem/" in text}
    assert {settings.SITE_URL + address for address in built_addresses()} >= {form["url"], *named}


def test_the_questionnaire_with_all_its_languages_fits_into_one_round_trip() -> None:
    answer = Client(headers=HOST).get("/fhir/Questionnaire/self-check")
    assert len(brotli.compress(answer.content)) <= ROUND_TRIP


def test_an_unknown_code_system_is_not_found() -> None:
    assert Client(headers=HOST).get("/fhir/CodeSystem/bands").status_code == 404
    assert Client(headers=HOST).get("/fhir/Questionnaire/other").status_code == 404


# Other languages


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the questionnaires that a test may break."""
    for language in ("en", "es"):
        shutil.copytree(settings.CONTENT_DIR / language, tmp_path / "content" / language)
    monkeypatch.setattr(settings, "CONTENT_DIR", tmp_path / "content")
    for read in (library.translations, library.preface):
        read.cache_clear()
    yield tmp_path / "content"
    for read in (library.translations, library.preface):
        read.cache_clear()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('code = "often"', 'code = "a-menudo"', "the codes and values of responses must be as in 'en'"),
        ("value = 3\n", "", "the values of responses must count up from 0"),
        ('id = "M6"', 'id = "M7"', "the items of scale 'muted' must be as in 'en'"),
        ('code = "gt2m"', 'code = "mas2m"', "the codes of 'dur' must be as in 'en'"),
        ('version = "1.1"', 'version = "1.0"', "id and version must be as in 'en'"),
        ("several = true\n", "", "several and lead of 'med' must be as in 'en'"),
    ],
)
def test_a_translation_that_changes_more_than_words_is_refused(content: Path, old: str, new: str, said: str) -> None:
    path = content / "es/self-check.toml"
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(ContentError) as refused:
        publication()
    assert str(refused.value).startswith("content/es/self-check.toml: ")
    assert said in str(refused.value)
    assert {message.obj for message in check_self_check()} == {"content/es/self-check.toml"}


def test_a_questionnaire_without_its_preface_is_refused(content: Path) -> None:
    (content / "es/fhir.toml").unlink()
    with pytest.raises(ContentError, match=r"content/es/fhir\.toml: this file is missing"):
        publication()
