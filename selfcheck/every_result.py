"""Every result one could get: each band, level and reason, and the answers that lead to it, told by the rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from articles.library import MOST_READING, Article, library

from .conditions import Chose
from .every_result_words import EveryResultWords
from .guidance import ACTIONS, DESCRIBING, HIDES, MOST_DESCRIBING, OTHER_TEXTS, TEARS
from .library import SelfCheck
from .page import NEVER_NAMED, SMALL_STEPS_AFTER
from .questionnaire import ContextQuestion, Scale
from .reading import NOTHING, SIGNALS
from .rules import RULES, HelpLevel, Rule
from .scoring import MANY_FROM, MIN_ANSWERED, SOME_FROM, STRONG, Band, band_of
from .telling import Teller, Told, fill
from .voice import Voice

Said = list[SafeString]


@dataclass(frozen=True, slots=True)
class BandTold:
    """One result of an area: its label, and in words which answers give it."""

    band: Band
    label: str
    when: SafeString


@dataclass(frozen=True, slots=True)
class AreaTold:
    """One area: its statements, and every text it can get as (label, text, what may be added)."""

    name: str
    statements: tuple[str, ...]
    texts: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule: its sentences, the answers that lead to it, its other text, and the reasons it contains."""

    id: str
    title: str
    sentences: Said
    when: Told
    instead: tuple[Told, Said] | None
    hides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """One help level, with every reason that calls for it."""

    name: str
    heading: str
    before: Said
    reasons: list[Reason]
    actions: list[tuple[SafeString, Said]]
    after: Said
    gaps: Said


@dataclass(frozen=True, slots=True)
class Reading:
    """A signal in words, the topics it leads to, and what there is to read on them."""

    when: Told | None
    topics: tuple[str, ...]
    articles: list[Article]


