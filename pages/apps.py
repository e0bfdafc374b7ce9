"""The site's own pages."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Registers the content checks."""

    name = "pages"

    def ready(self) -> None:
        """Make `manage.py check` look at pages."""
        from . import checks  # noqa: F401 - importing registers them
