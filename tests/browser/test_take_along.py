"""Taking it along: from the last answer to a paper in the hand, on a small phone, with and without JavaScript."""

import re
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Download, Locator, Page, expect
from pypdf import PdfReader

from .conftest import LEAVE_URL, Visit
from .journeys import answer, focused, numbers_in, open_check, result_at, result_of, send, tab_to, ticked
from .test_accessibility import HEIGHTS, TARGETS, all_looks_are_clean, everything_fits

PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2}
TOLD = {"M1": 4, "M2": 3, "M3": 3, "M4": 3, "M5": 2, "dur": "gt2m", "fun": "2", "saf": "1", "evt": ("loss", "unsafe")}
STATES = {
    "nothing said": {"M1": 1},
    "much said": {**TOLD, "V6": 4, "unr": "1", "med": "dose", "country": "GB"},
    "help first": {"saf": "3", "unr": "2"},
}


def make_note(page: Page) -> None:
    """From a result to the take-along page."""
    page.get_by_role("button", name="Make my note").click()
    expect(page.locator("h1")).to_have_text("To take along")


def open_part(page: Page, words: str) -> None:
    """Unfold one part of the page."""
    page.locator("summary", has_text=words).click()


def update(page: Page) -> None:
    """Send the page again after a change."""
    with page.expect_navigation():
        page.get_by_role("button", name="Update the note and the summary").click()


def note(page: Page) -> Locator:
    """The note, ready to be changed."""
    return page.get_by_role("textbox", name="Your note")


def tick(page: Page, words: str) -> None:
    """Tick one box."""
    page.locator("label.choice", has_text=words).locator("input").check()


def code_on_screen(page: Page) -> list[str]:
    """What a reader of codes sees in a picture of the screen."""
    page.get_by_text("Show a code for another phone").click()
    code = page.locator("[data-qr]")
    code.evaluate("el => el.scrollIntoView({block: 'center'})")
    return [each.text for each in zxingcpp.read_barcodes(Image.open(BytesIO(code.screenshot())))]


def download(page: Page, button: str) -> Download:
    """What a button saves."""
    with page.expect_download() as saved:
        page.get_by_role("button", name=button).click()
    return saved.value


def paper(saved: Download) -> str:
    """What a saved PDF says."""
    pages = PdfReader(saved.path()).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def taking(page: Page, **answers: object) -> None:
    """A take-along page, from these answers."""
    result_of(page, **answers)  # type: ignore[arg-type]
    make_note(page)


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_whole_journey_on_a_small_phone(visit: Visit, script: bool) -> None:
    page = visit(**PHONE, java_script_enabled=script)
    open_check(page)
    answer(page, **TOLD, country="GB")  # type: ignore[arg-type]
    main = send(page)
    main.locator('[data-area="muted"]').get_by_text("Sounds right").click()
    main.get_by_label("In your own words (you can leave this empty) (Muted feelings)").fill(
        "Behind glass, <b>always</b>"
    )
    make_note(page)
    expect(note(page)).to_have_value(re.compile("That sounds right. In my own words: “Behind glass, <b>always</b>”."))
    assert "life is not worth living" not in note(page).input_value()
    assert "116123" in numbers_in(page.locator(".level-box"))

    tick(page, "My answer about suicidal thoughts")
    tick(page, "A death or another big loss")
    tick(page, "a plan and a date to come back")
    update(page)
    expect(note(page)).to_have_value(re.compile("life is not worth living"))
    assert "include_saf=1" in ticked(page)
    note(page).fill(note(page).input_value().replace("Hello,", "Dear Dr Lee,"))

    saved = download(page, "The note as PDF")
    assert saved.suggested_filename == "note.pdf"
    said = paper(saved)
    for words in ("Dear Dr Lee,", "My feelings were weaker", "Behind glass, <b>always</b>", "big loss", "☒ a plan"):
        assert words in said
    assert "hurting, scaring" not in said
    summary = paper(download(page, "The summary as PDF"))
    assert "The person says: sounds right." in summary
    assert "“No, but I have felt that life is not worth living”" in summary
    (code,) = code_on_screen(page)
    assert code == page.locator("#code-text").inner_text()
    assert "Muted feelings: much of the time (sounds right)" in code
    assert "glass" not in code
    assert ticked(page), "what was saved took nothing away from the page"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("scale", [1, 2])
def test_the_code_can_be_read_off_the_screen_in_either_theme(visit: Visit, scheme: str, scale: int) -> None:
    page = visit(viewport={"width": 320, "height": 640}, device_scale_factor=scale, color_scheme=scheme)
    taking(page, M1=4, E1=4, V1=4)
    assert code_on_screen(page) == [page.locator("#code-text").inner_text()]


