"""The take-along page as a visitor meets it, from the result's own form to its last button."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.pages import FORM, HERE, HOST, TAKEN, Elements, post, text_of, without_style

from .examples import EXAMPLES, as_form
from .taking import FILES, PAGE, send
from .test_result_page import NO_DIAGNOSIS, NO_REASSURANCE, says

STRONG = "M1=3&M2=3&M3=3&M4=3&dur=gt2m"
ADDRESSES = [PAGE, *(f"/self-check/{name}" for name in FILES)]
TOMORROW = "2026-11-25T10:00"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which these tests take place."""
    from datetime import UTC, date, datetime

    monkeypatch.setattr("selfcheck.take_along_page.localdate", lambda: date(2026, 11, 24))
    monkeypatch.setattr("selfcheck.take_along_page.now", lambda: datetime(2026, 11, 24, 14, 5, tzinfo=UTC))


def page(fields: str) -> str:
    """The take-along page without its style sheet."""
    return without_style(send(PAGE, fields).content.decode())


def form_of(html: str) -> list[tuple[str, str]]:
    """What a browser would send of the form `take` as it stands."""
    sent = []
    for tag, attrs in Elements(html).found:
        hidden = tag == "input" and attrs.get("type") == "hidden"
        ticked = tag == "input" and attrs.get("type") in ("radio", "checkbox") and "checked" in attrs
        typed = tag == "input" and attrs.get("type") in ("text", "datetime-local")
        if attrs.get("name") and (hidden or ticked or typed):
            sent.append((attrs["name"], attrs.get("value", "")))
    boxes = re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\n(.*?)</textarea>', html, re.S)
    return [*sent, *((name, unescape(text)) for name, text in boxes)]


def value(html: str, name: str) -> str:
    """What stands in one field."""
    return dict(form_of(html))[name]


def test_the_result_ends_in_a_form_that_makes_the_note() -> None:
    html = post(f"{STRONG}&country=GB&saf=1&evt=loss&evt=unsafe")
    (form,) = [attrs for tag, attrs in Elements(html).found if tag == "form"]
    assert (form["action"], form["method"], form["id"]) == (PAGE, "post", "take")
    sent = dict(form_of(html))
    assert (sent["M1"], sent["saf"], sent["country"], sent["words_muted"]) == ("3", "1", "GB", "")
    assert "evt" not in sent
    for scale in ("muted", "enjoy", "avoid"):
        assert f'name="words_{scale}"' in html
    assert html.count('name="agree_muted"') == 3
    assert "agree_enjoy" not in html, "there is nothing to agree with where too little was answered"
    assert "Does this sound like you?" in html


def test_the_form_leads_to_the_page_and_the_page_can_be_sent_again_and_again() -> None:
    chosen = dict(form_of(post(f"{STRONG}&country=GB&saf=1"))) | {"agree_muted": "partly", "words_muted": "Ice"}
    first = page(urlencode(chosen))
    assert "That is partly right. In my own words: “Ice”." in value(first, "note_text")
    second = page(urlencode([*form_of(first), ("include_saf", "1"), ("wish", "plan")]))
    assert "life is not worth living" in value(second, "note_text")
    third = page(urlencode([(k, v) for k, v in form_of(second) if k != "wish"]))
    assert "[ ] a plan and a date to come back" in value(third, "note_text")
    assert form_of(third) == form_of(page(urlencode(form_of(third))))


def test_whatever_was_chosen_is_still_chosen_afterwards() -> None:
    html = page(TAKEN["everything chosen"].replace("2030-01-01", "2026-12-01") + "&leave_out=med")
    sent = form_of(html)
    for field in (
        *(("include_saf", "1"), ("include_unr", "1"), ("include_v6", "1")),
        *(("include_evt", "loss"), ("include_evt", "trauma"), ("wish", "plan")),
        *(("agree_muted", "right"), ("agree_enjoy", "no"), ("words_muted", "Behind glass")),
        *(("step_who", "Dr Lee"), ("step_when", "2026-12-01T10:00")),
        ("leave_out", "med"),
    ):
        assert field in sent, field


def test_nothing_is_ticked_at_first() -> None:
    sent = dict(form_of(page(f"{STRONG}&saf=2&unr=2&evt=loss&V6=4")))
    assert not [name for name in sent if name.startswith(("include_", "leave_", "wish", "agree_"))]


