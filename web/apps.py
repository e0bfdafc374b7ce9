"""The app that every page shares; while the site is being written, content is watched as code is."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.autoreload import BaseReloader, autoreload_started


def _watch_content(sender: BaseReloader, **_: object) -> None:
    for folder in (settings.CONTENT_DIR, settings.BASE_DIR / "static"):
        sender.watch_dir(folder, "**/*")


class WebConfig(AppConfig):
    """See the module."""

    name = "web"

    def ready(self) -> None:
        """Register what a deployment is asked; restart the development server when an editor saves a file."""
        from . import deployment  # noqa: F401 - importing registers them

        if settings.DEBUG:
            autoreload_started.connect(_watch_content)
