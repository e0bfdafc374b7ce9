"""Take away what the staff half no longer needs: sessions that ended, and counts of log-in attempts that are over.

What would last for more than a day goes too: it was made while the clock was wrong, and would shut somebody out, or let
somebody stay, until that day comes.
"""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.db.models import Q
from django.utils import timezone

LONGEST = timedelta(days=1)


def tidy() -> int:
    """Delete both, and say how many rows went. A cache that is no table of ours forgets by itself."""
    now = timezone.now()
    over = Q(expire_date__lte=now) | Q(expire_date__gt=now + LONGEST)
    sessions, _ = Session.objects.filter(over).delete()
    return sessions + _forget_attempts()


def _forget_attempts() -> int:
    cache = caches["default"]
    if not isinstance(cache, DatabaseCache):
        return 0
    table = connection.ops.quote_name(cache._table)  # type: ignore[attr-defined] # Django names it nowhere else
    now = timezone.now()
    bounds = [connection.ops.adapt_datetimefield_value(each) for each in (now, now + LONGEST)]
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires <= %s OR expires > %s", bounds)  # noqa: S608 - a name from our settings
        return int(cursor.rowcount)