def test_only_answers_that_were_given_can_be_added() -> None:
    html = page(STRONG)
    for name in ("include_saf", "include_unr", "include_v6"):
        assert name not in html
    assert html.count('name="include_evt"') == 4
    assert "include_v6" not in page("V6=2")
    assert "include_v6" in page("V6=3")


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_answer_to_answers_is_stored_or_indexed_or_sets_a_cookie(address: str) -> None:
    response = send(address, f"{STRONG}&step_when={TOMORROW}")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert not response.cookies
    assert not {"ETag", "Last-Modified", "Location"} & set(response.headers)


@pytest.mark.parametrize(("name", "kind"), FILES.items())
def test_files_have_neutral_names(name: str, kind: str) -> None:
    response = send(name, f"{STRONG}&step_when={TOMORROW}")
    assert response.headers["Content-Type"] == kind
    saved = {"step.ics": "event.ics"}.get(name, name)
    assert response.headers["Content-Disposition"] == f'attachment; filename="{saved}"'


@pytest.mark.parametrize("address", ADDRESSES)
def test_without_answers_there_is_nothing_here_and_the_page_says_why(address: str) -> None:
    response = Client(headers=HOST).get(address)
    assert response.status_code == (200 if address == PAGE else 405)
    assert response.headers.get("Allow") == (None if address == PAGE else "POST")
    assert response.headers["Cache-Control"] == "no-store"
    said = text_of(response.content.decode())
    assert "There is no note to show here, because this site keeps none." in said
    assert "Start the self-check" in said
    assert "Find a crisis line in your country" in said


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    ("headers", "body", "kind", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, "M1=3", FORM, 403),
        (HERE, "M1=" + "3" * 70_000, FORM, 413),
        (HERE, "words_muted=%ff", FORM, 400),
        (HERE, "{}", "application/json", 400),
    ],
)
def test_what_is_no_form_of_ours_is_refused(
    address: str, headers: dict[str, str], body: str, kind: str, status: int
) -> None:
    response = Client(headers=HOST).post(address, body, content_type=kind, headers=headers)
    assert response.status_code == status
    assert "Get help now" in response.content.decode()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: str(each["id"]))
def test_the_page_names_no_condition_reassures_nobody_and_leaves_no_gap(example: dict[str, object]) -> None:
    fields = [(name, value) for name, values in as_form(example).items() for value in values]
    fields += [("include_saf", "1"), ("include_unr", "1"), ("include_evt", "trauma"), ("include_v6", "1")]
    html = page(urlencode(fields))
    text = says(html)
    for never in (*NO_REASSURANCE, *NO_DIAGNOSIS):
        assert never not in text, never
    assert not re.search(r"[{}]|\bNone\b", text)
    note = value(html, "note_text")
    assert not re.search(r"[{}]|\n\n\n|- ?\n|: ?\n\n|“”", note)


def test_own_words_are_text_in_the_page() -> None:
    typed = '"><script>alert(1)</script>&amp;{{ site_name }}'
    html = page(urlencode([("words_muted", typed), ("step_who", typed), ("note_text", typed), ("short_text", typed)]))
    assert "<script>alert" not in html
    for name in ("words_muted", "step_who", "note_text", "short_text"):
        assert value(html, name) == typed


def test_any_script_stays_in_the_page_and_turning_marks_do_not() -> None:
    typed = "ما أحس بشيء 😢 \u202edesrever 不"
    html = page(urlencode({"words_muted": typed}))
    assert value(html, "words_muted") == typed.replace("\u202e", "")
    assert "\u202e" not in html
    assert re.search(r'<input type="text" id="words_muted"[^>]*dir="auto"', html)


def test_too_long_is_cut_with_a_sentence_that_leads_to_the_field() -> None:
    html = page(urlencode({"words_muted": "x" * 281, "step_who": "y" * 81}))
    assert value(html, "words_muted") == "x" * 280
    assert '<a href="#words_muted">What you wrote about “Muted feelings” was longer than 280 characters' in html
    assert '<a href="#step_who">The name of who you will contact was longer than 80 characters' in html
    assert "was longer than" not in page(urlencode({"words_muted": "x" * 280, "step_who": "y" * 80}))


