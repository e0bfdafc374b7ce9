"""The services behind the staff half, told to give up soon: a visitor may be waiting for a clinic's page."""

from pathlib import Path
from typing import Any

from django.utils.crypto import salted_hmac


def staff_database(found: dict[str, Any]) -> dict[str, Any]:
    """The database of the staff half, as settings.DATABASES names it."""
    if found["ENGINE"].endswith("sqlite3"):
        Path(found["NAME"]).parent.mkdir(mode=0o700, exist_ok=True)
        pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL"
        found["OPTIONS"] = {"timeout": 5, "transaction_mode": "IMMEDIATE", "init_command": pragmas}
    else:
        limits = {"connect_timeout": 2, "options": "-c statement_timeout=3000"}
        found["OPTIONS"] = limits | found.get("OPTIONS", {})  # such as ?sslmode=verify-full
        found |= {"ENGINE": "config.postgres", "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    return found


def attempts_cache(found: dict[str, Any]) -> dict[str, Any]:
    """Where attempts to log in are counted; Redis, too, is to give up soon."""
    if found["BACKEND"].endswith("RedisCache"):
        found["OPTIONS"] = {"socket_connect_timeout": 2, "socket_timeout": 2} | found.get("OPTIONS", {})
    return found | {"KEY_FUNCTION": "config.services.hidden"}


def hidden(key: str, prefix: str, version: int) -> str:
    """A name in the cache: allauth's has the address from which somebody tried, and nobody is to read that there."""
    return salted_hmac("what attempts are counted by", f"{prefix}:{version}:{key}", algorithm="sha256").hexdigest()
