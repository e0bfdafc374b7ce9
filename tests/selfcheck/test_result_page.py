"""The result as a visitor meets it, and what must never be on it."""

import re
from collections.abc import Iterator

import pytest

from selfcheck.library import SelfCheck
from selfcheck.questionnaire import read_answers
from selfcheck.rules import RULES
from support.contacts import contacts
from support.directory import directory
from tests.pages import RESULTS, every_page, post, text_of, without_style

from .examples import EXAMPLES, as_form, numbers_of

BODIES = [
    "&".join(f"{name}={value}" for name, values in as_form(each).items() for value in values) for each in EXAMPLES
]

NO_REASSURANCE = (
    "you are fine", "you're fine", "you are well", "you are normal", "nothing to worry about", "no cause for concern",
    "low risk", "good news", "all clear", "no need to", "healthy",
)  # fmt: skip
NO_DIAGNOSIS = (
    "depression", "depressive", "anhedonia", "blunting", "dissociat", "depersonali", "dereali", "alexithymi", "ptsd",
    "psychosis", "psychotic", "disorder", "anxiety", "burnout", "severity", "severe", "mild", "moderate", "risk score",
    "positive screen", "out of 24", "out of 72", "%",
)  # fmt: skip


def says(html: str) -> str:
    """What a result says, without the options of the form and the names of services."""
    text = text_of(html).lower()
    return text.replace("mood, anxiety or sleep", "")


@pytest.fixture(scope="module")
def results() -> list[str]:
    return [post(body + "&country=GB") for body in BODIES] + [post(body) for body in BODIES]


def test_every_result_answers_with_its_level_and_rules(results: list[str]) -> None:
    for html, example in zip(results, [*EXAMPLES, *EXAMPLES], strict=True):
        rules = [rule for rule in example["expect"]["rules"] if rule != "S6"]
        assert f'data-help-level="{example["expect"]["level"]}" data-rules="{" ".join(rules)}"' in html
        for area, band in example["expect"]["bands"].items():
            assert f'data-area="{area}" data-band="{band}"' in html


def test_no_result_reassures_or_names_a_condition(results: list[str]) -> None:
    for html, example in zip(results, [*EXAMPLES, *EXAMPLES], strict=True):
        text = says(html)
        for never in (*NO_REASSURANCE, *NO_DIAGNOSIS):
            assert never not in text, (example["id"], never)


def test_no_result_shows_a_number_made_from_a_score(results: list[str]) -> None:
    for html in results:
        main = re.search(r'<section class="areas".*?</section>', html, re.S)
        assert main
        digits = set(re.findall(r"\d+ ?\w+", text_of(main[0])))
        assert digits <= {"2 weeks", "4 of"} | {f"{n} of" for n in range(7)} | {"6 statements"}, digits


def test_the_same_help_is_on_every_result(results: list[str], check: SelfCheck) -> None:
    for html in results:
        text = text_of(html)
        assert text.count("If someone hurts, scares or controls you, it is not your fault") == 1
        assert "This check does not ask about everything" in text
        for line in (*check.words.not_asked.call_now, *check.words.not_asked.today):
            assert line in text
        assert 'class="help-numbers"' in html
        assert ">Get help now" in html
    blocks = {re.search(r'<section class="not-asked".*?</section>', html, re.S)[0] for html in results[:59]}  # type: ignore[index]
    assert len(blocks) == 1


def test_the_help_box_comes_first_and_areas_stay_at_every_level(results: list[str]) -> None:
    order = ['class="level-box"', 'class="help-numbers"', 'class="not-asked"', 'class="areas"', 'class="talk"',
             'id="note"', 'class="reading"', 'class="own"', 'class="limits"']  # fmt: skip
    for html in results:
        places = [html.index(part) for part in order]
        assert places == sorted(places)


def test_at_level_now_the_number_stands_before_the_reasons_and_strong_answers_are_closed() -> None:
    html = post("country=GB&saf=3&M1=4")
    box = re.search(r'<section class="level-box".*?</section>', html, re.S)[0]  # type: ignore[index]
    assert box.index('href="tel:999"') < box.index("You told us that you may not be able")
    assert '<details class="strong"><summary>' in html
    assert '<details class="own">' in html


