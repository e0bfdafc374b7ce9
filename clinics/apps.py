"""Clinics: what they hand over, and what their staff keep."""

from django.apps import AppConfig


class ClinicsConfig(AppConfig):
    """See the module."""

    name = "clinics"
    verbose_name = "Clinics"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make `manage.py check` look at the texts."""
        from . import checks  # noqa: F401 - importing registers them
