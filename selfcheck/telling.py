"""Put conditions in words: the same objects that decide a result say here what they ask for."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe

from .conditions import Answered, Area, Areas, Both, Chose, Condition, Either
from .every_result_words import ConditionWords
from .questionnaire import Questionnaire
from .scoring import Band
from .words import Words


@dataclass(frozen=True, slots=True)
class Told:
    """A condition in words: one line, and the conditions that stand below it."""

    text: SafeString
    parts: tuple["Told", ...] = ()


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells conditions in the words of one language."""

    asked: Questionnaire
    words: Words
    say: ConditionWords
    names: dict[str, str]  # short names of the context questions

    def tell(self, condition: Condition) -> Told:
        """The condition in words. Raises TypeError for a kind that has none."""
        match condition:
            case Both(parts):
                return Told(fill(self.say.both), tuple(map(self.tell, parts)))
            case Either(parts):
                return Told(fill(self.say.either), tuple(map(self.tell, parts)))
            case Chose(question, codes, turned):
                text = self.say.not_chose if turned else self.say.chose
                labels = [option.label for option in self.asked.question(question).options if option.code in codes]
                return Told(fill(text, question=self._link(question), answers=self.quoted(labels)))
            case Areas(bands, least):
                return Told(fill(self.say.areas, least=least, all=len(self.asked.scales), bands=self.bands(bands)))
            case Area(scale, bands):
                name = next(each.name for each in self.asked.scales if each.id == scale)
                return Told(fill(self.say.area, area=name, bands=self.bands(bands)))
            case Answered(item, least):
                text = next(each.text for each in self.asked.items if each.id == item)
                return Told(fill(self.say.answered, statement=text, answers=self.quoted(self.labels_from(least))))
        raise TypeError(f"no words for {condition!r}")

    def labels_from(self, least: int) -> list[str]:
        """The labels that count as this value or a higher one."""
        return [each.label for each in self.asked.responses if each.value is not None and each.value >= least]

    def bands(self, bands: Iterable[Band]) -> str:
        """Bands as the result names them."""
        return self.quoted(self.words.band_labels[band] for band in bands)

    def quoted(self, texts: Iterable[str]) -> str:
        """One text or another, each in quotation marks."""
        return self.say.join.join(self.say.quoted.format(text=text) for text in texts)

    def _link(self, question: str) -> SafeString:
        return format_html('<a href="#q-{}">{}</a>', question, self.names[question])


def fill(text: str, /, **values: str | int) -> SafeString:
    """A text of ours with its gaps filled, as HTML."""
    safe = {name: conditional_escape(str(value) if isinstance(value, int) else value) for name, value in values.items()}
    return mark_safe(escape(text).format_map(safe))  # noqa: S308 - text and values are escaped
