"""What watches over a running copy asks here. Nobody else needs it, and deploy/nginx.conf lets nobody else in."""

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from web.away import is_away
from web.kept_nowhere import kept_nowhere


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The process answers. Nothing behind it is asked, so a database that is away gets no process restarted."""
    return kept_nowhere(HttpResponse("ok\n", content_type="text/plain; charset=utf-8"))


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Visitors can be sent here: this stays 200 while the staff half is away, as the public half needs neither.

    `staff` says "ok" or "away"; whoever watches is to be told of "away".
    """
    return kept_nowhere(JsonResponse({"public": "ok", "staff": "ok" if _staff_half_answers() else "away"}))


def _staff_half_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        cache.get("health")
    except Exception as problem:
        if not is_away(problem):
            raise
        return False
    return True