def test_line_ends_of_a_browser_do_not_count_as_a_change() -> None:
    first = page(STRONG)
    fields = [(name, text.replace("\n", "\r\n")) for name, text in form_of(first)]
    again = page(urlencode(fields))
    assert value(again, "note_text") == value(first, "note_text")
    assert "data-edited hidden" in again


def test_a_change_is_kept_and_said() -> None:
    first = page(STRONG)
    fields = dict(form_of(first)) | {"note_text": "Dear Dr Lee,\n\nI feel nothing.", "short_text": "Short and mine."}
    again = page(urlencode(fields))
    assert value(again, "note_text") == "Dear Dr Lee,\n\nI feel nothing."
    assert value(again, "short_text") == "Short and mine."
    assert "data-edited>We kept your own changes." in again
    assert '<div class="paper print-only" dir="auto" data-paper>Dear Dr Lee,' in again


def test_help_comes_first_where_the_result_asks_for_it() -> None:
    now = page("saf=3&country=GB")
    assert now.index("Please get help now") < now.index("Your note")
    assert 'href="tel:999"' in now[: now.index("Your note")]
    anywhere = page("saf=3")
    assert 'href="tel:112"' in anywhere[: anywhere.index("Your note")]
    soon = page("saf=2&country=GB")
    assert 'href="tel:116123"' in soon[: soon.index("Your note")]
    calm = page(STRONG)
    assert "level-box" not in calm
    assert "get medical help now, even if you feel all right" in now[: now.index("Your note")]
    assert "Please do not wait for an appointment." in now
    assert "If you no longer feel safe" in soon[: soon.index("Your note")]
    for html in (now, soon, calm):
        assert 'id="help-numbers"' in html
        assert "If someone hurts, scares or controls you" in html


def test_help_still_comes_first_when_the_event_that_called_for_it_is_not_carried() -> None:
    result = post("unr=3&evt=baby&country=GB")
    assert 'data-help-level="now"' in result
    first = page(urlencode(form_of(result)))
    for html in (first, page(urlencode(form_of(first)))):
        assert "Please get help now" in html
        assert "step_when" not in html


def test_no_day_is_offered_where_help_is_needed_now() -> None:
    for fields in ("saf=3", "unr=3&evt=baby", "unr=3&saf=2"):
        html = page(f"{fields}&step_when={TOMORROW}&step_who=Sam")
        assert "step_when" not in html
        assert "step.ics" not in html
        assert "on Wednesday" not in value(html, "note_text")
        refused = send("step.ics", f"{fields}&step_when={TOMORROW}")
        assert refused.status_code == 422
        assert refused.headers["Content-Type"].startswith("text/html")
        assert "Please get help first." in refused.content.decode()


@pytest.mark.parametrize(
    ("fields", "offered"),
    [
        ("saf=2", "2026-11-24T15:00"),
        ("saf=1", "2026-11-24T15:00"),
        ("saf=h", "2026-11-24T15:00"),
        ("unr=3", "2026-11-24T15:00"),
        ("fun=4", "2026-11-24T15:00"),
        ("fun=3", ""),
        ("saf=r", ""),
        (STRONG, ""),
        ("", ""),
    ],
)
def test_today_is_offered_only_where_the_result_asks_for_a_talk_today(fields: str, offered: str) -> None:
    html = page(fields)
    assert (value(html, "step_when"), value(html, "step_offered")) == (offered, offered)
    assert "next step" not in value(html, "note_text"), "an offer is not yet what the person will do"
    again = page(urlencode(form_of(html)))
    assert "next step" not in value(again, "note_text")


def test_an_offer_that_was_cleared_stays_cleared() -> None:
    html = page("saf=2&step_offered=2026-11-24T15:00&step_when=")
    assert value(html, "step_when") == ""


