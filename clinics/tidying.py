"""Take away what the staff half no longer needs: sessions that ended, and counts of log-in attempts that are over."""

from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.utils import timezone


def tidy() -> int:
    """Delete both, and say how many rows went. A cache that is no table of ours forgets by itself."""
    sessions, _ = Session.objects.filter(expire_date__lte=timezone.now()).delete()
    return sessions + _forget_attempts()


def _forget_attempts() -> int:
    cache = caches["default"]
    if not isinstance(cache, DatabaseCache):
        return 0
    table = connection.ops.quote_name(cache._table)  # type: ignore[attr-defined] # Django names it nowhere else
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires <= %s", [now])  # noqa: S608 - a name from our settings
        return int(cursor.rowcount)
