"""The page of every result: what it says is what happens, and what is left out for safety is left out everywhere."""

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.test import Client
from hypothesis import given, settings

from contentfiles import ContentError
from selfcheck import library
from selfcheck.conditions import Condition
from selfcheck.every_result import EveryResult
from selfcheck.guidance import ACTIONS, HIDES, guide
from selfcheck.library import SelfCheck, self_check
from selfcheck.questionnaire import Answers
from selfcheck.reading import SIGNALS, topics
from selfcheck.rules import RULES, HelpLevel, fired
from selfcheck.scoring import Band, ScaleScore, band_of, score
from selfcheck.telling import Teller
from selfcheck.voice import Voice
from selfcheck.words import Sentences
from tests.pages import text_of, without_style

from .test_guidance import contexts, items

CHECK = self_check("en")
ASKED = CHECK.questionnaire
ADDRESS = "/self-check/every-result/"
HTML = without_style(Client(headers={"host": "localhost"}).get(ADDRESS).content.decode())
TEXT = text_of(HTML)
LEFT_OUT = "S6"
RULE_IDS = [rule.id for rule in RULES if rule.id != LEFT_OUT]
LABELS = [response.label for response in ASKED.responses if response.value is not None]

Tree = tuple[str, list[Any]]


class Lists(HTMLParser):
    """Nested lists as trees of (line, lists below it)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.top: list[Tree] = []
        self.open: list[list[Any]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "li":
            self.open.append(["", []])

    def handle_data(self, data: str) -> None:
        if self.open:
            self.open[-1][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "li":
            line, below = self.open.pop()
            (self.open[-1][1] if self.open else self.top).append((" ".join(line.split()), below))


def block(rule: str) -> str:
    """What the page says of one rule."""
    found = re.search(rf'<div class="reason" id="{rule.lower()}".*?</div>', HTML, re.S)
    assert found, rule
    return found[0]


def stated(rule: str) -> Tree:
    """The condition of one rule, as the page states it."""
    found = re.search(r'<ul class="when">.*</ul>', block(rule), re.S)
    assert found, rule
    (condition,) = Lists(found[0]).top
    return condition


def quoted(text: str) -> list[str]:
    return re.findall(r"“([^”]+)”", text)


def holds(condition: Tree, bands: dict[str, str], answers: Answers) -> bool:
    """Whether a condition that was read from the page holds: a second reader, who knows nothing of the rules."""
    line, below = condition
    if line == "All of these:":
        return all(holds(part, bands, answers) for part in below)
    if line == "At least one of these:":
        return any(holds(part, bands, answers) for part in below)
    if counted := re.fullmatch(r"At least (\d) of the 3 areas: (.+)", line):
        return sum(band in quoted(counted[2]) for band in bands.values()) >= int(counted[1])
    name, _, rest = line.partition(": ")
    found = re.search(rf'<h3 id="q-(\w+)">{re.escape(name)}</h3>', HTML)
    assert found, line
    question = ASKED.question(found[1])
    chosen = {option.label for option in question.options if answers.chose(question.id, option.code)}
    said = set(quoted(rest))
    assert said <= {option.label for option in question.options}, line
    return not chosen & said if rest.startswith("any answer but") else bool(chosen & said)


CONDITIONS = {rule: stated(rule) for rule in RULE_IDS}


@settings(max_examples=600)
@given(items, contexts)
def test_what_the_page_states_predicts_which_rules_fire(
    given_items: dict[str, int], context: dict[str, frozenset[str]]
) -> None:
    answers = Answers(given_items, context)
    scores = score(ASKED, answers)
    bands = {each.scale: CHECK.words.band_labels[each.band] for each in scores}
    predicted = [rule for rule in RULE_IDS if holds(CONDITIONS[rule], bands, answers)]
    assert predicted == [rule.id for rule in fired(scores, answers) if rule.id != LEFT_OUT]


def test_every_condition_is_stated_with_at_least_one_answer_and_no_gap_is_open() -> None:
    for rule, (line, below) in CONDITIONS.items():
        assert quoted(line) or below, rule
    assert not re.search(r"[{}]", TEXT)


def said(sentences: Sentences) -> list[str]:
    return [text_of(sentence) for sentence in Voice(CHECK.words, None).say(sentences)]


@pytest.mark.parametrize("rule", RULE_IDS)
def test_every_reason_stands_at_its_level_in_the_order_of_the_rules(rule: str) -> None:
    for sentence in said(CHECK.words.reasons[rule]):
        assert sentence in text_of(block(rule))
    level = next(each.level for each in RULES if each.id == rule)
    section = re.search(rf'<section class="level" id="level-{level.name.lower()}".*?</section>', HTML, re.S)
    assert section
    assert block(rule) in section[0]
    for other in HIDES.get(rule, ()):
        assert f'<a href="#{other.lower()}">{other}</a>' in block(rule)


def test_rules_stand_in_the_order_of_the_table() -> None:
    assert re.findall(r'data-reason="(\w+)"', HTML) == RULE_IDS


def test_the_other_text_stands_with_the_answer_that_brings_it() -> None:
    for sentence in said(CHECK.words.reasons["C2_always"]):
        assert sentence in text_of(block("C2"))
    assert "With this answer it says instead: How long: “For as long as I can remember”" in text_of(block("C2"))


@pytest.mark.parametrize("level", HelpLevel)
def test_every_level_stands_with_all_its_sentences(level: HelpLevel) -> None:
    words = CHECK.words.levels[level.name.lower()]
    assert f"“{words.heading}”" in TEXT
    for sentence in said((*words.before, *words.after, *words.gaps)):
        assert sentence in TEXT


def test_every_action_stands_with_its_reasons_in_order() -> None:
    for action, rules in ACTIONS:
        assert f"This is added with {' or '.join(rules)}." in TEXT
        for sentence in said(CHECK.words.actions[action]):
            assert sentence in TEXT


def test_every_band_of_every_area_stands_there_with_its_statements() -> None:
    for scale in ASKED.scales:
        for text in (*scale.texts.values(), *(item.text for item in scale.items)):
            assert text in TEXT
    assert TEXT.count(CHECK.words.not_enough) == len(ASKED.scales)
    for label in CHECK.words.band_labels.values():
        assert label in TEXT


@pytest.mark.parametrize("answered", [4, 5, 6])
def test_the_stated_limits_give_every_band(answered: int) -> None:
    counts = {label: int(value) for label, value in re.findall(r"“([^”]+)” as (\d)", TEXT)}
    nearest = {
        band: [counts[label] for label in quoted(labels)]
        for band, labels in re.findall(r"<dt>([^<]+)</dt><dd>Your answers are, on average, nearest to (.*?)</dd>", HTML)
    }
    halves = {
        (counts[low] + counts[high]) / 2: band
        for low, high, band in re.findall(r"An average halfway between “(.+?)” and “(.+?)” gives “(.+?)”", TEXT)
    }
    assert len(halves) == 2
    for total in range(4 * answered + 1):
        average = total / answered
        closest = min(range(5), key=lambda value: abs(value - average))
        expected = halves.get(average) or next(band for band, values in nearest.items() if closest in values)
        assert CHECK.words.band_labels[band_of(total, answered)] == expected, total
    assert "You answered fewer than 4 of the 6 statements." in TEXT
    assert band_of(12, 3) == Band.NOT_ENOUGH


def test_every_question_and_answer_but_one_stands_there() -> None:
    for question in ASKED.context:
        assert question.text in TEXT
        for option in question.options:
            assert option.code == "unsafe" or option.label in TEXT


def test_reading_stands_in_its_order_with_what_leads_to_it() -> None:
    rows = re.findall(r"<div><dt>([^<]+)</dt><dd>(.*?)</dd></div>", HTML.partition('id="reading"')[2], re.S)
    every = EveryResult(CHECK, library.every_result_words("en"))
    assert [row[0] for row in rows[: len(SIGNALS)]] == [", ".join(row.topics) for row in every.reading[:-1]]
    for (_, shown), row in zip(rows, every.reading, strict=False):
        for article in row.articles:
            assert f'href="/articles/{article.slug}/"' in shown
    assert "“I needed to cry, but my tears felt stuck.”: “Sometimes” or “Often” or “Almost always”" in TEXT
    nothing = topics(tuple(ScaleScore(scale.id, Band.FEW, 6, 6, ()) for scale in ASKED.scales), Answers())
    assert len(every.reading[-1].topics) == len(nothing)


def test_each_line_on_who_to_talk_to_stands_there() -> None:
    for text in CHECK.words.talk.by_support.values():
        assert text in TEXT


# Safety


def test_what_is_left_out_is_left_out_everywhere() -> None:
    option = next(option for option in ASKED.question("evt").options if option.code == "unsafe")
    html = unescape(HTML)
    for never in (LEFT_OUT, "unsafe", option.label, *said(CHECK.words.reasons[LEFT_OUT]), *said(CHECK.words.home[:1])):
        assert never not in html
    for word in ("controls", "controlling", "scares", "abuse"):
        assert word not in html.lower()
    assert "A few answers are left out here, for safety." in TEXT


def test_no_other_rule_or_reading_asks_for_what_is_left_out() -> None:
    conditions: list[Condition] = [rule.when for rule in RULES if rule.id != LEFT_OUT]
    conditions += [when for when, _ in SIGNALS]
    assert "unsafe" not in repr(conditions)


def test_the_page_names_no_country_and_is_for_everyone() -> None:
    assert "your local emergency number" in TEXT
    assert 'name="robots"' not in HTML
    assert f'<link rel="canonical" href="{site.SITE_URL}{ADDRESS}">' in HTML


def test_gaps_are_told_as_they_are() -> None:
    stated = re.search(r"It ends with this instead if (.*?):", TEXT)
    assert stated
    assert "“Often” or “Almost always” to any statement except “I needed to cry, but my tears felt stuck.”" in stated[1]
    full = {item.id: 0 for item in ASKED.items}
    sure = {"saf": frozenset("0")}
    for item in ASKED.items:
        given_answers = Answers(full | {item.id: 3}, sure)
        strong = guide(score(ASKED, given_answers), given_answers).gaps
        assert strong is (item.text not in stated[1])


# What an editor is told


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('fun = "Everyday things"', "", "questions.names: 'fun' is missing"),
        ('sup = "', 'soup = "', "questions.names: 'soup' belongs to nothing"),
        ("{question}: {answers}", "{question}: {answer}", "conditions.chose: needs {answers}, {question}, but has"),
        ("Reason {id}", "Reason", "levels.reason: needs {id}, but has no gap"),
    ],
)
def test_a_wrong_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, problem: str
) -> None:
    folder = tmp_path / "content/en"
    folder.mkdir(parents=True)
    for name in ("self-check.toml", "every-result.toml"):
        text = (site.CONTENT_DIR / "en" / name).read_text()
        (folder / name).write_text(text.replace(old, new, 1) if name == "every-result.toml" else text)
    monkeypatch.setattr(site, "CONTENT_DIR", tmp_path / "content")
    with pytest.raises(ContentError) as error:
        library.every_result_words.__wrapped__("en")
    assert f"content/en/every-result.toml: {problem}" in str(error.value)


def test_a_condition_without_words_is_refused(check: SelfCheck) -> None:
    class Other(Condition):
        __slots__ = ()

    words = library.every_result_words("en")
    teller = Teller(check.questionnaire, check.words, words.conditions, dict(words.questions.names))
    with pytest.raises(TypeError, match="no words for"):
        teller.tell(Other())