def test_hurt_at_home_moves_the_paragraph_up_and_names_nothing() -> None:
    with_it, without = post("country=GB&evt=unsafe"), post("country=GB&fun=3")
    assert with_it.index("home-paragraph") < with_it.index('class="help-numbers"')
    assert without.index("home-paragraph") > without.index('class="help-numbers"')
    assert "Some of what you told us deserves the support of another person." in with_it
    assert "unsafe" not in with_it
    assert 'data-rules=""' in with_it


@pytest.mark.parametrize("fields", [body for name, body in RESULTS.items() if name != "changing"])
def test_no_result_has_an_open_placeholder_or_a_gap(fields: str) -> None:
    text = text_of(post(fields))
    assert "{" not in text
    assert not re.search(r"\(\s*\)|\s[,.;](?:\s|$)| : ", text), text


SINGLE = {
    "N1": "saf=3", "N2": "unr=3&saf=h", "N3": "unr=3&evt=baby", "S1": "saf=2", "S2": "saf=1", "S3": "unr=3",
    "S4": "fun=4", "S5": "fun=3", "S6": "evt=unsafe", "S7": "med=stop&M1=4&M2=4&M3=4&M4=4",
    "S8": "evt=baby&M1=4&M2=4&M3=4&M4=4", "S9": "dur=gt2m&fun=2&M1=4&M2=4&M3=4&M4=4&E1=4&E2=4&E3=4&E4=4",
}  # fmt: skip
INSTRUCTIONS = (
    "call ",
    "text ",
    "talk ",
    "speak to",
    "contact your",
    "tell the person",
    "ask for medical help",
    "see crisis lines",
)


def level_texts() -> Iterator[tuple[str, str, str]]:
    for code in [*sorted(directory().countries), ""]:
        for rule, fields in SINGLE.items():
            yield code, rule, post(f"country={code}&{fields}")


def test_every_country_and_none_gets_an_instruction_that_is_whole() -> None:
    """Levels `soon` and `now`, every N and S rule alone, 79 countries and none."""
    numbers = {code: numbers_of(code) for code in directory().countries}
    for code, rule, html in level_texts():
        box = re.search(r'<section class="level-box".*?</section>', html, re.S)[0]  # type: ignore[index]
        text = text_of(box)
        assert any(word in text.lower() for word in INSTRUCTIONS), (code, rule, text)
        assert "{" not in text, (code, rule)
        assert "  " not in re.sub(r"\s+", " ", text), (code, rule)
        assert not re.search(r"(?:Call|text|call) ?\.|[Cc]all ,", text), (code, rule, text)
        dialled = set(re.findall(r'href="(?:tel|sms):([^"?]+)', box))
        if code:
            assert dialled <= numbers[code], (code, rule, dialled)
            police = {
                n
                for other in directory().countries[code].emergency.alternates
                if "police" in other.role
                for n in other.dial
            }
            assert dialled.isdisjoint(police), (code, rule)
        else:
            assert dialled <= {"112", "911", "999", "000"}, (rule, dialled)
            assert "your local emergency number" in text, (rule, text)
        if rule in ("S1", "S2"):
            assert "Call " in text or "See crisis lines" in text
            assert "your doctor" in text, "an urgent line that is missing leaves the doctor's office"


def test_a_line_that_is_not_open_round_the_clock_says_its_hours() -> None:
    for code, country in directory().countries.items():
        line = contacts(country).crisis_line
        if line and not line.always_open:
            assert line.hours in text_of(post(f"country={code}&saf=2")), code


def test_numbers_say_which_country_they_are_for() -> None:
    text = text_of(post("country=NL&saf=1"))
    assert "These numbers are for the Netherlands." in text
    assert "Somewhere else? Change country" in text
    assert "These numbers are for" not in text_of(post("saf=1"))


def test_a_country_we_do_not_know_is_none() -> None:
    for country in ("XX", "gbr", "GB&country=US", "%00", ""):
        assert "112" in text_of(post(f"country={country}&saf=1"))
    assert "United Kingdom" in text_of(post("country=gb&saf=1"))


