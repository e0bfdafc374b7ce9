"""The worked examples: answers with the result that is expected."""

import json
from pathlib import Path
from typing import Any

from selfcheck.questionnaire import Answers
from support.contacts import contacts
from support.directory import directory

EXAMPLES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "worked_examples/v1.1.json").read_text())


def as_form(example: dict[str, Any]) -> dict[str, list[str]]:
    """The example as a browser would send it."""
    fields = {item: [str(value)] for item, value in example["answers"].items()}
    for question, chosen in example["context"].items():
        fields[question] = chosen if isinstance(chosen, list) else [chosen]
    return fields


def answers(items: dict[str, int] | None = None, **context: str | tuple[str, ...]) -> Answers:
    """Answers written short: answers({"M1": 4}, saf="3", evt=("loss", "baby"))."""
    chosen = {id: frozenset({codes} if isinstance(codes, str) else codes) for id, codes in context.items()}
    return Answers(items or {}, chosen)


def numbers_of(code: str) -> set[str]:
    """Every number that texts may name for a country."""
    found = contacts(directory().countries[code])
    lines = (found.emergency, found.crisis_line, found.crisis_text, found.urgent_line, found.abuse_line)
    dialled = {number for line in lines if line for number in line.dial}
    texts = {line.sms.to for line in lines if line and line.sms}
    return dialled | texts | {number for other in found.emergency.alternates for number in other.dial}