def test_a_next_step_stands_in_the_note_and_its_who_never_in_the_file() -> None:
    html = page(f"saf=2&step_offered=2026-11-24T15:00&step_when={TOMORROW}&step_who=Dr+Lee")
    assert "My next step: I will contact Dr Lee on Wednesday 25 November 2026, 10:00." in value(html, "note_text")
    made = send("step.ics", f"saf=2&step_when={TOMORROW}&step_who=Dr+Lee").content.decode()
    assert "DTSTART:20261125T100000\r\n" in made
    assert "SUMMARY:Phone call\r\n" in made
    assert "Lee" not in made


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("", "Choose a day and a time first."),
        ("soon", "We could not read that day and time."),
        ("2026-11-01T10:00", "That day has passed."),
        ("2036-11-01T10:00", "That is more than a year away."),
    ],
)
def test_a_day_that_cannot_be_used_is_said_and_loses_nothing(when: str, said: str) -> None:
    fields = f"{STRONG}&words_muted=Ice&wish=plan&note_text=Mine&step_who=Sam&step_when={when}"
    refused = send("step.ics", fields)
    assert refused.status_code == 422
    html = refused.content.decode()
    assert "<title>Error: " in html
    assert f'<a href="#step_when">{said}' in html
    assert html.index("There is a problem") < html.index("<h1")
    sent = form_of(html)
    for field in (
        ("words_muted", "Ice"),
        ("wish", "plan"),
        ("note_text", "Mine"),
        ("step_who", "Sam"),
        ("step_when", when),
    ):
        assert field in sent


def test_an_unusable_day_does_not_hold_up_the_papers() -> None:
    assert send("note.pdf", f"{STRONG}&step_when=soon").status_code == 200
    assert send(PAGE, f"{STRONG}&step_when=soon").status_code == 422


def test_the_code_and_its_text_say_the_same() -> None:
    import zxingcpp
    from PIL import Image, ImageDraw

    html = page(f"{STRONG}&agree_muted=right&country=GB&saf=2&include_saf=1")
    text = unescape(re.search(r'id="code-text">(.*?)</p>', html)[1])  # type: ignore[index]
    size = int(re.search(r'<svg data-qr[^>]*viewBox="0 0 (\d+)', html)[1])  # type: ignore[index]
    drawing = re.search(r"<svg data-qr.*?</svg>", html, re.S)[0]  # type: ignore[index]
    picture = Image.new("L", (size * 4, size * 4), 255)
    draw = ImageDraw.Draw(picture)
    for x, y, run in runs(drawing):
        draw.rectangle((x * 4, y * 4, (x + run) * 4 - 1, y * 4 + 3), fill=0)
    (found,) = zxingcpp.read_barcodes(picture)
    assert found.text == text
    assert text.startswith("Thaw, ")
    assert found.ec_level in ("M", "Q", "H")


def runs(svg: str) -> list[tuple[int, int, int]]:
    """The dark runs of a code's path: column, row and length."""
    path = re.search(r'stroke="#000" d="([^"]+)"', svg)[1]  # type: ignore[index]
    found, x, y = [], 0.0, 0.0
    for command, numbers in re.findall(r"([Mmh])([^Mmh]*)", path):
        values = [float(each) for each in re.findall(r"-?[\d.]+", numbers)]
        if command == "h":
            found.append((int(x), int(y), int(values[0])))
            x += values[0]
        elif command == "M":
            x, y = values
        else:
            x, y = x + values[0], y + values[1]
    return found


def test_the_code_is_on_the_take_along_page_alone_and_closed() -> None:
    assert "data-qr" not in post(STRONG)
    html = page(STRONG)
    assert '<details class="code screen">' in html
    assert html.count("data-qr") == 1
    assert "Anyone who scans it can read it." in html


def test_only_a_result_at_level_now_asks_for_help_first_on_the_next_page() -> None:
    assert "help_first" not in dict(form_of(post("saf=2")))
    assert "help_first" in dict(form_of(post("saf=3")))


def test_the_day_that_was_offered_stays_the_one_that_was_offered() -> None:
    html = page("saf=2&step_offered=2026-11-24T09:00&step_when=2026-11-24T09:00")
    assert value(html, "step_offered") == "2026-11-24T09:00"


def test_an_offered_day_counts_once_someone_is_named() -> None:
    html = page("saf=2&step_offered=2026-11-24T15:00&step_when=2026-11-24T15:00&step_who=Sam")
    assert "I will contact Sam on Tuesday 24 November 2026, 15:00." in value(html, "note_text")


def test_late_in_the_evening_the_last_hour_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import UTC, datetime

    monkeypatch.setattr("selfcheck.take_along_page.now", lambda: datetime(2026, 11, 24, 23, 30, tzinfo=UTC))
    assert value(page("saf=2"), "step_when") == "2026-11-24T23:00"


