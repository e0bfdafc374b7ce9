"""What `manage.py check --deploy` asks of a copy that the public will use, beside Django's own questions."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from .headers import security_headers

# What Django's middleware would set; here one function sets it, for built pages too.
NEEDED = (
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
    "X-Frame-Options",
    "Content-Security-Policy",
)
# What stands in for Django's CsrfViewMiddleware: an origin on public pages, its own tokens on staff pages.
AGAINST_FOREIGN_FORMS = ("web.middleware.RefuseForeignPosts", "clinics.middleware.Csrf")
HERE = ("localhost", "127.0.0.1", "::1")


@register("security", deploy=True)
def check_headers(**_: Any) -> list[CheckMessage]:
    """Every header that keeps other sites, frames and plain http out, for public and for staff pages."""
    if not settings.HTTPS:
        return [Error("SITE_URL does not begin with https://, so answers and passwords could be read on the way")]
    return [
        Error(f"The header {name} is missing from {'staff' if staff else 'public'} pages")
        for staff in (False, True)
        for name in NEEDED
        if not security_headers(staff=staff).get(name)
    ]


# A machine that only builds cannot know these two, so they have a tag of their own.
@register("services", deploy=True)
def check_mail(**_: Any) -> list[CheckMessage]:
    """No link that opens something is printed where others may read it."""
    if not settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        return []
    return [Error("EMAIL_URL names no mail server, so invitations and links for a new password would be printed")]


@register("services", deploy=True)
def check_way_to_the_database(**_: Any) -> list[CheckMessage]:
    """What goes to another machine is encrypted, and that machine shows who it is."""
    database = settings.DATABASES["default"]
    host, how = str(database.get("HOST", "")), database.get("OPTIONS", {}).get("sslmode")
    if not host or host.startswith("/") or host in HERE or how == "verify-full":
        return []
    return [Warning("The database is on another machine, and DATABASE_URL does not say ?sslmode=verify-full")]


@register("security", deploy=True)
def check_foreign_forms(**_: Any) -> list[CheckMessage]:
    """Forms of other sites are refused on both halves."""
    return [
        Error(f"{name} is not in MIDDLEWARE, so another site could send forms here")
        for name in AGAINST_FOREIGN_FORMS
        if name not in settings.MIDDLEWARE
    ]


@register("security", deploy=True)
def check_who_runs_it(**_: Any) -> list[CheckMessage]:
    """Visitors have to be able to find out who runs a copy, and to write to them."""
    named = {"SITE_OPERATOR": settings.SITE_OPERATOR, "SITE_CONTACT": settings.SITE_CONTACT}
    empty = [name for name, value in named.items() if not value]
    return [Warning(f"{name} is empty: the pages say that nobody is named yet") for name in empty]
