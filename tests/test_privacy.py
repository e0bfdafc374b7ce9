"""Nothing about a visitor is kept: proven, not promised."""

import logging
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections
from django.test import Client

from config.addresses import built_addresses, public_addresses

from .pages import FORM, HERE, RESULTS, Elements, every_page

# Values that occur in no page of ours, in places where a visitor's answers are sent.
MARKED = {
    **{"M1": "qzxa1", "saf": "qzxb2", "evt": "qzxc3", "country": "qzxd4", "note": "qzxe5", "qzxf6": "qzxg7"},
    **{"words_muted": "qzxh8", "note_text": "qzxi9", "step_who": "qzxj1", "step_when": "qzxk2", "short_text": "qzxl3"},
}
SENT_TO = [f"/self-check/{name}" for name in ("", "note/", "note.pdf", "summary.pdf", "response.json", "step.ics")]
TOLD = "saf=3&unr=2&med=stop&sup=none&country=GB&include_saf=1&include_unr=1&words_muted=qzxh8&step_who=qzxj1"
COLUMNS = """
    clinic.id clinic.name clinic.code clinic.country clinic.made_on clinic.retired_on
    formercode.id formercode.code formercode.clinic
    staffmember.id staffmember.password staffmember.last_login staffmember.is_superuser staffmember.email
    staffmember.name staffmember.is_active staffmember.made_on staffmember.groups staffmember.user_permissions
    membership.id membership.member membership.clinic membership.role
    invitation.id invitation.clinic invitation.email invitation.role invitation.digest invitation.invited_by
    invitation.sent_at invitation.expires_at invitation.accepted_at invitation.withdrawn_at
    change.id change.clinic change.member change.who change.at change.what change.before change.after
    localfact.id localfact.checked_on localfact.reminded_on localfact.clinic localfact.kind localfact.text
    localfact.phone localfact.dial
    localservice.id localservice.checked_on localservice.reminded_on localservice.clinic localservice.position
    localservice.name localservice.offers localservice.phone localservice.dial localservice.address
    localservice.hours
    readinglist.id readinglist.clinic readinglist.code readinglist.line readinglist.made_on
    readinglist.changed_at readinglist.retired_on
    listitem.id listitem.reading_list listitem.position listitem.kind listitem.slug
    opens.id opens.clinic opens.reading_list opens.month opens.number
"""
KIT = ("", *(f"{paper}{end}" for paper in ("poster", "cards", "leaflet", "slide") for end in ("/", ".pdf")))
LOADS = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "form": "action",
}


@pytest.fixture
def logged() -> Iterator[list[str]]:
    """Everything that any logger says, at the most verbose level."""
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record) + repr(record.__dict__))

    handler, root = Keep(logging.NOTSET), logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in (None, "django", "django.request", "django.server")}
    for name in levels:
        logging.getLogger(name).setLevel(logging.DEBUG)
    root.addHandler(handler)
    yield lines
    root.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


STAFF_COOKIES = {settings.SESSION_COOKIE_NAME: "somebody-of-the-staff", settings.CSRF_COOKIE_NAME: "x" * 32}
DJANGO_S = ("Session", "Csrf", "Authentication", "Message")


def test_a_test_that_asked_the_database_would_fail() -> None:
    """So every test of a public page, none of which may ask it, proves that the page does not."""
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        connections["default"].ensure_connection()


