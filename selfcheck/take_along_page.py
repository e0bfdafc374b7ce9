"""What the take-along page shows: the note, the summary, the code, and what can be chosen for them."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.utils.dateformat import format as date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from web.fonts import can_show
from web.qr import qr_svg
from web.site import name_and_host

from .answering import Sent
from .handover import code_text
from .next_step import WrongDayError, read_day
from .note import long_note, merged, merged_sentences, short_note
from .own_words import OwnWords
from .page import ResultPage
from .result import result_of, with_help_first
from .rules import HelpLevel
from .scoring import STRONG
from .summary import Summary, summary
from .take_along import (
    EVENTS,
    EVENTS_OFFERED,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_NOTE,
    OPT_IN_ITEM,
    OPT_IN_QUESTIONS,
    OPT_OUT_QUESTIONS,
    read_choices,
    take_along,
)


@dataclass(frozen=True, slots=True)
class Tick:
    """One box to tick: its field, value and words."""

    name: str
    value: str
    label: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """A sentence about one field, which the summary of problems links to."""

    field: str
    text: str


class TakeAlongPage:
    """One visitor's page; it lives as long as the answer to their request."""

    def __init__(self, sent: Sent) -> None:
        self.check, self.words = sent.check, sent.check.words
        self.questionnaire = sent.check.questionnaire
        self.choices = read_choices(self.questionnaire, sent.fields)
        self.taken = take_along(self.questionnaire, sent.answers, self.choices)
        # Only for help, and for what may be offered: nothing that is taken along comes from here.
        result = result_of(self.questionnaire, sent.answers)
        if "help_first" in sent.fields:  # events, which may have called for it, are not carried from page to page
            result = with_help_first(result)
        self.result = ResultPage(sent.check, sent.answers, result, sent.voice)
        self.step_problem = ""
        self.day = self._read_day() if self.offers_step else None
        self.date = date_format(localdate(), "j F Y")
        self.site = name_and_host()

    # The note

    @cached_property
    def note(self) -> str:
        """The note to hand over, as edited or as made now."""
        return merged(self.choices.note_before, self.choices.note.text, self.fresh_note)

    @cached_property
    def fresh_note(self) -> str:
        """The note as it is made from answers and choices alone."""
        return long_note(self.questionnaire, self.words, self.taken, self.site, self.day_in_words)

    @cached_property
    def short(self) -> str:
        """The short note, as edited or as made now."""
        return merged_sentences(self.choices.short_before, self.choices.short.text, self.fresh_short)

    @cached_property
    def fresh_short(self) -> str:
        """The short note as it is made from answers and choices alone."""
        return short_note(self.questionnaire, self.words.note, self.taken)

    @property
    def boxes(self) -> bool:
        """Whether some character would be a box in a PDF."""
        return not can_show(self.note + "".join(each.words for each in self.summary.areas))

    # The summary, and the code

    @cached_property
    def summary(self) -> Summary:
        """The summary for a health professional."""
        return summary(self.questionnaire, self.words, self.taken, self.site, self.date)

    @cached_property
    def code_text(self) -> str:
        """The text behind the code."""
        return code_text(self.questionnaire, self.words.code, self.taken, settings.SITE_NAME, self.date)

    @cached_property
    def code(self) -> SafeString:
        """The code itself."""
        return qr_svg(self.code_text, _("A code that holds the text below"))

    # What can be chosen

    @property
    def areas(self) -> list[dict[str, object]]:
        """What is asked about each area: its result's view, the answer and the own words so far."""
        return [
            {"area": area, "agree": self.choices.agree.get(area.id, ""), "words": self._words(area.id).text}
            for area in self.result.areas
        ]

    def _words(self, area: str) -> OwnWords:
        return self.choices.words.get(area, OwnWords())

    @property
    def optional(self) -> list[Tick]:
        """Answers that stay off unless ticked: offered only where there is one."""
        said = self.words.take_along.include
        answers = self.result.answers
        ids = [id for id in OPT_IN_QUESTIONS if id in answers.context]
        ids += [OPT_IN_ITEM] if answers.items.get(OPT_IN_ITEM, 0) >= STRONG else []
        return [Tick(f"include_{id.lower()}", "1", said[id], id in self.choices.include) for id in ids]

    @property
    def events(self) -> list[Tick]:
        """The same four for everyone: what was ticked before is not shown back."""
        labels = {option.code: option.label for option in self.questionnaire.question(EVENTS).options}
        return [Tick(f"include_{EVENTS}", code, labels[code], code in self.choices.events) for code in EVENTS_OFFERED]

    @property
    def left_out(self) -> list[Tick]:
        """Answers that stand on the papers unless they are taken off: those that were given."""
        labels = self.words.summary.labels
        ids = [id for id in OPT_OUT_QUESTIONS if id in self.result.answers.context]
        return [Tick("leave_out", id, labels[id], id in self.choices.left_out) for id in ids]

    @property
    def wishes(self) -> list[Tick]:
        """What the person may want from the visit."""
        options = self.questionnaire.wishes.options
        return [Tick("wish", each.code, each.label, each.code in self.choices.wishes) for each in options]

    # A next step with a day

    @property
    def offers_step(self) -> bool:
        """Never where help is needed now."""
        return self.result.guidance.level < HelpLevel.NOW

    @property
    def offered_day(self) -> str:
        """Today where the result asks for a talk today; otherwise nothing is decided for anyone."""
        if self.choices.offered:
            return self.choices.offered
        if not self.result.guidance.asks_for_today:
            return ""
        hour = min(now().hour + 1, 23)
        return f"{localdate()}T{hour:02}:00"

    @property
    def shown_day(self) -> str:
        """What stands in the field: what was sent, even if it could not be read, or what is offered."""
        return self.offered_day if self.choices.when is None else self.choices.when

    @property
    def day_field(self) -> str:
        """The kind of field for it: what a browser's own date field could not hold stays as it was typed."""
        return "text" if self.step_problem == self.words.step.wrong else "datetime-local"

    @property
    def day_in_words(self) -> str:
        """The day and time for the note: only what the person chose, not what the page offered."""
        own = self.choices.who.text or self.choices.when != self.choices.offered
        return date_format(self.day, "l j F Y, H:i") if self.day and own and self.offers_step else ""

    def _read_day(self) -> datetime | None:
        try:
            return read_day(self.choices.when or "", localdate())
        except WrongDayError as wrong:
            self.step_problem = getattr(self.words.step, str(wrong))
            return None

    # What could not be used, and what was too long

    other_problems: tuple[Problem, ...] = ()

    @property
    def problems(self) -> list[Problem]:
        """Every sentence about what could not be used."""
        step = [Problem("step_when", self.step_problem)] if self.step_problem else []
        return [*self.other_problems, *step]

    @property
    def cut(self) -> list[Problem]:
        """One sentence for each text whose end was cut off."""
        names = self.words.take_along.cut_names
        long = [
            (f"words_{area.id}", names["words"].format(area=area.name), self._words(area.id), LONGEST_LINE)
            for area in self.result.areas
        ]
        long += [("note_text", names["note"], self.choices.note, LONGEST_NOTE)]
        long += [("short_text", names["short"], self.choices.short, LONGEST_NOTE)]
        long += [("step_who", names["who"], self.choices.who, LONGEST_NAME)]
        say = self.words.take_along.cut
        return [Problem(field, say.format(what=what, most=most)) for field, what, own, most in long if own.cut]
