"""Helplines and where to find care."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    """Registers the content checks."""

    name = "support"

    def ready(self) -> None:
        """Make `manage.py check` look at helplines."""
        from . import checks  # noqa: F401 - importing registers them
