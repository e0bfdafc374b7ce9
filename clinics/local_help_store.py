"""Read and write what a clinic says of itself; whoever writes holds its row, so that two never write at once."""

from collections.abc import Iterable

from django.utils.timezone import localdate

from .access import Here
from .local_help import WHAT, Step
from .models import Change, Clinic, LocalFact


def facts_of(clinic: Clinic) -> dict[str, LocalFact]:
    """Every part that says something, by its kind."""
    return {row.kind: row for row in clinic.facts.all()}


def keep(here: Here, steps: Iterable[Step]) -> None:
    """Do what was asked and write it into the history; what was changed counts as checked today."""
    for step in steps:
        if step.done == "removed":
            LocalFact.objects.filter(clinic=here.clinic, kind=step.kind).delete()
        else:
            said = {"text": step.after.text, "phone": step.after.number.phone, "dial": step.after.number.dial}
            checked = {"checked_on": localdate(), "reminded_on": None}
            LocalFact.objects.update_or_create(clinic=here.clinic, kind=step.kind, defaults=said | checked)
        before = str(step.before) if step.done != "checked" else ""
        here.record(step.what, before, str(step.after) if step.done != "checked" else "")


def last_change(clinic: Clinic) -> Change | None:
    """Who changed anything of the clinic's help last."""
    return clinic.changes.filter(what__startswith=WHAT).first()