def test_links_on_a_result_open_a_new_tab_and_say_so(results: list[str]) -> None:
    for html in results[:3] + results[-3:]:
        main = re.search(r"<main.*</main>", html, re.S)[0]  # type: ignore[index]
        links = re.findall(r"<a ([^>]*)>(.*?)</a>", main, re.S)
        assert links
        for attributes, words in links:
            if re.search(r'href="(tel:|sms:|#)|data-leave', attributes) or "Clear" in words:
                continue
            assert 'target="_blank"' in attributes, words
            assert "opens in a new tab" in words, words


# Words


def test_every_rule_has_words_topics_an_article_and_a_helpline_behind_it(check: SelfCheck) -> None:
    for rule in RULES:
        assert check.words.reasons[rule.id]
    for html in map(post, BODIES):
        assert re.search(r'<section class="reading".*?<a href="/articles/', html, re.S)
        assert "tel:" in html


def test_reading_is_at_most_three_and_by_titles_that_name_no_condition() -> None:
    html = post("&".join(f"{area}{n}=4" for area in "MEV" for n in range(1, 7)) + "&med=start&evt=loss&unr=1&saf=0")
    reading = re.search(r'<section class="reading".*?</section>', html, re.S)[0]  # type: ignore[index]
    assert 1 <= reading.count("<li>") <= 3
    assert "Medicines and feeling flat" in reading
    assert "depress" not in reading.replace("/articles/antidepressants-and-feeling-flat/", "").lower()


def test_small_steps_are_promised_only_where_they_are_listed() -> None:
    html = post("&".join(f"E{n}=2" for n in range(1, 7)))
    listed = "small-steps" in re.search(r'<section class="reading".*?</section>', html, re.S)[0]  # type: ignore[index]
    assert ("There is something to read below about small steps." in html) is listed


def test_the_medicine_warning_is_said_once_when_two_rules_ask_for_it() -> None:
    html = post("med=stop&M1=4&M2=4&M3=4&M4=4&saf=0")
    box = re.search(r'<section class="level-box".*?</section>', html, re.S)[0]  # type: ignore[index]
    assert box.count("do not stop, restart or change") == 1


def test_the_same_sentence_is_not_said_twice_in_the_box() -> None:
    box = re.search(r'<section class="level-box".*?</section>', post("country=GB&unr=3"), re.S)[0]  # type: ignore[index]
    assert box.count("Please speak to a health professional today.") == 1


# The box, the numbers and the reading, text by text


def box_of(fields: str) -> str:
    return re.search(r'<section class="level-box".*?</section>', post(fields), re.S)[0]  # type: ignore[index]


def part_of(html: str, css: str) -> str:
    return re.search(rf'<section class="{css}".*?</section>', html, re.S)[0]  # type: ignore[index]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["id"]))
def test_every_reason_that_is_shown_stands_in_the_box(check: SelfCheck, example: dict[str, object]) -> None:
    from selfcheck.result import result_of

    fields = "&".join(f"{name}={value}" for name, values in as_form(example).items() for value in values)
    guidance = result_of(check.questionnaire, read_answers(check.questionnaire, as_form(example))).guidance
    text = text_of(box_of(fields + "&country=GB"))
    for reason in (*guidance.reasons, *guidance.also):
        first = check.words.reasons[reason][0].text
        assert first in text, reason
    assert ("Also" in text) is bool(guidance.also)


def test_an_ambulance_of_its_own_stands_beside_the_shared_number_everywhere() -> None:
    html = post("country=FR&saf=3")
    assert text_of(html).count("112 (ambulance: 15)") >= 4
    assert 'class="button" href="tel:112"' in html
    assert 'class="button" href="tel:15"' in html
    assert "112 (ambulance: 15)" in text_of(without_style(every_page()["/self-check/lines/"]))


@pytest.mark.parametrize(
    ("code", "said"), [("LK", "1990 (or 110)"), ("NG", "112 (or 199)"), ("AR", "911 (ambulance: 107)")]
)
def test_where_sources_differ_both_emergency_numbers_are_said(code: str, said: str) -> None:
    html = post(f"country={code}&saf=3")
    assert said in text_of(html)
    emergency = directory().countries[code].emergency
    assert emergency.note in text_of(part_of(html, "help-numbers"))


