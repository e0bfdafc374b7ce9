"""A line of the log says where something broke, and nothing of what was asked or sent."""

import json
import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from django.db import OperationalError
from django.test import Client, override_settings
from django.urls import path

from web.log_lines import JsonLines, Lines, RouteNotPath


def broken(request: object, secret: str) -> None:
    try:
        {}[secret]
    except KeyError as error:
        raise ValueError(f"cannot read {secret}") from error


urlpatterns = [path("broken/<str:secret>/", broken)]


@pytest.fixture
def log(request: pytest.FixtureRequest) -> Iterator[StringIO]:
    out = StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(RouteNotPath())
    handler.setFormatter(request.param())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    yield out
    logger.removeHandler(handler)


@pytest.mark.parametrize("log", [Lines, JsonLines], indirect=True)
@override_settings(ROOT_URLCONF=__name__)
def test_a_crash_is_told_by_its_route_and_its_place(log: StringIO) -> None:
    client = Client(raise_request_exception=False)
    assert client.post("/broken/qzxa1/?q=qzxb2", {"M1": "qzxc3"}, headers={"sec-fetch-site": "same-origin"}).status_code
    told = log.getvalue()
    assert "/broken/<str:secret>/" in told
    assert "KeyError" in told
    assert "ValueError" in told
    assert "test_log_lines.py:" in told
    assert "qzx" not in told


@pytest.mark.parametrize("log", [JsonLines], indirect=True)
@override_settings(ROOT_URLCONF=__name__)
def test_a_json_line_has_five_fields(log: StringIO) -> None:
    Client(raise_request_exception=False).get("/broken/x/")
    line = json.loads(log.getvalue())
    assert set(line) == {"time", "level", "logger", "message", "exc_info"}
    assert line["level"] == "ERROR"


@pytest.mark.parametrize("formatter", [Lines(), JsonLines()])
def test_a_database_that_is_away_may_say_which(formatter: logging.Formatter) -> None:
    error = OperationalError("connection to db.example refused")
    record = logging.LogRecord("thaw", logging.ERROR, "x.py", 1, "away", (), (type(error), error, None))
    assert "db.example refused" in formatter.format(record)
