"""The map of the site as it may be once there is a second language: the first keeps its addresses."""

from django.conf.urls.i18n import i18n_patterns

from config.urls import handler404
from config.urls import urlpatterns as one_language

urlpatterns = i18n_patterns(*one_language, prefix_default_language=False)
__all__ = ["handler404", "urlpatterns"]