def test_buttons_call_what_the_box_asks_for_and_say_their_limits() -> None:
    assert re.findall(r'class="button" href="tel:(\d+)"', box_of("country=GB&saf=3")) == ["999", "116123"]
    assert re.findall(r'class="button" href="tel:(\d+)"', box_of("country=GB&saf=1")) == ["116123"]
    assert re.findall(r'class="button" href="tel:(\d+)"', box_of("country=GB&fun=4")) == ["111"]
    for fields in ("country=GB&fun=3", "country=GB&evt=unsafe", "country=GB&fun=2", "country=GB"):
        assert "button" not in box_of(fields)
    for code, country in directory().countries.items():
        line = contacts(country).crisis_line
        if line and line.dial and not line.hours.startswith(("24/7", "phone 24/7")):
            calls = re.search(r'<p class="calls">.*?</p>', box_of(f"country={code}&saf=2"), re.S)[0]  # type: ignore[index]
            assert line.hours in text_of(calls), code


def test_hours_that_hold_only_for_some_are_never_dropped() -> None:
    assert "24/7 in Bogotá" in text_of(box_of("country=CO&saf=2"))
    assert "Finnish 24/7" in text_of(box_of("country=FI&saf=2"))
    assert "24/7" not in text_of(box_of("country=GB&saf=2"))


def test_the_numbers_hold_the_urgent_and_the_text_line_where_there_are_such() -> None:
    html = part_of(post("country=GB"), "help-numbers")
    for number in ("tel:999", "tel:116123", "sms:85258", "tel:111"):
        assert number in html
    assert "You can text instead." in html
    assert "You can text instead." not in part_of(post("country=FR"), "help-numbers")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("saf=3", "thoughts_of"),
        ("saf=2", "thoughts_of"),
        ("saf=1", "hard"),
        ("saf=h", "hard"),
        ("saf=r&fun=3", ""),
        ("saf=0&fun=3", ""),
    ],
)
def test_a_first_sentence_for_the_phone_fits_what_was_told(check: SelfCheck, fields: str, said: str) -> None:
    text = text_of(part_of(post(fields), "note"))
    assert (check.words.note.say_if_thoughts in text) is (said == "thoughts_of")
    assert (check.words.note.say_if_hard in text) is (said == "hard")


@pytest.mark.parametrize("code", ["prof", "friend", "none"])
def test_who_they_can_talk_to_changes_the_next_step(check: SelfCheck, code: str) -> None:
    text = text_of(part_of(post(f"sup={code}"), "talk"))
    for other, words in check.words.talk.by_support.items():
        assert (words in text) is (other == code)


@pytest.mark.parametrize(
    ("code", "hard"), [("3", "Everyday things are mostly more than I can do."), ("4", "hardly eat, drink or wash.")]
)
def test_the_note_is_whole_sentences(code: str, hard: str) -> None:
    text = text_of(part_of(post(f"fun={code}&M1=4"), "note"))
    assert hard in text
    assert "wash for me" not in text
    assert "can do for me" not in text


def test_every_link_of_a_result_page_but_leave_and_clear_opens_a_new_tab() -> None:
    html = post("country=GB&saf=2")
    for attributes, words in re.findall(r"<a ([^>]*)>(.*?)</a>", html, re.S):
        if not re.search(r'href="(?:tel|sms|#)|data-leave', attributes) and "Clear" not in words:
            assert 'target="_blank"' in attributes, words
            assert "opens in a new tab" in words, words


def test_small_things_to_try_fit_what_was_told_and_are_two_at_most() -> None:
    html = post("M1=3&M2=3&M3=3&M4=3&E1=3&E2=3&E3=3&E4=3")
    (section,) = re.findall(r'<section class="trying".*?</section>', html, re.S)
    assert 1 <= section.count("<li>") <= 2
    assert 'href="/small-steps/' in section


def test_every_result_can_be_looked_up_from_a_result() -> None:
    assert 'href="/self-check/every-result/" target="_blank"' in post("")