@pytest.mark.parametrize("address", ["/nothing/", "/search/?q=numb", "/self-check/note/", "/reading-pack/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_public_request_has_a_session_or_a_user(client: Client, address: str, method: str) -> None:
    """Not even that of somebody of the staff, whose browser sends the log-in cookies along."""
    client.cookies.load(STAFF_COOKIES)
    response = getattr(client, method)(address, headers=HERE)
    assert not {"session", "user", "_messages"} & set(vars(response.wsgi_request))
    assert not response.cookies
    assert "cookie" not in response.headers.get("Vary", "").lower()


def test_what_makes_sessions_does_nothing_outside_the_staff_half() -> None:
    """Django's own classes stand in no list of ours; those that stand in for them are tested above."""
    names = [each.rpartition(".") for each in settings.MIDDLEWARE]
    assert not [name for place, _, name in names if place != "clinics.middleware" and name.startswith(DJANGO_S)]
    assert {name for place, _, name in names if place == "clinics.middleware"} == {
        *("Sessions", "Csrf", "Authentication", "Messages", "StaffOnly")
    }


def test_nothing_of_a_visitor_has_a_place_in_the_database() -> None:
    """Every column of ours, by name: who adds one has to say here what it is for."""
    columns = {
        f"{model._meta.model_name}.{field.name}"
        for model in apps.get_app_config("clinics").get_models()
        for field in model._meta.get_fields()
        if field.concrete
    }
    assert columns == set(COLUMNS.split())


@pytest.mark.parametrize("address", public_addresses())
def test_no_page_sets_a_cookie(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert not response.cookies
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("fields", RESULTS.values(), ids=RESULTS)
def test_an_answer_to_answers_is_kept_nowhere(client: Client, fields: str) -> None:
    response = client.post("/self-check/", fields, content_type=FORM, headers=HERE)
    assert response.status_code == 200
    assert not response.cookies
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "Location" not in response.headers
    assert "ETag" not in response.headers


def test_the_form_itself_is_not_stored_and_not_remembered(client: Client) -> None:
    response = client.get("/self-check/")
    assert response.headers["Cache-Control"] == "no-store"
    assert '<form method="post" action="/self-check/" autocomplete="off"' in response.content.decode()


def test_no_log_line_holds_an_answer(client: Client, logged: list[str]) -> None:
    body = "&".join(f"{name}={value}" for name, value in MARKED.items())
    client.raise_request_exception = False
    for sent, kind, headers in (
        (body, FORM, HERE),
        (body + "&change=1", FORM, HERE),
        (TOLD, FORM, HERE),
        (TOLD + "&change=1", FORM, HERE),
        (body, FORM, {}),
        (body, "text/plain", HERE),
        (body.encode() + b"\xff", FORM, HERE),
        (body + "x" * 70_000, FORM, HERE),
    ):
        for address in SENT_TO:
            client.post(address, sent, content_type=kind, headers=headers)
    assert logged, "the test hears what is logged"
    for marked in (*MARKED.values(), "qzxf6"):
        assert not [line for line in logged if marked in line]
    for told in (" checked", "saf", "I may not be able to keep myself safe", "stopped a medicine", "GB"):
        assert not [line for line in logged if told in line], told


def test_no_visit_is_logged(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    client.get("/nothing/of/mine/")
    client.get("/help/gb/?saf=3")
    client.put("/self-check/", headers=HERE)
    client.get("/nothing/", headers={"host": "evil.example"})
    client.post("/self-check/", "not a form", content_type="text/plain", headers=HERE)
    assert caplog.records == []


CRASHES = {
    "/self-check/": "selfcheck.views.ResultPage",
    "/self-check/note/": "selfcheck.take_along_page.long_note",
    "/self-check/note.pdf": "selfcheck.papers.typeset",
    "/self-check/summary.pdf": "web.pdf.boxed",
    "/self-check/response.json": "selfcheck.take_along_views.fhir_response",
    "/self-check/step.ics": "selfcheck.take_along_views.calendar_file",
}


@pytest.mark.parametrize(("address", "broken"), CRASHES.items())
def test_a_crash_in_the_middle_logs_no_answer(
    client: Client, logged: list[str], monkeypatch: pytest.MonkeyPatch, address: str, broken: str
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(broken, breaks)
    client.raise_request_exception = False
    day = f"{date.today() + timedelta(days=2)}T10:00"
    fields = f"saf=1&M1=4&country=GB&qzxf6=qzxa1&words_muted=qzxh8&note_text=qzxi9&step_who=qzxj1&step_when={day}"
    response = client.post(address, fields, content_type=FORM, headers=HERE)
    assert response.status_code == 500
    assert response.headers["Cache-Control"] == "no-store"
    assert "qzx" not in response.content.decode()
    traceback = [line for line in logged if "RuntimeError" in line]
    assert traceback
    assert not [line for line in logged if "qzx" in line]


def test_a_paper_that_typst_refuses_logs_nothing_of_it(
    client: Client, logged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What typst says of a mistake can quote the text around it."""
    monkeypatch.setattr("web.pdf.boxed", lambda text: text)  # as if our list of characters were wrong
    client.raise_request_exception = False
    response = client.post("/self-check/note.pdf", "note_text=qzxi9+%E6%BC%A2", content_type=FORM, headers=HERE)
    assert response.status_code == 422
    assert "We could not make this PDF" in response.content.decode()
    assert "qzxi9 漢</textarea>" in response.content.decode(), "nothing is lost"
    assert [line for line in logged if "A paper could not be set" in line]
    assert not [line for line in logged if "qzx" in line or "漢" in line]


def test_no_address_on_any_page_holds_an_answer() -> None:
    for name, html in every_page().items():
        for address in Elements(html).values("href", "action", "src", "formaction"):
            if address.startswith("/"):
                assert "?" not in address, (name, address)


def test_every_form_sends_by_post_to_ourselves() -> None:
    for name, html in every_page().items():
        for tag, attrs in Elements(html).found:
            if tag == "form" and attrs.get("role") == "search":
                assert (attrs["method"], attrs["action"], attrs["autocomplete"]) == ("get", "/search/", "off"), name
            elif tag == "form":
                assert (attrs["method"], attrs["autocomplete"]) == ("post", "off"), name
                assert attrs["action"] in (
                    "/self-check/",
                    "/self-check/note/",
                    "/reading-pack/",
                    "/reading-pack.pdf",
                    *(f"/for-clinics/kit/{place}" for place in KIT),
                ), name
            if "formaction" in attrs:
                assert attrs["formaction"].startswith("/self-check/"), name


def test_no_page_loads_anything_from_elsewhere() -> None:
    for name, html in every_page().items():
        for tag, attrs in Elements(html).found:
            if tag == "link":
                assert attrs["rel"] in ("icon", "canonical", "alternate"), name
                if attrs["rel"] == "alternate":
                    assert attrs["href"].removeprefix(settings.SITE_URL) in built_addresses(), name
            wanted = attrs.get(LOADS.get(tag, ""), "")
            wanted = attrs["href"] if tag == "link" and attrs["rel"] == "icon" else wanted
            assert not wanted or (wanted.startswith("/") and not wanted.startswith("//")), (name, wanted)
            assert not {"srcset", "ping", "background", "data-src", "onclick", "style"} & attrs.keys(), (name, attrs)
            assert tag not in ("iframe", "object", "embed", "base", "video", "audio", "noscript"), name


def test_no_style_or_script_of_ours_names_another_host() -> None:
    files = [*Path(settings.BASE_DIR / "static").rglob("*.js"), *Path(settings.BASE_DIR / "static").rglob("*.css")]
    assert files
    for file in files:
        text = file.read_text()
        assert not re.search(
            r"https?:|//[a-z]|@import|url\(|sendBeacon|WebSocket|localStorage|sessionStorage|cookie", _code(text)
        ), file


def _code(text: str) -> str:
    """A script or style sheet without its comments."""
    return re.sub(r"/\*.*?\*/|^\s*//.*$|\s//\s.*$", "", text, flags=re.S | re.M)


def test_being_hurt_at_home_is_shown_back_nowhere() -> None:
    for name in ("soon, hurt at home", "changing"):
        html = every_page()[f"result: {name}"]
        assert 'value="unsafe" checked' not in html
        if name != "changing":
            assert "unsafe" not in html
            assert "S6" not in html
            assert "hurting, scaring or controlling me now" not in html


def test_no_store_in_the_process_grows_with_what_visitors_choose() -> None:
    """A cache by answer would remember that somebody gave it."""
    import gc
    from functools import _lru_cache_wrapper

    def sizes() -> dict[str, int]:
        ours = ("articles", "clinics", "contentfiles", "pages", "selfcheck", "support", "web")
        stores = (each for each in gc.get_objects() if type(each) is _lru_cache_wrapper)
        return {
            f"{each.__module__}.{each.__qualname__}": each.cache_info().currsize
            for each in stores
            if each.__module__.split(".")[0] in ours
        }

    def send(fields: str) -> None:
        for address in SENT_TO:
            Client(headers={"host": "localhost"}).post(address, fields, content_type=FORM, headers=HERE)

    send("country=GB&saf=1&change=1")
    send("country=GB&saf=1")
    before = sizes()
    assert before, "the test sees our stores"
    for code in ("NO", "JP", "TR", "BR"):
        for more in ("&change=1", f"&M1=4&saf=3&evt=unsafe&med=stop&words_muted={code}", f"&step_who={code}&wish=plan"):
            send(f"country={code}{more}")
    assert sizes() == before
