"""What a visitor does, in a few words: answer(page, M1=3, saf="2", country="GB"); send(page)."""

from playwright.sync_api import Locator, Page, expect

CHECK = "/self-check/"
PARTS = 6
PLACES = {
    "home": "/",
    "reading": "/articles/",
    "an article": "/articles/why-cant-i-cry/",
    "find help": "/help/",
    "help in gb": "/help/gb/",
    "help in tr": "/help/tr/",
    "help in jp": "/help/jp/",
    "young people": "/help/young-people/",
    "someone else": "/help/someone-else/",
    "about": "/about/",
    "privacy": "/privacy/",
    "accessibility": "/accessibility/",
    "how we write": "/how-we-write/",
    "sources": "/sources/",
    "for clinics": "/for-clinics/",
    "topics": "/topics/",
    "a topic": "/topics/grief/",
    "search": "/search/",
    "a search": "/search/?q=cant+cry",
    "a search that needs help": "/search/?q=suicide",
    "a page that is not there": "/nothing-here/",
}
STRONG = {"M1": 4, "M2": 3, "M3": 4, "M4": 3, "M5": 4, "M6": 3, "E1": 2, "E2": 2, "E3": 2, "E4": 2, "V1": 1}
LEVELS = {
    "read": {"M1": 1},
    "consider": {"saf": "r", "med": "start"},
    "soon": {**STRONG, "saf": "2", "evt": "unsafe"},
    "now": {**STRONG, "saf": "3", "sup": "none"},
}
IN_VIEW = "el => { const r = el.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }"
FOCUS_SHOWS = """el => [el, el.closest(".choice")].some(each => {
  const style = each && getComputedStyle(each);
  return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
})"""

FILL_IN = """(form, answers) => {
  for (const [name, codes] of Object.entries(answers))
    for (const code of codes)
      if (name === "country") form.elements.country.value = code;
      else form.querySelector(`input[name="${name}"][value="${code}"]`).checked = true;
  form.requestSubmit(form.querySelector(".send button"));
}"""

Answers = int | str | tuple[str, ...]


def open_check(page: Page) -> None:
    """Open the self-check with nothing answered."""
    page.goto(CHECK)


def field(page: Page, question: str, code: int | str) -> Locator:
    """The input of one answer."""
    return page.locator(f'input[name="{question}"][value="{code}"]')


def answer(page: Page, **answers: Answers) -> None:
    """Give these answers in the order of the form, going on to the next part where one is needed."""
    if country := answers.pop("country", None):
        page.locator("select[name=country]").select_option(str(country))
    order = page.locator("input[name]").evaluate_all("all => [...new Set(all.map(each => each.name))]")
    for question in sorted(answers, key=order.index):
        for code in _all_of(answers[question]):
            wanted = field(page, question, code)
            while not wanted.is_visible():
                go_on(page)
            wanted.check()


def _all_of(given: Answers) -> tuple[int | str, ...]:
    return given if isinstance(given, tuple) else (given,)


def go_on(page: Page) -> None:
    """Start, or Continue."""
    page.locator('[data-go="1"]:visible').click()


def go_back(page: Page) -> None:
    """The Back button of the form."""
    page.locator('[data-go="-1"]:visible').click()


def go_to_part(page: Page, number: int) -> None:
    """Open one part, one Continue after the other."""
    while not part(page, number).is_visible():
        go_on(page)


def send(page: Page) -> Locator:
    """Send the form from its end and give the result's main element."""
    last = page.locator(".send button")
    while not last.is_visible():
        go_on(page)
    last.click()
    return result(page)


def result(page: Page) -> Locator:
    """The result, once it is there."""
    main = page.locator("main[data-help-level]")
    expect(main).to_be_visible()
    return main


def result_of(page: Page, **answers: Answers) -> Locator:
    """The result of these answers, for whoever cares about the result: filled in and sent at once, without a click."""
    open_check(page)
    codes = {name: [str(code) for code in _all_of(given)] for name, given in answers.items()}
    with page.expect_navigation():
        page.locator("form[data-steps]").evaluate(FILL_IN, codes)
    return result(page)


def result_at(page: Page, level: str, country: str = "") -> Locator:
    """A result at one of the four levels."""
    main = result_of(page, **LEVELS[level], **({"country": country} if country else {}))
    expect(main).to_have_attribute("data-help-level", level)
    return main


def part(page: Page, number: int) -> Locator:
    """One step of the form; 0 is its introduction."""
    return page.locator(f'[data-step="{number}"]')


def parts_shown(page: Page) -> list[str]:
    """The numbers of the steps that can be seen."""
    shown = "all => all.filter(each => each.checkVisibility()).map(each => each.dataset.step)"
    numbers: list[str] = page.locator("[data-step]").evaluate_all(shown)
    return numbers


def ticked(page: Page) -> list[str]:
    """Every ticked answer, such as "saf=2"."""
    all_ticked: list[str] = page.locator("input:checked").evaluate_all("all => all.map(e => `${e.name}=${e.value}`)")
    return all_ticked


def help_shown(page: Page) -> list[str]:
    """Which of the three blocks of help can be seen."""
    return [name for name in ("3", "1h2", "r") if page.locator(f".safety-help.for-{name}").is_visible()]


def numbers_in(place: Locator) -> set[str]:
    """Every number that can be dialled in this place."""
    return set(place.locator('a[href^="tel:"]').evaluate_all("all => all.map(each => each.href.slice(4))"))


def focused(page: Page) -> Locator:
    """The element that the keyboard is on."""
    return page.locator(":focus")


def tab_to(page: Page, wanted: str, limit: int = 60) -> Locator:
    """Press Tab until the element of a selector has the focus, which can be seen at every stop."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        here = focused(page)
        if not here.count():
            continue  # the browser's own controls
        assert here.evaluate(FOCUS_SHOWS), here.evaluate("el => el.outerHTML")
        if here.evaluate("(el, wanted) => el.matches(wanted)", wanted):
            return here
    raise AssertionError(f"{limit} times Tab did not lead to {wanted}")


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width
