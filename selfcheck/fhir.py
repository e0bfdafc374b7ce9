"""What every FHIR resource of the self-check is made from: addresses, and texts in every language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .questionnaire import ContextQuestion, Questionnaire

Resource = dict[str, Any]  # a FHIR resource, or a part of one, as it stands in JSON

TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
FREQUENCY = "frequency5"  # the code system of the labels that items are answered with


@dataclass(frozen=True, slots=True, kw_only=True)
class Preface:
    """What the published questionnaire says of itself."""

    title: str
    description: str
    purpose: str
    copyright: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """All that is published: the questionnaire in its main language, and every text in each language.

    `texts` is by language and then by key: a field of the preface, an id, or `<question>/<code>` for an option.
    """

    site: str
    publisher: str
    language: str
    questionnaire: Questionnaire
    texts: Mapping[str, Mapping[str, str]]

    def element(self, name: str, key: str) -> Resource:
        """The element `name` in the main language, and beside it, in `_name`, its translations."""
        extensions = [
            {
                "url": TRANSLATION,
                "extension": [{"url": "lang", "valueCode": language}, {"url": "content", "valueString": text}],
            }
            for language, text in self.others(key)
        ]
        said: Resource = {name: self.texts[self.language][key]}
        return said | ({f"_{name}": {"extension": extensions}} if extensions else {})

    def others(self, key: str) -> Iterator[tuple[str, str]]:
        """Each language but the main one, with its text."""
        return ((language, texts[key]) for language, texts in self.texts.items() if language != self.language)


def questionnaire_url(site: str) -> str:
    """What the questionnaire is called everywhere, and where it can be read."""
    return f"{site}/fhir/Questionnaire/self-check"


def system_url(site: str, id: str) -> str:
    """What a code system is called everywhere, and where it can be read."""
    return f"{site}/fhir/CodeSystem/{id}"


def choices(questionnaire: Questionnaire) -> tuple[ContextQuestion, ...]:
    """Every question that is answered with codes of its own; the last two are asked after the result."""
    return (*questionnaire.context, questionnaire.agreement, questionnaire.wishes)


def texts_of(questionnaire: Questionnaire, preface: Preface) -> dict[str, str]:
    """Every text that is published, by its key."""
    texts = {name: getattr(preface, name) for name in ("title", "description", "purpose", "copyright")}
    texts |= {"stem": questionnaire.stem, "own_words": questionnaire.own_words}
    texts |= {scale.id: scale.name for scale in questionnaire.scales}
    texts |= {item.id: item.text for item in questionnaire.items}
    texts |= {f"{FREQUENCY}/{response.code}": response.label for response in questionnaire.responses}
    for question in choices(questionnaire):
        texts |= {question.id: question.text, f"{question.id}_lead": question.lead}
        texts |= {f"{question.id}/{option.code}": option.label for option in question.options}
    return texts