def test_the_answers_as_a_file_and_the_day_for_a_calendar(page: Page) -> None:
    taking(page, M1=4, saf="2", country="GB")
    page.get_by_text("For health software").click()
    saved = download(page, "Answers as a file")
    assert saved.suggested_filename == "response.json"
    assert '"QuestionnaireResponse"' in Path(saved.path()).read_text()
    assert "saf" not in Path(saved.path()).read_text()
    page.get_by_label("Who will you contact?").fill("Dr Lee")
    day = page.get_by_label("When?")
    assert day.input_value() == page.locator("[name=step_offered]").input_value() != "", "today is offered"
    calendar = download(page, "Save it to my calendar")
    assert calendar.suggested_filename == "event.ics"
    assert "Lee" not in Path(calendar.path()).read_text()


@pytest.mark.parametrize(
    ("zone", "now", "offered"),
    [
        ("UTC", "14:05", "15:00"),
        ("UTC", "23:50", "23:45"),
        ("Pacific/Auckland", "20:30", "10:00"),
        ("America/New_York", "03:10", "23:00"),
    ],
)
def test_today_is_offered_by_the_visitors_own_clock(visit: Visit, zone: str, now: str, offered: str) -> None:
    page = visit(timezone_id=zone)
    page.clock.set_fixed_time(f"2026-11-24T{now}:00Z")
    taking(page, saf="2")
    local = page.evaluate("(d => `${d.getFullYear()}-${d.getMonth() + 1}-${d.getDate()}`)(new Date())")
    expect(page.get_by_label("When?")).to_have_value(f"{local}T{offered}")
    expect(page.locator("[name=step_offered]")).to_have_value(f"{local}T{offered}")


def test_a_day_that_has_passed_is_said_and_the_keyboard_is_there(page: Page) -> None:
    taking(page, M1=3)
    note(page).fill("Mine")
    page.get_by_label("When?").fill("2020-01-01T10:00")
    page.get_by_role("button", name="Save it to my calendar").click()
    summary = page.locator(".error-summary")
    expect(summary).to_contain_text("That day has passed.")
    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    summary.get_by_role("link").click()
    expect(page.get_by_label("When?")).to_be_focused()
    expect(note(page)).to_have_value("Mine")


def test_where_help_is_needed_now_no_day_is_offered_and_the_numbers_come_first(page: Page) -> None:
    taking(page, saf="3", country="GB")
    expect(page.locator(".level-box")).to_contain_text("Please get help now")
    assert "999" in numbers_in(page.locator(".level-box"))
    expect(page.get_by_text("A next step with a day")).to_have_count(0)


def test_copying_gives_the_note_as_it_stands(visit: Visit) -> None:
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    taking(page, M1=3)
    note(page).fill("Just this")
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "Just this"


def test_where_copying_is_not_allowed_the_text_is_marked(page: Page) -> None:
    taking(page, M1=3)
    open_part(page, "A short version")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.get_by_role("button", name="Copy the short version").click()
    expect(page.get_by_text("Marked. Now copy it.")).to_be_visible()
    marked = page.evaluate(
        "[(e => e.selectionEnd - e.selectionStart)(document.activeElement), document.activeElement.value.length]"
    )
    assert marked[0] == marked[1] > 100


def test_enter_in_a_line_makes_the_note_again(page: Page) -> None:
    taking(page, M1=3)
    page.get_by_label("Who will you contact?").fill("Sam")
    with page.expect_navigation():
        page.get_by_label("Who will you contact?").press("Enter")
    expect(note(page)).to_have_value(re.compile("I will contact Sam."))


def test_printing_shows_note_and_summary_as_edited_and_nothing_else(page: Page) -> None:
    taking(page, **STATES["much said"])  # type: ignore[arg-type]
    note(page).fill("My own words")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator("[data-paper]")).to_have_text("My own words")
    expect(page.locator(".sheet")).to_be_visible()
    for hidden in (
        ".level-box",
        "textarea",
        "fieldset",
        ".code",
        ".step-day",
        ".help-numbers",
        ".home-paragraph",
        "button",
        "h1",
        ".bottom",
    ):
        assert not page.locator(hidden).locator("visible=true").count(), hidden
    expect(page.locator(".print-only").first).to_have_text(re.compile(r"^\d{1,2} \w+ \d{4}$"))


