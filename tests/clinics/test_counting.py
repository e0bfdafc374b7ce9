"""An open is counted once the page is out: one number a month, nothing of whoever opened it, and no page waits."""

import logging
import time
from collections.abc import Iterator
from datetime import date
from queue import Queue
from threading import Event

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import OperationalError, close_old_connections
from django.test import Client, RequestFactory

from clinics import counting
from clinics.bots import is_a_person_opening
from clinics.counting import CountedResponse, Counter, Opened, opened_now, write
from clinics.models import Clinic, Opens, ReadingList
from tests.pages import HOST

from .lists import make_list
from .staff import make_clinic

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def clinic() -> Clinic:
    return make_clinic()


@pytest.fixture
def chosen(clinic: Clinic) -> ReadingList:
    return make_list(clinic)


@pytest.fixture
def counter(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    """A counter of its own for each test."""
    made = Counter()
    monkeypatch.setattr(counting, "counter", made)
    yield made
    assert made.finish(10), "nothing waits when a test ends"


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> list[Opened]:
    """What would be counted, without a thread that counts it."""
    found: list[Opened] = []
    monkeypatch.setattr(counting.counter, "add", found.append)
    return found


@pytest.fixture
def _as_served() -> Iterator[None]:
    """Where a page is asked for as a server does, the connection of the test must stay open all the same."""
    for signal in (request_started, request_finished):
        assert signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def visitor(agent: str = BROWSER, **headers: str) -> Client:
    return Client(headers=HOST | {"user-agent": agent} | headers)


# Who is counted


@pytest.mark.django_db
def test_the_door_and_each_list_are_counted_apart(
    clinic: Clinic, chosen: ReadingList, added: list[Opened], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "localdate", lambda: date(2026, 11, 30))
    for address in (f"/c/{clinic.code}/", f"/r/{chosen.code}/", f"/C/{clinic.code.upper()}", f"/c/{clinic.code}/"):
        assert visitor().get(address).status_code == 200
    door, one_list = Opened(clinic.pk, None, NOVEMBER), Opened(clinic.pk, chosen.pk, NOVEMBER)
    assert added == [door, one_list, door, door]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        *("/c/riverside/articles/", "/c/riverside/self-check/", "/c/riverside/help/gb/", "/c/riverside/nothing/"),
        *("/c/nobody/", "/r/k7mq4t/", "/c/riverside/?preview", "/c/riverside/?preview=1"),
    ],
)
def test_other_pages_wrong_codes_and_previews_are_not_counted(
    clinic: Clinic, added: list[Opened], address: str
) -> None:
    visitor().get(address)
    assert added == []


@pytest.mark.django_db
def test_only_a_get_is_counted(clinic: Clinic, chosen: ReadingList, added: list[Opened]) -> None:
    for address in (f"/c/{clinic.code}/", f"/r/{chosen.code}/"):
        assert visitor().head(address).status_code == 200
        assert visitor(**{"sec-fetch-site": "same-origin"}).post(address).status_code == 405
        assert visitor().options(address).status_code != 200
    assert added == []


@pytest.mark.django_db
def test_a_retired_list_and_a_retired_clinic_are_not_counted(
    clinic: Clinic, chosen: ReadingList, added: list[Opened]
) -> None:
    ReadingList.objects.update(retired_on=NOVEMBER)
    visitor().get(f"/r/{chosen.code}/")
    Clinic.objects.update(retired_on=NOVEMBER)
    visitor().get(f"/c/{clinic.code}/")
    assert added == []


def opens(agent: str = BROWSER, **headers: str) -> bool:
    return is_a_person_opening(RequestFactory().get("/c/x/", headers={"user-agent": agent} | headers))


@pytest.mark.parametrize(
    "agent",
    [
        BROWSER,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 14; SM-S901B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/138.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/520.0.0.43.99;]",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0",
        "Mozilla/5.0 (Linux; Android 9; CUBOT_X19) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36 Telegram-Android/11.3.3 (Samsung SM-S901B; Android 14; SDK 34; HIGH)",
        "Opera/9.80 (Android; Opera Mini/36.2/191.249; U; en) Presto/2.12.423 Version/12.16",
        "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
    ],
)
def test_browsers_are_counted(agent: str) -> None:
    assert opens(agent)
    assert opens(agent, **{"sec-fetch-dest": "document", "sec-fetch-mode": "navigate", "sec-fetch-site": "none"})


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36",
        "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
        "WhatsApp/2.23.20.0",
        "TelegramBot (like TwitterBot)",
        "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
        "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
        "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/138.0.0.0 Safari/537.36",
        *("curl/8.5.0", "Wget/1.21.4", "python-requests/2.32.3", "Python-urllib/3.11", "Go-http-client/2.0"),
        *("axios/1.7.2", "node-fetch/1.0", "undici", "GuzzleHttp/7", "Ruby", "PostmanRuntime/7.40.0", "Iframely/1.3.1"),
        "Dalvik/2.1.0 (Linux; U; Android 14; SM-S901B Build/UP1A)",
        "Messages/1 CFNetwork/1490.0.4 Darwin/23.2.0",
        "Mozilla/5.0 (compatible; Linkwatcher/1.0; +https://example.org/about)",
        *("okhttp/4.12.0", "Java/17.0.2", "libwww-perl/6.77", "Apache-HttpClient/4.5.14 (Java/17)"),
        "Mozilla/5.0 (compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
        "Mozilla/5.0 (Linux; Android 11; moto g power (2022)) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Mobile Safari/537.36 Chrome-Lighthouse",
    ],
)
def test_programs_and_previews_are_not_counted(agent: str) -> None:
    assert not opens(agent)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sec-purpose", "prefetch"),
        ("sec-purpose", "prefetch;prerender"),
        ("sec-purpose", "prefetch;anonymous-client-ip"),
        ("purpose", "prefetch"),
        ("x-purpose", "preview"),
        ("x-moz", "prefetch"),
        *(("sec-fetch-dest", dest) for dest in ("empty", "image", "script", "iframe", "embed", "object", "frame", "")),
    ],
)
def test_what_a_browser_fetches_ahead_or_not_to_be_read_is_not_counted(name: str, value: str) -> None:
    assert opens()
    assert not opens(**{name: value})


