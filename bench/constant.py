"""A Django view that always answers the same, behind the middleware of `startproject`: what Django itself costs."""

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

settings.configure(
    SECRET_KEY="nothing is signed with it",  # noqa: S106 - of a server that lives for a minute
    ALLOWED_HOSTS=["localhost", "127.0.0.1"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.messages"],
    SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
)
django.setup()

BODY = b"0123456789abcdef" * 2048  # 32 KiB, about the size of a result


@csrf_exempt
def constant(request: HttpRequest) -> HttpResponse:
    """Read the form, as any view that answers one has to, and answer the same."""
    request.POST.get("M1")
    return HttpResponse(BODY)


urlpatterns = [path("self-check/", constant)]
application = get_wsgi_application()
