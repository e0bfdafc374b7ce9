"""The self-check."""

from django.apps import AppConfig


class SelfCheckConfig(AppConfig):
    """Registers the content checks."""

    name = "selfcheck"

    def ready(self) -> None:
        """Make `manage.py check` look at the self-check."""
        from . import checks  # noqa: F401 - importing registers them