def test_what_a_date_field_could_not_hold_stays_as_it_was_typed() -> None:
    assert 'type="text" id="step_when" name="step_when" value="soon"' in page("step_when=soon")
    assert 'type="datetime-local" id="step_when"' in page("step_when=2026-11-01T10:00")


def test_a_day_is_no_problem_where_none_is_offered() -> None:
    assert send(PAGE, "saf=3&step_when=soon").status_code == 200


@pytest.mark.parametrize(("field", "what"), [("note_text", "Your note"), ("short_text", "The short version")])
def test_a_note_that_is_too_long_says_so(field: str, what: str) -> None:
    html = page(urlencode({field: "x" * 3001}))
    assert f'<a href="#{field}">{what} was longer than 3000 characters' in html


@pytest.mark.parametrize("fields", [{"note_text": "漢"}, {"words_muted": "漢", "note_text": "Mine"}])
def test_the_page_warns_of_boxes_in_either_paper(fields: dict[str, str]) -> None:
    assert "□ stands for a character" in page(urlencode(fields))


def test_the_summary_on_the_page_says_what_was_left_out() -> None:
    sheet = page(STRONG).split('<div class="sheet">')[1].split('<p class="row')[0]
    assert "Safety question: not included by the person. THIS DOES NOT MEAN “NO”." in sheet
    assert "Also not included: Everyday things, Feeling unreal, Medicines, Events, Support." in sheet


def test_an_edited_note_is_kept_through_several_changes() -> None:
    first = page(f"{STRONG}&saf=1")
    edited = dict(form_of(first))
    edited["note_text"] = edited["note_text"].replace("Hello,", "Dear Dr Lee,")
    edited["short_text"] = edited["short_text"].replace("emotionally numb", "nothing at all")
    second = dict(form_of(page(urlencode(edited | {"include_saf": "1", "words_muted": "Ice"}))))
    third = dict(form_of(page(urlencode({**second, "words_muted": ""} | {"leave_out": "dur"}))))
    fourth = {name: text for name, text in third.items() if name != "include_saf"}
    last = page(urlencode(fourth))
    assert value(last, "note_text").startswith("Dear Dr Lee,")
    for gone in ("ending my life", "Ice", "2 months"):
        assert gone not in value(last, "note_text")
    assert "nothing at all" in value(last, "short_text")
    assert "Ice" not in value(last, "short_text")


def test_own_words_too_strange_to_keep_are_said_to_be_cut() -> None:
    html = page(urlencode({"words_muted": "x" * 279 + "a" + "\u0323\u0335" * 50}))
    assert "was longer than 280 characters" in html


@pytest.mark.parametrize("fields", ["saf=2", "saf=1"])
def test_a_first_sentence_for_the_phone_stands_with_the_numbers(fields: str) -> None:
    html = page(fields)
    assert "If you call a crisis line, you can say:" in html[: html.index("Your note")]


def test_both_forms_send_what_was_typed_as_it_is() -> None:
    for html in (post(STRONG), page(STRONG)):
        (form,) = [attrs for tag, attrs in Elements(html).found if tag == "form"]
        assert form["enctype"] == "multipart/form-data"
    assert 'name="note_text" rows=' in page(STRONG)
    assert re.search(r'<textarea[^>]*id="note_text"[^>]*dir="auto"', page(STRONG))


def test_the_answers_as_a_file_say_the_day_and_the_language() -> None:
    import json

    made = json.loads(send("response.json", STRONG).content)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", made["authored"])
    assert made["language"] == "en"


def test_links_open_beside_the_page_that_would_be_gone_on_back() -> None:
    for tag, attrs in Elements(page(f"{STRONG}&country=GB")).found:
        if tag == "a" and attrs["href"].startswith("/") and attrs["href"] != "/self-check/":
            assert attrs.get("target") == "_blank", attrs


def test_the_code_has_its_white_margin_and_a_name() -> None:
    html = page(STRONG)
    svg = re.search(r"<svg data-qr.*?</svg>", html, re.S)[0]  # type: ignore[index]
    size = int(re.search(r'viewBox="0 0 (\d+)', svg)[1])  # type: ignore[index]
    assert min(x for x, _, _ in runs(svg)) == 4
    assert max(x + run for x, _, run in runs(svg)) == size - 4
    assert 'role="img" aria-label="A code that holds the text below"' in svg