class EveryResult:
    """The page in one language. What the left-out rule asks for is left out of everything."""

    def __init__(self, check: SelfCheck, words: EveryResultWords) -> None:
        self.check, self.words, self.voice = check, words, Voice(check.words, None)
        self.asked = check.questionnaire
        self.teller = Teller(self.asked, check.words, words.conditions, dict(words.questions.names))

    # The areas

    @cached_property
    def bands(self) -> list[BandTold]:
        """The three bands, and what stands where there are too few answers."""
        labels = self.check.words.band_labels
        say, asked = self.words.areas, len(self.asked.scales[0].items)
        nearest = {band: [each.label for each in self.asked.responses if _alone(each.value) == band] for band in Band}
        told = [
            BandTold(band, labels[band], fill(say.nearest, labels=self.teller.quoted(nearest[band])))
            for band in (Band.FEW, Band.SOME, Band.MANY)
        ]
        least = fill(say.least, least=MIN_ANSWERED, asked=asked)
        return [*told, BandTold(Band.NOT_ENOUGH, labels[Band.NOT_ENOUGH], least)]

    @cached_property
    def limits(self) -> Said:
        """How the average is found, and where exactly one band ends and the next begins."""
        say, labels = self.words.areas, self.check.words.band_labels
        by_value = {each.value: each.label for each in self.asked.responses if each.value is not None}
        values = self.words.conditions.list.join(say.value.format(label=by_value[n], value=n) for n in by_value)
        edges = [
            fill(say.edge, low=by_value[start // 2], high=by_value[(start + 1) // 2], band=labels[band])
            for start, band in ((SOME_FROM, Band.SOME), (MANY_FROM, Band.MANY))
        ]
        strong = fill(say.strong, labels=self.strong, lead=self.check.words.strong_lead.rstrip(":"))
        return [fill(say.counted, values=values), *edges, strong]

    @cached_property
    def areas(self) -> list[AreaTold]:
        """Every area with all of its texts."""
        return [
            AreaTold(
                scale.name, tuple(item.text for item in scale.items), [self._text(scale, told) for told in self.bands]
            )
            for scale in self.asked.scales
        ]

    def _text(self, scale: Scale, told: BandTold) -> tuple[str, str, str]:
        words = self.check.words
        text = words.not_enough if told.band == Band.NOT_ENOUGH else scale.texts[told.band]
        added = (scale.id, told.band) == SMALL_STEPS_AFTER
        return told.label, text, fill(self.words.areas.small_steps, text=words.small_steps_listed) if added else ""

    @property
    def strong(self) -> str:
        """The labels of a strong answer."""
        return self.teller.quoted(self.teller.labels_from(STRONG))

    # The questions

    @cached_property
    def questions(self) -> list[tuple[ContextQuestion, str, list[str]]]:
        """Each context question with its short name and its answers."""
        return [
            (
                question,
                self.words.questions.names[question.id],
                [option.label for option in question.options if not _left_out(question.id, option.code)],
            )
            for question in self.asked.context
        ]

    # The help box

    @cached_property
    def levels(self) -> list[Level]:
        """Every level, the strongest first."""
        return [self._level(level) for level in sorted(HelpLevel, reverse=True)]

    @property
    def levels_lead(self) -> Said:
        """What holds for all of them."""
        describing = self.words.conditions.list.join(DESCRIBING)
        values: dict[str, str | int] = {
            "also": self.check.words.also,
            "describing": describing,
            "most": MOST_DESCRIBING,
        }
        return [fill(line, **values) for line in self.words.levels.lead]

    @property
    def gaps(self) -> SafeString:
        """When the weakest level ends with other sentences."""
        tears = next(item.text for item in self.asked.items if item.id == TEARS)
        return fill(self.words.levels.gaps, strong=self.strong, tears=tears)

    def _level(self, level: HelpLevel) -> Level:
        name = level.name.lower()
        words = self.check.words.levels[name]
        return Level(
            name=name,
            heading=self.words.levels.name.format(heading=words.heading),
            before=self.voice.say(words.before),
            reasons=[self._reason(rule) for rule in RULES if rule.level == level and rule.id != NEVER_NAMED],
            actions=[self._action(*each) for each in ACTIONS] if level == HelpLevel.SOON else [],
            after=self.voice.say(words.after),
            gaps=self.voice.say(words.gaps),
        )

    def _reason(self, rule: Rule) -> Reason:
        reasons = self.check.words.reasons
        other, when = OTHER_TEXTS.get(rule.id, ("", None))
        instead = (self.teller.tell(when), self.voice.say(reasons[other])) if when else None
        return Reason(
            id=rule.id,
            title=self.words.levels.reason.format(id=rule.id),
            sentences=self.voice.say(reasons[rule.id]),
            when=self.teller.tell(rule.when),
            instead=instead,
            hides=HIDES.get(rule.id, ()),
        )

    def _action(self, action: str, rules: Iterable[str]) -> tuple[SafeString, Said]:
        listed = self.words.conditions.join.join(rules)
        return fill(self.words.levels.action, reasons=listed), self.voice.say(self.check.words.actions[action])

    # Reading, and who to talk to

    @cached_property
    def reading(self) -> list[Reading]:
        """Every signal in its order, and what stands where there is none."""
        signals = [(self.teller.tell(when), topics) for when, topics in SIGNALS]
        return [self._reading(when, topics) for when, topics in (*signals, (None, NOTHING))]

    @property
    def reading_lead(self) -> SafeString:
        """How many articles a result offers."""
        return fill(self.words.reading.lead, most=MOST_READING)

    def _reading(self, when: Told | None, topics: tuple[str, ...]) -> Reading:
        books = library(get_language())
        labels = {topic.id: topic.label for topic in books.topics.topics}
        return Reading(when, tuple(labels[topic] for topic in topics), books.on_topics(topics))

    @cached_property
    def talk(self) -> list[tuple[Told, str]]:
        """The line that fits each answer on who there is to talk to."""
        lines = self.check.words.talk.by_support.items()
        return [(self.teller.tell(Chose("sup", (code,))), text) for code, text in lines]


def _alone(value: int | None) -> Band | None:
    """The band of an area in which every statement was answered with this one label."""
    return None if value is None else band_of(value * MIN_ANSWERED, MIN_ANSWERED)


def _left_out(question: str, code: str) -> bool:
    left_out = next(rule.when for rule in RULES if rule.id == NEVER_NAMED)
    return isinstance(left_out, Chose) and left_out.question == question and code in left_out.codes
