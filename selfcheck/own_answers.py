"""Every question with the answer that was given: the rows of all answers made once, those of one visitor chosen."""

from collections.abc import Iterable
from functools import lru_cache

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .forms import NEVER_SENT_BACK
from .library import SelfCheck, self_check
from .questionnaire import Answers


class OwnAnswers:
    """The rows for each question and each of its answers, as HTML."""

    def __init__(self, check: SelfCheck) -> None:
        asked = check.questionnaire
        labels = {response.value: response.label for response in asked.responses if response.value is not None}
        self.not_answered = _("not answered")
        self.items = [
            (item.id, _row(item.text, self.not_answered), {value: _row(item.text, labels[value]) for value in labels})
            for item in asked.items
        ]
        self.questions = [
            (question.id, escape(question.text), [(option.code, escape(option.label)) for option in question.options])
            for question in asked.context
            if question.id not in NEVER_SENT_BACK
        ]
        self.fields = {
            **{(item.id, str(value)): hidden(item.id, str(value)) for item in asked.items for value in labels},
            **{(id, code): hidden(id, code) for id, _text, options in self.questions for code, _label in options},
        }
        self.statements = {item.id: f"<li>{escape(item.text)}</li>" for item in asked.items}

    def strong(self, ids: Iterable[str]) -> SafeString:
        """The statements with these ids, as elements of a list."""
        return mark_safe("".join([self.statements[id] for id in ids]))  # noqa: S308 - escaped where they are made

    def of(self, answers: Answers) -> SafeString:
        """The rows of one visitor's answers."""
        rows = [given.get(answers.items.get(id, -1), blank) for id, blank, given in self.items]
        for id, text, options in self.questions:
            codes = answers.context.get(id, ())
            chosen = "; ".join([label for code, label in options if code in codes])
            rows.append(f"<div><dt>{text}</dt><dd>{chosen or self.not_answered}</dd></div>")
        return mark_safe("".join(rows))  # noqa: S308 - escaped where they are made

    def carried(self, answers: Answers) -> SafeString:
        """The hidden fields by which a result's buttons send the same answers again."""
        fields = [self.fields[id, str(value)] for id, value in answers.items.items()]
        for id, codes in answers.context.items():
            if id not in NEVER_SENT_BACK:
                fields += [self.fields[id, code] for code in sorted(codes)]
        return mark_safe("".join(fields))  # noqa: S308 - escaped where they are made


def hidden(name: str, value: str) -> SafeString:
    """A field that nobody sees."""
    return format_html('<input type="hidden" name="{}" value="{}">', name, value)


def _row(question: str, answer: str) -> str:
    return f"<div><dt>{escape(question)}</dt><dd>{escape(answer)}</dd></div>"


@lru_cache(maxsize=8)
def own_answers(language: str) -> OwnAnswers:
    """The rows of one language."""
    return OwnAnswers(self_check(language))
