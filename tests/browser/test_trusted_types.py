"""On public pages no script can make markup or code from text; only keep.js may name the address of a worker."""

from playwright.sync_api import Page, Route, expect

# What a script that got into a page would try: the names of those attempts that the browser refused.
REFUSED = """async () => {
    const attempts = {
        "a page from text": () => (document.querySelector("main").innerHTML = "<b>x</b>"),
        "more of it": () => document.body.insertAdjacentHTML("beforeend", "<b>x</b>"),
        "a document": () => new DOMParser().parseFromString("<b>x</b>", "text/html"),
        "a script's address": () => (document.createElement("script").src = "/static/js/x.js"),
        "a script's text": () => (document.createElement("script").text = "1"),
        "a worker": () => navigator.serviceWorker.register("/offline.js"),
        "a policy": () => trustedTypes.createPolicy("mine", { createHTML: (text) => text }),
        "that policy again": () => trustedTypes.createPolicy("worker", { createHTML: (text) => text }),
    };
    const refused = [];
    for (const [name, attempt] of Object.entries(attempts)) {
        try {
            await attempt();
        } catch (error) {
            if (error instanceof TypeError && /trusted|policy/i.test(error.message)) refused.push(name);
        }
    }
    return [refused, Object.keys(attempts)];
}"""


def test_on_a_page_with_the_policy_nothing_else_becomes_markup_or_code(page: Page) -> None:
    page.goto("/help/gb/")
    page.locator(".keep").wait_for()  # keep.js has made its policy
    refused, attempts = page.evaluate(REFUSED)
    assert refused == attempts
    assert page.locator("main b").count() == 0


def test_on_a_page_without_it_one_policy_could_be_made_and_nothing_without_a_policy(page: Page) -> None:
    page.goto("/articles/feeling-numb/")
    refused, attempts = page.evaluate(REFUSED)
    assert refused == [name for name in attempts if name != "that policy again"]


def test_a_browser_that_knows_no_trusted_types_keeps_help_numbers_too(page: Page) -> None:
    page.add_init_script("delete window.trustedTypes")
    page.route("**/help/gb/", _without_trusted_types)
    page.goto("/help/gb/")
    assert page.evaluate("'trustedTypes' in window") is False
    page.locator(".keep button").click()
    expect(page.locator(".keep [role=status]")).to_contain_text("Kept.")


def _without_trusted_types(route: Route) -> None:
    """The page as such a browser takes it: it passes over the directives that it does not know."""
    answer = route.fetch()
    policy = answer.headers["content-security-policy"].split("; ")
    known = [directive for directive in policy if "trusted-types" not in directive]
    assert len(policy) - len(known) == 2
    route.fulfill(response=answer, headers=answer.headers | {"content-security-policy": "; ".join(known)})