# When and how it is counted


def test_the_month_is_the_month_of_the_open(monkeypatch: pytest.MonkeyPatch) -> None:
    for today, month in (
        (date(2026, 11, 1), NOVEMBER),
        (date(2026, 11, 30), NOVEMBER),
        (date(2026, 12, 31), date(2026, 12, 1)),
        (date(2027, 1, 1), date(2027, 1, 1)),
        (date(2028, 2, 29), date(2028, 2, 1)),
    ):
        monkeypatch.setattr(counting, "localdate", lambda today=today: today)
        assert opened_now(1, 2) == Opened(1, 2, month)


@pytest.mark.django_db
def test_one_row_a_month_holds_one_number(clinic: Clinic, chosen: ReadingList) -> None:
    for month, times in ((NOVEMBER, 3), (date(2026, 12, 1), 1)):
        for _ in range(times):
            write(Opened(clinic.pk, None, month))
            write(Opened(clinic.pk, chosen.pk, month))
    rows = Opens.objects.order_by("month", "reading_list").values_list("reading_list", "month", "number")
    assert set(rows) == {
        (None, NOVEMBER, 3),
        (chosen.pk, NOVEMBER, 3),
        (None, date(2026, 12, 1), 1),
        (chosen.pk, date(2026, 12, 1), 1),
    }
    assert {field.name for field in Opens._meta.get_fields()} == {"id", "clinic", "reading_list", "month", "number"}


@pytest.mark.usefixtures("_as_served")
@pytest.mark.django_db
def test_nothing_is_counted_before_the_server_has_sent_the_last_byte(clinic: Clinic, added: list[Opened]) -> None:
    asked = RequestFactory().get(f"/c/{clinic.code}/", headers=HOST | {"user-agent": BROWSER}).environ
    answer = WSGIHandler()(asked, lambda *_: None)
    assert b"".join(answer)
    assert added == []
    answer.close()
    assert len(added) == 1
    answer.close()
    assert len(added) == 1, "a server that closes twice counts once"


@pytest.mark.usefixtures("_as_served")
@pytest.mark.django_db
def test_a_page_that_is_not_counted_closes_all_the_same(added: list[Opened]) -> None:
    response = CountedResponse("page", None)
    response.close()
    assert response.closed
    assert added == []


@pytest.mark.django_db
def test_the_page_answers_while_the_database_is_still_writing(
    clinic: Clinic, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, written = Event(), []

    def slow(opened: Opened) -> None:
        assert go.wait(30)
        written.append(opened)

    monkeypatch.setattr(counting, "write", slow)
    start = time.monotonic()
    for _ in range(3):
        assert visitor().get(f"/c/{clinic.code}/").status_code == 200
    assert time.monotonic() - start < 10
    assert written == [], "the database had not answered when the pages did"
    assert not counter.finish(0.05), "three opens wait"
    go.set()
    assert counter.finish(10)
    assert len(written) == 3


@pytest.mark.django_db
def test_what_cannot_be_written_is_dropped_and_the_log_has_no_trace_of_the_visitor(
    clinic: Clinic, counter: Counter, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    written: list[Opened] = []

    def fails_once(opened: Opened) -> None:
        written.append(opened)
        if len(written) == 1:
            raise OperationalError("no room for what riverside was asked")

    monkeypatch.setattr(counting, "write", fails_once)
    for _ in range(2):
        client = visitor("Mozilla/5.0 Unmistakable", referer="http://localhost/from-where")
        assert client.get(f"/c/{clinic.code}/?typed=something", REMOTE_ADDR="203.0.113.7").status_code == 200
    assert counter.finish(10)
    assert len(written) >= 2, "the next one is counted again"
    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert [record.name for record in errors] == ["clinics.counting"]
    for trace in ("Unmistakable", "from-where", "something", "203.0.113.7", "riverside", "no room"):
        assert trace not in caplog.text


def test_where_too_many_wait_one_is_dropped_and_the_page_is_not_held_up(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    go, started, written = Event(), Event(), []

    def slow(opened: Opened) -> None:
        started.set()
        assert go.wait(30)
        written.append(opened)

    monkeypatch.setattr(counting, "write", slow)
    counter.waiting = Queue(2)
    opened = Opened(1, None, NOVEMBER)
    counter.add(opened)
    assert started.wait(10)
    for _ in range(3):
        counter.add(opened)
    assert caplog.text.count("one was dropped") == 1
    go.set()
    assert counter.finish(10)
    assert len(written) == 3


def test_a_worker_that_ends_waits_for_what_is_waiting_but_not_for_ever(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = Event()
    monkeypatch.setattr(counting, "write", lambda _opened: go.wait(30))
    counter.add(Opened(1, None, NOVEMBER))
    start = time.monotonic()
    assert not counter.finish(0.1)
    assert 0.1 <= time.monotonic() - start < 5
    go.set()
    assert counter.finish(10)
