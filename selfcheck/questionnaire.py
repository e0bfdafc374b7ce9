"""What is asked, and what a visitor answered. Standard library only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

NONE = "none"  # the option that says "none of these", in every question that takes several answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One label to answer an item with; `value` is 0 to 4, or None for "rather not say"."""

    code: str
    label: str
    value: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One statement to answer."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """An area: its items, its neutral title in the form, and our words for each of its bands."""

    id: str
    part_title: str
    name: str
    items: tuple[Item, ...]
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One possible answer to a context question."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextQuestion:
    """Asked, not scored; can change the help level. `several`: more than one answer may be chosen."""

    id: str
    text: str
    options: tuple[Option, ...]
    several: bool = False
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextPart:
    """Context questions that stand together in one step."""

    title: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """The items and context questions of one version, in the order they are asked.

    `agreement` is asked once for each area after the result, with one line of `own_words`;
    `wishes` is what the person would like from a visit. None of the three changes anything.
    """

    id: str
    version: str
    stem: str
    responses: tuple[Response, ...]
    scales: tuple[Scale, ...]
    context: tuple[ContextQuestion, ...]
    context_parts: tuple[ContextPart, ...]
    agreement: ContextQuestion
    own_words: str
    wishes: ContextQuestion

    def __post_init__(self) -> None:
        ids = [item.id for item in self.items] + [question.id for question in self.context]
        problems = [f"id '{each}' is used twice" for each in sorted({i for i in ids if ids.count(i) > 1})]
        problems += [
            f"context question '{question.id}' has two options with one code"
            for question in self.context
            if len({option.code for option in question.options}) < len(question.options)
        ]
        placed = [id for part in self.context_parts for id in part.questions]
        if sorted(placed) != sorted(question.id for question in self.context):
            problems.append("context_parts must place every context question once")
        values = [response.value for response in self.responses if response.value is not None]
        if values != list(range(len(values))):
            problems.append("the values of responses must count up from 0")
        if problems:
            raise ValueError("\n".join(problems))

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item of every scale."""
        return tuple(item for scale in self.scales for item in scale.items)

    def question(self, id: str) -> ContextQuestion:
        """The context question of that id."""
        return next(question for question in self.context if question.id == id)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a visitor answered: item id to value, context question id to chosen codes. Skipped: absent."""

    items: Mapping[str, int] = field(default_factory=dict)
    context: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def chose(self, question: str, *codes: str) -> bool:
        """Whether any of these options was chosen."""
        return not self.context.get(question, frozenset()).isdisjoint(codes)


def read_answers(questionnaire: Questionnaire, sent: Mapping[str, Sequence[str]]) -> Answers:
    """Read a sent form. Whatever is not one of our fields and values counts as skipped.

    Two different answers to a question that takes one are no answer; "none of these" next to
    another option is ignored.
    """
    allowed = {
        str(response.value): response.value for response in questionnaire.responses if response.value is not None
    }
    items = {}
    for item in questionnaire.items:
        values = {allowed[value] for value in sent.get(item.id, ()) if value in allowed}
        if len(values) == 1:
            items[item.id] = values.pop()
    context = {}
    for question in questionnaire.context:
        if question.id not in sent:
            continue
        codes = {option.code for option in question.options} & set(sent[question.id])
        if question.several and len(codes) > 1:
            codes.discard(NONE)
        if codes and (question.several or len(codes) == 1):
            context[question.id] = frozenset(codes)
    return Answers(items, context)
