"""What every template may use of a clinic whose address was opened."""

from typing import Any

from django.http import HttpRequest

from .directory import clinic_of, trouble_of


def clinic(request: HttpRequest) -> dict[str, Any]:
    """The clinic whose door was opened, and what stood in the way where a door did not open; most often neither."""
    return {"clinic": clinic_of(request), "door_trouble": trouble_of(request)}
