"""What the result page shows, part by part: every text chosen, every number filled in."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.library import Article, library
from articles.small_steps import SmallStep, small_steps
from support.directory import Helpline
from support.phrases import limits

from .forms import SafetyHelp
from .library import SelfCheck
from .note import short_note
from .own_answers import hidden, own_answers
from .questionnaire import Answers, Scale
from .result import Result
from .rules import HelpLevel
from .scoring import Band, ScaleScore
from .take_along import Choices, of_scores
from .voice import Voice
from .words import Words

NEVER_NAMED = "S6"
NOTHING_CHOSEN = Choices()
HELP_FIRST = hidden("help_first", "1")
SMALL_STEPS = "small-steps"
SMALL_STEPS_AFTER = ("enjoy", Band.SOME)  # the text that may point to reading on small steps


@dataclass(frozen=True, slots=True)
class Area:
    """One area as it is shown: words, never a number made from a score."""

    id: str
    name: str
    band: str
    label: str
    text: str
    answered: int
    asked: int


@dataclass(frozen=True, slots=True)
class Call:
    """A button that calls: its words, the number as it is read and as it is dialled, and what limits it."""

    words: str
    number: str
    dial: tuple[str, ...]
    limits: str


def _call(line: Helpline | None) -> Call | None:
    if not line or not line.dial:
        return None
    return Call(_("Call {name}:").format(name=line.name), line.phone, line.dial, limits(line))


def area_of(words: Words, scale: Scale, score: ScaleScore, points_to_steps: bool) -> Area:
    """One area; its text may point to reading on small steps."""
    text = words.not_enough if score.band == Band.NOT_ENOUGH else scale.texts[score.band]
    if points_to_steps:
        text = f"{text} {words.small_steps_listed}"
    label = words.band_labels[score.band]
    return Area(scale.id, scale.name, score.band.value, label, text, score.answered, score.asked)


def calls(voice: Voice, level: HelpLevel, action: str | None) -> list[Call]:
    """Buttons that call what a help box asks for: nothing where it asks for no call, or no country is known."""
    found = voice.contacts
    if not found:
        return []
    if level == HelpLevel.NOW:
        emergency = [Call(_("Call"), each.number, each.dial, each.role) for each in found.emergency.beside]
        first = Call(_("Call"), found.emergency.phone, found.emergency.dial, "")
        return [call for call in (first, *emergency, _call(found.crisis_line)) if call]
    line = {"talk_today": found.crisis_line, "professional_today": found.urgent_line}.get(action or "")
    return [call for call in (_call(line),) if call]


def text_line(voice: Voice, level: HelpLevel, action: str | None) -> Helpline | None:
    """A line to text, for whoever cannot speak, where a help box asks for a crisis line."""
    wanted = level == HelpLevel.NOW or action == "talk_today"
    return voice.contacts.crisis_text if voice.contacts and wanted else None


class ResultPage:
    """One visitor's page; it lives as long as the answer to their request."""

    def __init__(self, check: SelfCheck, answers: Answers, result: Result, voice: Voice) -> None:
        self.check, self.answers, self.result, self.voice = check, answers, result, voice
        self.words, self.guidance = check.words, result.guidance
        self.date = localdate()
        self.level = self.guidance.level.name.lower()
        self.rules = " ".join(rule for rule in self.guidance.fired if rule != NEVER_NAMED)

    # The help box

    @cached_property
    def heading(self) -> str:
        """What the box asks for."""
        return self.words.levels[self.level].heading

    @cached_property
    def calls(self) -> list[Call]:
        """Buttons that call what the box asks for."""
        return calls(self.voice, self.guidance.level, self.guidance.action)

    @property
    def text_line(self) -> Helpline | None:
        """A line to text, where the box asks for a crisis line."""
        return text_line(self.voice, self.guidance.level, self.guidance.action)

    @cached_property
    def before(self) -> list[SafeString]:
        """What stands before the reasons: at level `now`, the numbers."""
        return self.voice.say(self.words.levels[self.level].before)

    @cached_property
    def reasons(self) -> list[list[SafeString]]:
        """One paragraph for each reason of the top level."""
        return [self.voice.say(self.words.reasons[id]) for id in self.guidance.reasons]

    @cached_property
    def action(self) -> list[SafeString]:
        """The line that asks for action, without what a reason has said already."""
        if not self.guidance.action:
            return []
        said = {sentence for reason in self.reasons for sentence in reason}
        return [each for each in self.voice.say(self.words.actions[self.guidance.action]) if each not in said]

    @cached_property
    def after(self) -> list[SafeString]:
        """What closes the box."""
        level = self.words.levels[self.level]
        return self.voice.say(level.gaps if level.gaps and self.guidance.gaps else level.after)

    @cached_property
    def also(self) -> list[list[SafeString]]:
        """One paragraph for each reason of a lower level."""
        return [self.voice.say(self.words.reasons[id]) for id in self.guidance.also]

    @property
    def points_to_note(self) -> bool:
        """Whether the box mentions the note below."""
        return self.guidance.level > HelpLevel.READ

    # The same on every result

    @cached_property
    def home(self) -> list[SafeString]:
        """The paragraph on being hurt or scared at home."""
        return self.voice.say(self.words.home)

    @cached_property
    def not_asked_lead(self) -> SafeString:
        """The first line of what the check does not ask about."""
        return self.voice.say([self.words.not_asked.lead])[0]

    @cached_property
    def barriers(self) -> list[SafeString]:
        """Lines that make it easier to call."""
        said = self.voice.say(self.words.barriers.always)
        has_text = self.voice.contacts and self.voice.contacts.crisis_text
        return [*said, *([self.voice.fill(self.words.barriers.if_text)] if has_text else [])]

    @property
    def country_note(self) -> SafeString:
        """Which country the numbers are for."""
        return self.voice.fill(self.words.country_note)

    @cached_property
    def safety(self) -> SafetyHelp:
        """The crisis lines to show where no country is known."""
        return SafetyHelp(self.check, self.voice)

    # What they told us

    @cached_property
    def areas(self) -> list[Area]:
        """The three areas."""
        triples = zip(self.check.questionnaire.scales, self.result.scores, self.area_keys, strict=True)
        return [area_of(self.words, scale, score, key[-1]) for scale, score, key in triples]

    @cached_property
    def area_keys(self) -> list[tuple[str, Band, int, bool]]:
        """All that an area's part depends on: its id, its band, how many were answered, whether it points to steps."""
        offers_steps = any(SMALL_STEPS in article.about.topics for article in self.reading)
        return [
            (each.scale, each.band, each.answered, offers_steps and (each.scale, each.band) == SMALL_STEPS_AFTER)
            for each in self.result.scores
        ]

    # What to do next

    @cached_property
    def talk(self) -> list[SafeString]:
        """Ways to talk to someone, one of them immediate, human and anonymous."""
        return self.voice.say(self.words.talk.ways)

    @cached_property
    def talk_first(self) -> list[str]:
        """What fits the people they named."""
        return [text for code, text in self.words.talk.by_support.items() if self.answers.chose("sup", code)]

    @cached_property
    def note(self) -> str:
        """The short note."""
        taken = of_scores(self.result.scores, self.answers, NOTHING_CHOSEN)
        return short_note(self.check.questionnaire, self.words.note, taken)

    @cached_property
    def say_on_the_phone(self) -> str:
        """A first sentence for a crisis line, where they told us that they may need one."""
        if self.guidance.level < HelpLevel.SOON:
            return ""
        if self.answers.chose("saf", "2", "3"):
            return self.words.note.say_if_thoughts
        return self.words.note.say_if_hard if self.answers.chose("saf", "1", "h") else ""

    @cached_property
    def reading(self) -> list[Article]:
        """At most three articles."""
        return library(get_language()).on_topics(self.result.topics)

    @cached_property
    def steps(self) -> list[SmallStep]:
        """At most two small things to try."""
        return small_steps(get_language()).on_topics(self.result.topics)

    @cached_property
    def carried(self) -> SafeString:
        """Hidden fields that send the same answers again, and that help comes first where it does here."""
        fields = own_answers(get_language()).carried(self.answers)
        if self.country_code:
            fields += hidden("country", self.country_code)
        return fields + HELP_FIRST if self.guidance.level == HelpLevel.NOW else fields

    @property
    def country_code(self) -> str:
        """The code of the chosen country, or nothing."""
        return self.voice.country.code if self.voice.country else ""

    @property
    def find_help(self) -> str:
        """The address of Find help for this visitor."""
        country = self.voice.country
        return reverse("support:country", args=[country.slug]) if country else reverse("support:index")