def test_whatever_is_chosen_stands_on_the_papers_at_once(page: Page) -> None:
    taking(page, **STATES["much said"])  # type: ignore[arg-type]
    code = page.locator("#code-text").text_content()
    note(page).fill(note(page).input_value().replace("Hello,", "Dear Dr Lee,"))
    tick(page, "My answer about suicidal thoughts")
    expect(page.get_by_text("The note and the summary are up to date.")).to_be_visible()
    expect(note(page)).to_have_value(re.compile("^Dear Dr Lee,.*life is not worth living", re.S))
    expect(page.locator(".sheet")).to_contain_text("life is not worth living")
    page.locator("label.choice", has_text="My answer about suicidal thoughts").locator("input").uncheck()
    expect(page.locator(".sheet")).to_contain_text("THIS DOES NOT MEAN “NO”")
    assert "worth living" not in note(page).input_value()
    open_part(page, "Does it sound like you?")
    page.locator("details .area").first.get_by_text("Not really").click()
    expect(page.locator("#code-text")).not_to_have_text(str(code))
    (read,) = code_on_screen(page)
    assert "(not really)" in read
    open_part(page, "Leave something out")
    tick(page, "Duration")
    expect(note(page)).to_have_value(re.compile("For some time I have noticed:"))


def test_what_is_typed_while_the_papers_are_made_is_not_lost(page: Page) -> None:
    taking(page, M1=3)
    page.route("**/note/", lambda route: (page.wait_for_timeout(300), route.continue_())[1])
    tick(page, "a plan and a date")
    note(page).press_sequentially("Mine. ")
    expect(note(page)).to_have_value(re.compile(r"Mine\. .*\[x\] a plan|\[x\] a plan.*Mine\. ", re.S))


@pytest.mark.parametrize(("button", "shown", "hidden"), [("note", ".paper", ".sheet"), ("summary", ".sheet", ".paper")])
def test_each_paper_can_be_printed_alone(page: Page, button: str, shown: str, hidden: str) -> None:
    taking(page, M1=3)
    page.evaluate("print = () => { window.printed = true; }")
    page.get_by_role("button", name=f"Print the {button}").click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    expect(page.locator(shown)).to_be_visible()
    expect(page.locator(hidden)).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(hidden)).to_be_visible()


def test_leaving_shows_nothing_on_the_way_back(page: Page) -> None:
    page.goto("/articles/")
    open_check(page)
    answer(page, M1=4, saf="2")  # part by part, as every part is an entry of the tab's history
    send(page)
    make_note(page)
    page.locator("header [data-leave]").click()
    page.wait_for_url(LEAVE_URL)
    page.go_back()
    assert "To take along" not in page.content()
    assert ticked(page) == []


def test_shift_three_times_leaves_from_inside_the_note(page: Page) -> None:
    taking(page, M1=4)
    note(page).focus()
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(LEAVE_URL)


def test_leaving_empties_what_was_typed(page: Page) -> None:
    taking(page, M1=4, saf="2")
    tick(page, "to be listened to")
    page.get_by_label("Who will you contact?").fill("Sam")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    left = "all => all.filter(each => each.checked || (!['hidden', 'checkbox', 'radio'].includes(each.type) && each.value))"
    assert page.locator("input, textarea").evaluate_all(f"({left})").__len__() == 0


def test_changing_answers_from_here_brings_them_back(page: Page) -> None:
    taking(page, M1=3, saf="1", country="US")
    page.get_by_role("button", name="Change my answers").click()
    expect(page.locator("form[data-steps]")).to_be_visible()
    assert ticked(page) == ["M1=3", "saf=1"]


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    result_at(page, "consider")
    tab_to(page, "button.button", limit=120)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("To take along")
    tab_to(page, "#note_text", limit=60)
    page.keyboard.type("My ")
    tab_to(page, "input[value=plan]", limit=60)
    page.keyboard.press("Space")
    tab_to(page, ".choices button", limit=60)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(note(page)).to_have_value(re.compile(r"\[x\] a plan"))
    assert not focused(page).count() or focused(page).evaluate("el => el.tagName") == "BODY"


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_open_to_everyone(page: Page, state: str) -> None:
    taking(page, **STATES[state])  # type: ignore[arg-type]
    everything_fits(page)
    all_looks_are_clean(page)
    small = page.locator(TARGETS).evaluate_all(HEIGHTS)
    assert small == []


def test_a_page_with_a_problem_is_open_to_everyone(page: Page) -> None:
    taking(page, **STATES["much said"])  # type: ignore[arg-type]
    page.evaluate("document.querySelector('#words_muted').maxLength = 999")
    page.locator("#words_muted").evaluate("(el) => { el.value = 'x'.repeat(300); }")
    page.get_by_label("When?").fill("2020-01-01T10:00")
    page.get_by_role("button", name="Add it to the note").click()
    expect(page.locator(".cut")).to_contain_text("was longer than 280 characters")
    everything_fits(page)
    all_looks_are_clean(page)


def test_nothing_here_is_open_to_everyone(page: Page) -> None:
    page.goto("/self-check/note/")
    everything_fits(page)
    all_looks_are_clean(page)
