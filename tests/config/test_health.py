"""What watches over a running copy is told the truth, and no process is taken out because the database is away."""

from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from redis.exceptions import ConnectionError as RedisAway


def test_a_live_process_says_so_without_asking_anybody(client: Client) -> None:
    answer = client.get("/health/live")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_ready_process_says_whether_the_staff_half_works(client: Client) -> None:
    assert client.get("/health/ready").json() == {"public": "ok", "staff": "ok"}


def away(*_: Any, **__: Any) -> None:
    raise OperationalError("away")


def no_cache(*_: Any, **__: Any) -> None:
    raise RedisAway("away")


@pytest.mark.django_db
@pytest.mark.parametrize(("thing", "name", "breaks"), [(connection, "cursor", away), (cache, "get", no_cache)])
def test_a_process_stays_ready_while_what_only_staff_need_is_away(
    client: Client, monkeypatch: pytest.MonkeyPatch, thing: object, name: str, breaks: Any
) -> None:
    monkeypatch.setattr(thing, name, breaks)
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (200, {"public": "ok", "staff": "away"})


@pytest.mark.django_db
def test_a_mistake_of_ours_is_not_called_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def mistake(*_: Any, **__: Any) -> None:
        raise TypeError("ours")

    monkeypatch.setattr(cache, "get", mistake)
    with pytest.raises(TypeError):
        client.get("/health/ready")
