"""Staff in a real browser: from an invitation to a passkey and back in, with a virtual authenticator."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect

from .conftest import PATIENCE, TRAITS
from .staff_server import StaffServer, start
from .test_accessibility import all_looks_are_clean, everything_fits

PASSWORD = "thirteen quiet otters"
NEW, THEIRS = "noor@clinic.example", "seven other otters"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
MAKE = """
from tests.clinics.staff import give_second_factor, make_clinic, make_member
make_clinic()
print(give_second_factor(make_member(administrator=True, email="admin@site.example", name="Alex")))
"""
CODE = """
import time
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
time.sleep(max(0, time.time() % 30 - 25) and 5)  # a code that ends before it is typed is none
print(format_hotp_value(hotp_value("{secret}", int(time.time()) // 30)))
"""
SESSION = """
from clinics.models import StaffMember
from tests.clinics.staff import logged_in
print(logged_in(StaffMember.objects.get(email="{email}"), proven={proven}).cookies["staff"].value)
"""


@pytest.fixture(scope="session")
def staff(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaffServer]:
    server = start(tmp_path_factory.mktemp("staff"))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def base_url(staff: StaffServer) -> str:
    return staff.address


@pytest.fixture(scope="session")
def secret(staff: StaffServer) -> str:
    """A clinic and an administrator; the secret of the administrator's codes."""
    return staff.shell(MAKE).strip()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser found wrong on any page, such as something that the policy refused."""
    return []


@pytest.fixture
def open_browser(browser: Browser, staff: StaffServer, complaints: list[str]) -> Iterator[Any]:
    """A browser of somebody's own: `open_browser()` gives a page."""
    contexts: list[BrowserContext] = []

    def start_one(**traits: Any) -> Page:
        context = browser.new_context(base_url=staff.address, **(TRAITS | traits))
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}") if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        return page

    yield start_one
    for context in contexts:
        context.close()


def give_authenticator(page: Page) -> tuple[CDPSession, str]:
    """A device that holds passkeys and knows its owner."""
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    made = wire.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return wire, made["authenticatorId"]


def log_in(page: Page, email: str, password: str) -> None:
    page.goto("/staff/account/login/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in", exact=True).click()


def newest_link(staff: StaffServer) -> str:
    subject, text = staff.mails()[-1]
    assert "invitation for Riverside Practice" in subject
    found = re.search(r"http://localhost:\d+/staff/invitation/\S+", text)
    assert found
    return found[0]


def test_from_an_invitation_over_a_passkey_to_a_card_whose_code_opens_and_back_in(
    staff: StaffServer, secret: str, open_browser: Any, complaints: list[str]
) -> None:
    administrator: Page = open_browser()
    log_in(administrator, "admin@site.example", PASSWORD)
    administrator.get_by_role("textbox", name="Code").fill(staff.shell(CODE.format(secret=secret)).strip())
    administrator.get_by_role("button", name="Log in", exact=True).click()
    administrator.get_by_role("link", name="Riverside Practice").click()
    administrator.get_by_role("link", name="People").click()
    administrator.get_by_label("E-mail").fill(NEW)
    administrator.get_by_label("Editor").check()
    administrator.get_by_role("button", name="Send the invitation").click()
    expect(administrator.get_by_role("status")).to_contain_text("is on its way")

    page: Page = open_browser()
    wire, device = give_authenticator(page)
    page.goto(newest_link(staff))
    expect(page).to_have_url(f"{staff.address}/staff/invitation/")
    all_looks_are_clean(page)
    _accept_by_keyboard(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("One more lock")
    page.get_by_role("link", name="A passkey").click()
    page.get_by_label("A name for this passkey").press("Enter")  # as the button does
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    expect(page.locator(".codes li")).to_have_count(10)
    page.get_by_role("link", name="I have kept them").click()
    expect(page).to_have_url(f"{staff.address}/staff/clinics/riverside/")

    led_to = _code_of_a_printed_card(page)
    visitor: Page = open_browser(java_script_enabled=False)
    visitor.goto(led_to)
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Reading for you")
    expect(visitor.locator("blockquote")).to_contain_text("Start with the first one.")
    visitor.locator('.asked a[href*="feeling-numb"]').click()
    expect(visitor).to_have_url(f"{staff.address}/c/riverside/articles/feeling-numb/")
    assert visitor.context.cookies() == []

    page.goto("/staff/")
    page.get_by_role("button", name="Log out").click()
    log_in(page, NEW, THEIRS)
    expect(page.get_by_role("heading", level=1)).to_have_text("One step more")
    page.get_by_role("button", name="Use your passkey").press("Enter")
    expect(page).to_have_url(f"{staff.address}/staff/clinics/riverside/")

    page.get_by_role("button", name="Log out").click()
    page.get_by_role("button", name="Log in with a passkey").press("Enter")
    expect(page).to_have_url(f"{staff.address}/staff/clinics/riverside/")

    page.get_by_role("button", name="Log out").click()
    wire.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    page.get_by_role("button", name="Log in with a passkey").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("The passkey was not used")
    all_looks_are_clean(page)
    assert complaints == []


def _code_of_a_printed_card(page: Page) -> str:
    """Make a list, open its cards as they print, and read their code as a phone does: where it leads."""
    page.get_by_role("link", name="Make a reading list").click()
    page.get_by_label("Feeling numb").check()
    page.get_by_label("The self-check").check()
    page.get_by_label("One line from you").fill("Start with the first one.")
    page.locator("main form").last.get_by_role("button").last.click()
    page.get_by_role("link", name="Cards to print").click()
    page.emulate_media(media="print")
    found = {each.text for each in zxingcpp.read_barcodes(Image.open(BytesIO(page.screenshot(full_page=True))))}
    page.emulate_media(media="screen")
    (led_to,) = found
    return str(led_to)


def _accept_by_keyboard(page: Page) -> None:
    page.get_by_label("Your name").focus()
    page.keyboard.type("Noor Ahmadi")
    page.keyboard.press("Tab")
    page.keyboard.type(THEIRS)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Accept and go on")).to_be_focused()
    page.keyboard.press("Enter")


def test_without_javascript_a_password_and_a_code_open_the_staff_pages(
    staff: StaffServer, secret: str, open_browser: Any
) -> None:
    page: Page = open_browser(java_script_enabled=False)
    page.goto("/staff/account/login/")
    expect(page.get_by_role("button", name="Log in with a passkey")).to_be_hidden()
    log_in(page, "admin@site.example", "wrong")
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    assert page.title().startswith("Error: ")
    log_in(page, "admin@site.example", PASSWORD)
    staff.shell("from django.core.cache import cache; cache.clear()")  # another test may have used the present code
    page.get_by_role("textbox", name="Code").fill(staff.shell(CODE.format(secret=secret)).strip())
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("All clinics")


def test_a_browser_without_passkeys_is_offered_codes(staff: StaffServer, secret: str, open_browser: Any) -> None:
    page: Page = open_browser()
    page.add_init_script("delete window.PublicKeyCredential")
    _be(page, staff, "admin@site.example")
    _again(page)
    page.goto("/staff/account/second-factor/webauthn/add/")
    expect(page.get_by_role("link", name="Use one-time codes")).to_be_visible()
    expect(page.get_by_role("button", name="Go on")).to_be_hidden()


def _be(page: Page, staff: StaffServer, email: str, proven: bool = True) -> None:
    value = staff.shell(SESSION.format(email=email, proven=proven)).split()[-1]
    page.context.add_cookies([{"name": "staff", "value": value, "url": staff.address}])


def _again(page: Page) -> None:
    page.goto("/staff/account/reauthenticate/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


OUTSIDE = [
    "account/login/",
    "account/password/reset/",
    "account/password/reset/done/",
    "account/inactive/",
    "invitation/",
]
INSIDE = [
    *("account/second-factor/", "account/password/change/", "account/reauthenticate/", "account/logout/"),
    *("account/second-factor/webauthn/add/", "account/second-factor/webauthn/", "clinics/riverside/people/"),
    *("account/second-factor/recovery-codes/", "account/second-factor/recovery-codes/generate/"),
    "account/second-factor/totp/deactivate/",
]


OF_A_CLINIC = [
    *("", "clinics/demo/", "clinics/demo/local-help/", "clinics/demo/services/new/", "clinics/demo/history/"),
    *("clinics/demo/people/", "clinics/demo/settings/", "clinics/demo/settings/retire/", "clinics/demo/lists/"),
    *("clinics/demo/lists/new/", "clinics/demo/counts/", "clinics/demo/kit/", "new-clinic/"),
]


@pytest.mark.parametrize("first", range(2))
def test_every_page_of_a_clinic_is_open_to_everyone(
    first: int, staff: StaffServer, secret: str, open_browser: Any, complaints: list[str]
) -> None:
    lists = staff.shell("from clinics.demo import make_demo; print(*make_demo().lists)").split()
    page: Page = open_browser()
    _be(page, staff, "admin@site.example")
    addresses = [f"/staff/{path}" for path in OF_A_CLINIC]
    addresses += [f"/staff/clinics/demo/lists/{lists[0]}/{path}" for path in ("", "card/", "retire/")]
    for address in [*addresses, "/c/demo/", "/c/demo/help/gb/", "/c/nobody/", f"/r/{lists[0]}/"][first::2]:
        page.goto(address)
        everything_fits(page)
        all_looks_are_clean(page)
    assert complaints == []


@pytest.mark.parametrize("path", OUTSIDE)
def test_every_page_before_the_log_in_is_open_to_everyone(path: str, staff: StaffServer, open_browser: Any) -> None:
    page: Page = open_browser()
    page.goto(f"/staff/{path}")
    everything_fits(page)
    all_looks_are_clean(page)


def test_every_page_about_accounts_is_open_to_everyone(
    staff: StaffServer, secret: str, open_browser: Any, complaints: list[str]
) -> None:
    page: Page = open_browser()
    _be(page, staff, "admin@site.example")
    _again(page)
    for path in INSIDE:
        page.goto(f"/staff/{path}")
        everything_fits(page)
        all_looks_are_clean(page)
    assert complaints == []


def test_every_page_for_a_first_second_factor_is_open_to_everyone(
    staff: StaffServer, secret: str, open_browser: Any, complaints: list[str]
) -> None:
    staff.shell('from tests.clinics.staff import make_member; make_member(email="first@clinic.example")')
    page: Page = open_browser()
    _be(page, staff, "first@clinic.example", proven=False)
    page.goto("/staff/")
    all_looks_are_clean(page)
    page.get_by_role("link", name="One-time codes").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up one-time codes")
    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_role("alert")).to_be_focused()
    everything_fits(page)
    all_looks_are_clean(page)
    assert complaints == []


def test_the_stock_admin_works_under_the_policy_in_light_and_dark(
    staff: StaffServer, secret: str, open_browser: Any, complaints: list[str]
) -> None:
    page: Page = open_browser()
    _be(page, staff, "admin@site.example")
    papers = set()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for path in ("", "clinics/staffmember/", "clinics/change/"):
            page.goto(f"/staff/admin/{path}")
            expect(page.get_by_role("link", name="Thaw: Administration")).to_be_visible()
        page.goto("/staff/admin/clinics/staffmember/")
        page.get_by_role("link", name="admin@site.example").click()
        expect(page.get_by_role("button", name="Save", exact=True)).to_be_visible()
        papers.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(papers) == 2
    assert complaints == []
