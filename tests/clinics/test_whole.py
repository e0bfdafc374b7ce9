"""A change of a clinic's is saved whole or not at all: here the database goes away at the last step, the history."""

from datetime import date
from typing import Any

import pytest
from django.db import OperationalError

from clinics.models import Clinic, Invitation, ListItem, LocalFact, LocalService, Membership, ReadingList

from . import staff

pytestmark = pytest.mark.django_db
KEPT = (Clinic, Invitation, ListItem, LocalFact, LocalService, Membership, ReadingList)


def everything() -> list[str]:
    return [f"{model.__name__} {sorted(row.items())}" for model in KEPT for row in model.objects.values()]


def forms(clinic: Clinic, client: Any) -> dict[str, dict[str, Any]]:
    """An address of each kind of change, with what a browser would send."""
    page = client.get(f"/staff/clinics/{clinic.code}/local-help/").context
    help_fields = {name: page["form"][name].value() or "" for name in page["form"].fields} | {"seen": page["seen"]}
    texts = {name: "Changed at the last moment" for name in help_fields if name == "hours-text"}
    assert texts, sorted(help_fields)
    member = Membership.objects.get(clinic=clinic, role="viewer")
    return {
        "local-help/": help_fields | texts,
        "services/new/": {"name": "A new place", "phone": "", "seen": ""},
        "lists/new/": {"pick": ["article:feeling-numb"], "do": "save"},
        "people/": {"email": "new@clinic.example", "role": "viewer"},
        f"people/{member.pk}/role/": {"role": "editor"},
        "settings/": {"name": "Changed", "code": "changed", "country": "GB"},
        "settings/retire/": {},
    }


def test_what_cannot_be_written_to_the_end_is_not_written_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = staff.make_clinic()
    LocalFact.objects.create(clinic=clinic, kind="hours", text="Monday", checked_on=date(2026, 11, 1))
    staff.make_member(clinic, "viewer")
    client = staff.logged_in(staff.make_member(administrator=True), raise_request_exception=False)
    sent = forms(clinic, client)
    reached = []

    def away(*said: Any, **_: Any) -> None:
        reached.append(said)
        raise OperationalError("no answer")

    monkeypatch.setattr("clinics.access.record", away)
    before = everything()
    for place, fields in sent.items():
        reached.clear()
        response = client.post(f"/staff/clinics/{clinic.code}/{place}", fields)
        assert reached, (place, response.status_code)
        assert response.status_code == 503, place
        assert response.headers["Retry-After"] == "60"
        assert everything() == before, place
