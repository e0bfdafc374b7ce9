"""The reading part."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """Registers the content checks."""

    name = "articles"

    def ready(self) -> None:
        """Make `manage.py check` look at articles."""
        from . import checks  # noqa: F401 - importing registers them
