"""Nothing about a visitor is kept: proven, not promised."""

import logging
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
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


def test_there_is_no_database_session_or_account() -> None:
    assert settings.DATABASES == {} or connections["default"].vendor == "unknown"
    assert not [app for app in settings.INSTALLED_APPS if "session" in app or "auth" in app or "contenttypes" in app]
    assert not [each for each in settings.MIDDLEWARE if "Session" in each or "Csrf" in each or "Authentication" in each]
    assert not hasattr(settings, "CACHES") or settings.CACHES["default"]["BACKEND"].endswith("LocMemCache")


def test_asking_the_database_is_an_error() -> None:
    from django.core.exceptions import ImproperlyConfigured

    with pytest.raises(ImproperlyConfigured):
        connections["default"].ensure_connection()


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
        ours = ("articles", "contentfiles", "pages", "selfcheck", "support", "web")
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
