"""The form as a visitor meets it: every question, the help of the safety step, and the way back to it."""

import re

import pytest
from django.test import Client

from selfcheck.forms import SelfCheckForm, filled_form
from selfcheck.library import SelfCheck
from selfcheck.own_answers import own_answers
from selfcheck.questionnaire import Answers, read_answers
from support.contacts import contacts
from support.directory import directory
from tests.pages import Elements, every_page, post, text_of, without_style

from .examples import numbers_of

# The form


def test_every_statement_is_a_group_with_its_words_and_can_be_skipped(check: SelfCheck, client: Client) -> None:
    html = without_style(client.get("/self-check/").content.decode())
    for item in check.questionnaire.items:
        group = re.search(rf"<fieldset[^>]*>\s*<legend>{re.escape(item.text)}</legend>.*?</fieldset>", html, re.S)
        assert group, item.id
        assert re.findall(rf'name="{item.id}" value="(\d?)"', group[0]) == ["0", "1", "2", "3", "4", ""]
        assert 'aria-describedby="stem-' in group[0]
    assert " required" not in html
    assert " checked" not in html
    assert re.findall(r"<option[^>]* selected", html) == ['<option value="" selected']


def test_the_form_asks_in_the_order_of_the_questionnaire(client: Client) -> None:
    html = without_style(client.get("/self-check/").content.decode())
    names = list(dict.fromkeys(re.findall(r'name="([A-Za-z]+\d?)"', html[html.index("<form") :])))
    items = [f"{area}{n}" for area in "MEV" for n in range(1, 7)]
    assert names == ["country", *items, "dur", "fun", "unr", "saf", "med", "evt", "sup"]
    assert "Part 2 of 6" in html
    assert html.index('class="everyone"') < html.index('name="saf"') < html.index('class="safety-help')


def test_the_form_says_what_happens_to_answers(client: Client) -> None:
    text = text_of(without_style(client.get("/self-check/").content.decode()))
    assert "Your answers are sent to this site only to make the pages you ask for. They are not kept" in text
    assert "Sending makes your result page. Nothing is kept." in text
    assert "Leaving clears only this tab." in text


def test_an_empty_form_gets_a_result_without_an_error() -> None:
    html = post("")
    assert 'data-help-level="read"' in html
    assert "error" not in html[html.index("<main") :].lower()
    assert "You left some questions out" in html


def test_change_my_answers_brings_everything_back_but_events() -> None:
    html = post("change=1&country=NL&M1=0&M6=4&E2=&saf=r&dur=gt2m&med=stop&med=dose&evt=unsafe&evt=loss&sup=friend")
    ticked = set(re.findall(r'name="(\w+)" value="(\w*)" checked', html))
    assert ticked == {
        ("M1", "0"),
        ("M6", "4"),
        ("saf", "r"),
        ("dur", "gt2m"),
        ("med", "stop"),
        ("med", "dose"),
        ("sup", "friend"),
    }
    assert re.findall(r"<option[^>]* selected", html) == ['<option value="NL" selected']
    assert html.count("Please answer this one again. We do not send it back.") == 1
    assert "Please answer this one again" not in every_page()["/self-check/"]


def hidden_fields(html: str) -> list[tuple[str | None, str | None]]:
    found = [attributes for tag, attributes in Elements(html).found if tag == "input"]
    return [(each["name"], each["value"]) for each in found if each.get("type") == "hidden"]


def test_a_result_carries_its_answers_for_the_way_back_but_no_event(check: SelfCheck) -> None:
    sent = {"M1": ["3"], "evt": ["unsafe", "loss"], "saf": ["2"], "med": ["dose", "stop"]}
    given = [("M1", "3"), ("saf", "2"), ("med", "dose"), ("med", "stop")]
    assert hidden_fields(own_answers("en").carried(read_answers(check.questionnaire, sent))) == given
    html = post("M1=3&evt=unsafe&evt=loss&saf=2&med=dose&med=stop&country=GB")
    assert hidden_fields(html) == [*given, ("country", "GB")]
    assert hidden_fields(post("saf=3&country=GB")) == [("saf", "3"), ("country", "GB"), ("help_first", "1")]


def test_ticking_the_event_again_keeps_the_level() -> None:
    assert 'data-help-level="soon"' in post("M1=1&evt=unsafe")


def test_filling_the_form_ticks_only_what_was_answered() -> None:
    assert filled_form("en", Answers(), "").count(" checked") == 0
    assert filled_form("en", Answers({"V6": 4}), "").count(" checked") == 1


def test_form_groups_show_errors_that_lead_to_their_first_input(check: SelfCheck) -> None:
    from django.template import Context, Template

    form = SelfCheckForm(check, "en")
    form.is_bound, form.data = True, {"M1": "9"}
    html = Template("{% load crispy_forms_tags %}{% crispy form %}").render(
        Context({"form": form, "words": check.words, "total": 6})
    )
    assert 'role="alert"' in html
    assert '<a href="#M1-first">' in html
    assert 'id="M1-first"' in html
    assert 'id="M1-error"' in html
    assert 'aria-describedby="stem-1 M1-error"' in html


# The safety step


def safety_help(html: str) -> dict[str, str]:
    """The help of one country's safety step, by the answers it belongs to."""
    return dict(re.findall(r'data-help="(\w+)">(.*?)</div>\s*(?:</div>|<fieldset|<p>|<div)', html, re.S))


@pytest.fixture(scope="module")
def lines() -> dict[str, str]:
    html = without_style(every_page()["/self-check/lines/"])
    found = dict(re.findall(r'<section data-country="(\w\w)">(.*?)</section>', html, re.S))
    return found | {"": without_style(every_page()["/self-check/"])}


@pytest.mark.parametrize("code", [*sorted(directory().countries), ""])
def test_the_safety_help_of_every_country_is_whole(lines: dict[str, str], code: str) -> None:
    found = safety_help(lines[code])
    assert set(found) == {"everyone", "3", "1h2", "r"}
    text = text_of(" ".join(found.values()))
    assert "{" not in text
    assert not re.search(r"(?:[Cc]all|text|someone:) ?\.", text), code
    if code:
        chosen = contacts(directory().countries[code])
        assert f'href="tel:{chosen.emergency.dial[0]}"' in found["3"]
        assert "These numbers are for" in found["everyone"]
        assert set(re.findall(r'href="(?:tel|sms):([^"?]+)', " ".join(found.values()))) <= numbers_of(code)
    else:
        assert "your local emergency number" in found["3"]


def test_with_no_country_the_lines_of_the_countries_served_most_come_first(client: Client) -> None:
    html = without_style(client.get("/self-check/").content.decode())
    block = re.search(r'data-help="everyone">(.*?)</dl>', html, re.S)[1]  # type: ignore[index]
    assert (
        block.index("See crisis lines in your country (opens in a new tab)") < block.index("988") < block.index("112")
    )


def test_the_blocks_without_a_country_hold_lines_of_the_countries_served_most(lines: dict[str, str]) -> None:
    found = safety_help(lines[""])
    for name in ("everyone", "1h2"):
        assert "tel:988" in found[name]
        assert "tel:116123" in found[name]


def test_changing_answers_keeps_the_countrys_help_without_a_script() -> None:
    html = post("change=1&country=NO&saf=3")
    shown, _, kept_for_the_script = html.partition("<template data-anywhere>")
    assert 'href="tel:113"' in safety_help(shown)["3"]
    assert "your local emergency number" not in safety_help(shown)["3"]
    assert "your local emergency number" in kept_for_the_script
    assert "<template data-anywhere>" not in post("change=1&saf=3")
