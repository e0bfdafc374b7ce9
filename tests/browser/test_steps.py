"""The self-check one step at a time, with nothing left behind."""

from playwright.sync_api import Page, expect

from .journeys import (
    IN_VIEW,
    PARTS,
    answer,
    field,
    focused,
    go_back,
    go_on,
    go_to_part,
    open_check,
    part,
    parts_shown,
    send,
    ticked,
)

SAFETY = 5
STORED = """async () => ({
  local: localStorage.length, session: sessionStorage.length, cookie: document.cookie,
  databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
})"""
NOTHING = {"local": 0, "session": 0, "cookie": "", "databases": 0, "caches": 0}


def test_one_step_is_visible_at_a_time_and_says_which(page: Page) -> None:
    open_check(page)
    assert parts_shown(page) == ["0"]
    for number in range(1, PARTS + 1):
        go_on(page)
        assert parts_shown(page) == [str(number)]
        expect(part(page, number).locator(".caption")).to_have_text(f"Part {number} of {PARTS}")


def test_only_the_last_step_sends_and_only_the_first_has_no_way_back(page: Page) -> None:
    open_check(page)
    for number in range(PARTS + 1):
        expect(page.locator(".send")).to_be_visible(visible=number == PARTS)
        expect(page.locator('[data-go="-1"]:visible')).to_have_count(int(number > 0))
        expect(page.locator('[data-go="1"]:visible')).to_have_count(int(number < PARTS))
        if number < PARTS:
            go_on(page)


def test_what_the_check_leaves_out_stands_only_before_the_start(page: Page) -> None:
    open_check(page)
    expect(page.locator("#not-asked")).to_be_visible()
    go_on(page)
    expect(page.locator("#not-asked")).to_be_hidden()


def test_continue_and_back_move_the_focus_to_the_heading(page: Page) -> None:
    open_check(page)
    go_to_part(page, 3)
    expect(part(page, 3).locator("h2")).to_be_focused()
    assert focused(page).evaluate(IN_VIEW)
    go_back(page)
    expect(part(page, 2).locator("h2")).to_be_focused()
    assert focused(page).evaluate(IN_VIEW)


def test_back_to_the_start_moves_the_focus_to_the_title(page: Page) -> None:
    open_check(page)
    go_on(page)
    go_back(page)
    assert parts_shown(page) == ["0"]
    expect(page.locator("h1")).to_be_focused()


def test_the_browsers_back_and_forward_go_one_step_and_keep_the_answers(page: Page) -> None:
    open_check(page)
    answer(page, M1=3, E2=2)
    page.go_back()
    assert parts_shown(page) == ["1"]
    expect(part(page, 1).locator("h2")).to_be_focused()
    assert ticked(page) == ["M1=3", "E2=2"]
    page.go_back()
    assert parts_shown(page) == ["0"]
    page.go_forward()
    page.go_forward()
    assert parts_shown(page) == ["2"]
    assert ticked(page) == ["M1=3", "E2=2"]


def test_a_link_within_the_page_does_not_upset_the_steps(page: Page) -> None:
    open_check(page)
    page.locator('.intro a[href="#not-asked"]').click()
    assert parts_shown(page) == ["0"]
    go_on(page)
    assert parts_shown(page) == ["1"]
    page.go_back()
    assert parts_shown(page) == ["0"]


def test_the_address_says_which_part_and_never_an_answer(page: Page, base_url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_check(page)
    for number, answers in enumerate(
        ({"M1": 4}, {"E1": 3}, {"V1": 2}, {"dur": "gt2m"}, {"saf": "2"}, {"evt": "loss"}), 1
    ):
        answer(page, **answers)
        assert page.url.removeprefix(f"{base_url}/self-check/") in ("", f"#part-{number}")
    send(page)
    assert page.url == f"{base_url}/self-check/"
    assert not [url for url in asked if "?" in url]
    assert page.evaluate("JSON.stringify(history.state)") in ("null", '{"step":6,"depth":6}')


def test_nothing_is_kept_in_the_browser(page: Page) -> None:
    open_check(page)
    answer(page, M1=4, saf="2", evt="unsafe", country="GB")
    assert page.evaluate(STORED) == NOTHING
    assert page.evaluate("history.state") == {"step": PARTS, "depth": PARTS}
    send(page)
    assert page.evaluate(STORED) == NOTHING
    assert page.context.cookies() == []


def test_the_form_is_posted_once_and_only_at_the_end(page: Page) -> None:
    posts: list[str] = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    open_check(page)
    answer(page, M1=4, saf="1")
    assert posts == []
    send(page)
    assert len(posts) == 1


def test_skip_to_my_results_is_there_from_the_careful_question(page: Page) -> None:
    open_check(page)
    answer(page, M1=0)
    expect(page.get_by_role("button", name="Skip to my results")).to_be_hidden()
    go_to_part(page, SAFETY)
    page.get_by_role("button", name="Skip to my results").click()
    expect(page.locator("main[data-help-level]")).to_be_visible()


def test_changing_answers_brings_the_steps_back_with_everything_ticked(page: Page) -> None:
    open_check(page)
    answer(page, M1=3, dur="gt2m", saf="1", med=("start", "dose"), country="GB")
    send(page)
    page.get_by_role("button", name="Change my answers").click()
    expect(page.locator("form.stepping")).to_be_visible()
    assert parts_shown(page) == ["1"]
    assert ticked(page) == ["M1=3", "dur=gt2m", "saf=1", "med=start", "med=dose"]
    assert page.locator("select[name=country]").input_value() == "GB"
    go_to_part(page, SAFETY)
    expect(part(page, SAFETY).locator(".for-1h2")).to_be_visible()
    assert field(page, "saf", "1").is_checked()
