"""The map of the site on one screen."""

from django.conf import settings
from django.urls import include, path

from clinics import door_views
from support.views import offline

from . import health, machines

urlpatterns = [
    path("self-check/", include("selfcheck.urls")),  # first, as each result is looked up here
    path("", include("pages.urls")),
    path("articles/", include("articles.urls")),
    path("help/", include("support.urls")),
    path("c/<str:code>/", door_views.door, name="door"),
    path("r/<str:code>/", door_views.reading_list, name="reading-list"),
    path("staff/", include("clinics.staff_urls")),
    path("for-clinics/", include("clinics.public_urls")),
    path("fhir/", include("selfcheck.fhir_urls")),
    path("offline.js", offline, name="offline"),  # at the root: a service worker serves what lies below it
    path("feed.xml", machines.feed, name="feed"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("robots.txt", machines.robots, name="robots"),
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path(".well-known/security.txt", machines.security, name="security"),
]
if settings.DEBUG:
    urlpatterns += [path("__reload__/", include("django_browser_reload.urls"))]

handler400 = "web.errors.bad_request"
handler403 = "web.errors.forbidden"
handler404 = "web.errors.not_found"
handler429 = "web.errors.too_many"
handler500 = "web.errors.server_error"
