"""Everything works without JavaScript: one calm, long page, one answer to it."""

from playwright.sync_api import Page, expect

from .conftest import Visit
from .journeys import PARTS, answer, field, numbers_in, open_check, parts_shown, send, ticked

AGAIN = "Please answer this one again. We do not send it back."


def change(page: Page) -> None:
    """Go back to one's answers."""
    page.get_by_role("button", name="Change my answers").click()
    expect(page.locator("form[data-steps]")).to_be_visible()


def test_the_self_check_is_one_long_page(plain_page: Page) -> None:
    open_check(plain_page)
    assert parts_shown(plain_page) == [str(number) for number in range(PARTS + 1)]
    expect(plain_page.locator("[data-go]")).to_have_count(0)


def test_the_whole_journey(plain_page: Page) -> None:
    plain_page.goto("/")
    plain_page.get_by_role("link", name="Start the self-check").click()
    answer(plain_page, M1=4, M2=4, M3=3, M4=3, E1=1, dur="gt2m", fun="2", saf="0", sup="friend", country="GB")
    main = send(plain_page)
    expect(main).to_have_attribute("data-help-level", "consider")
    expect(main.locator('[data-area="muted"]')).to_have_attribute("data-band", "many")
    assert "116123" in numbers_in(main)


def test_an_empty_form_gives_a_result_and_no_error(plain_page: Page) -> None:
    open_check(plain_page)
    main = send(plain_page)
    expect(main).to_have_attribute("data-help-level", "read")
    expect(main.locator('[data-band="not-enough"]')).to_have_count(3)
    expect(plain_page.locator("[role=alert], .error, .error-summary")).to_have_count(0)


def test_changing_answers_brings_them_back_but_never_what_happens_at_home(plain_page: Page) -> None:
    open_check(plain_page)
    answer(plain_page, M1=3, V6=0, dur="lt2w", saf="h", med=("dose", "steady"), evt=("loss", "unsafe"), country="US")
    send(plain_page)
    change(plain_page)
    assert ticked(plain_page) == ["M1=3", "V6=0", "dur=lt2w", "saf=h", "med=dose", "med=steady"]
    assert plain_page.locator("select[name=country]").input_value() == "US"
    asked_again = plain_page.locator("fieldset", has=field(plain_page, "evt", "unsafe"))
    expect(asked_again).to_contain_text(AGAIN)
    expect(asked_again).to_have_attribute("aria-describedby", "evt-again")


def test_an_empty_form_does_not_ask_anything_again(plain_page: Page) -> None:
    open_check(plain_page)
    expect(plain_page.get_by_text(AGAIN)).to_have_count(0)


def test_what_happens_at_home_is_never_shown_back_and_still_heard_when_ticked_again(plain_page: Page) -> None:
    open_check(plain_page)
    answer(plain_page, evt="unsafe")
    for _ in range(2):
        main = send(plain_page)
        expect(main).to_have_attribute("data-help-level", "soon")
        assert "hurting, scaring or controlling" not in plain_page.content()
        assert "unsafe" not in plain_page.content()
        assert "S6" not in plain_page.content()
        assert main.evaluate("el => el.querySelector('.level-box').nextElementSibling.className") == "home-paragraph"
        change(plain_page)
        assert ticked(plain_page) == []
        answer(plain_page, M1=1, evt="unsafe")
        field(plain_page, "M1", "").check()
    expect(send(plain_page)).to_have_attribute("data-help-level", "soon")


def test_clear_leads_to_an_empty_form(plain_page: Page) -> None:
    open_check(plain_page)
    answer(plain_page, M1=3, saf="2", country="GB")
    send(plain_page)
    plain_page.get_by_role("link", name="Clear").click()
    expect(plain_page.locator("form[data-steps]")).to_be_visible()
    assert ticked(plain_page) == []
    assert plain_page.locator("select[name=country]").input_value() == ""


def test_help_is_reached_by_links_alone(plain_page: Page) -> None:
    plain_page.goto("/")
    plain_page.get_by_role("link", name="Get help now").click()
    plain_page.get_by_role("link", name="Japan").click()
    expect(plain_page.locator("h1")).to_have_text("Help in Japan")
    assert "119" in numbers_in(plain_page.locator(".urgent-box"))


def test_nothing_that_needs_javascript_is_offered(plain_page: Page) -> None:
    open_check(plain_page)
    expect(plain_page.get_by_text("press Shift three times")).to_be_hidden()
    send(plain_page)
    expect(plain_page.locator("[data-print]")).to_be_hidden()
    plain_page.goto("/help/")
    expect(plain_page.locator("#country-filter")).to_be_hidden()


def test_both_ways_give_the_same_result(visit: Visit) -> None:
    seen = []
    for script in (True, False):
        page = visit(java_script_enabled=script)
        open_check(page)
        answer(page, M1=4, M2=3, E1=2, dur="2w2m", saf="1", med="stop", evt="baby", sup="none")
        main = send(page)
        seen.append([main.get_attribute("data-rules"), *main.locator("section").all_inner_texts()])
    assert seen[0] == seen[1]
