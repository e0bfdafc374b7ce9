"""Count opens as a worker does, in a process of its own: `python -m tests.clinics.opening make|count|read …`.

Which database it is, DATABASE_URL says.
"""

import os
import sys
import time
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"

import django

django.setup()

from clinics.counting import counter, opened_now  # noqa: E402 - Django has to be ready first
from clinics.models import Clinic, Opens, ReadingList  # noqa: E402

CODE = "counted"


def make() -> None:
    """A clinic with a list."""
    ReadingList.objects.create(clinic=Clinic.objects.create(code=CODE, name="Counted", country="GB"))


def count(times: str, folder: str) -> None:
    """Say that we are ready, wait for the others, count, and end once everything is written."""
    chosen = ReadingList.objects.get(clinic__code=CODE)
    Path(folder, f"ready-{os.getpid()}").touch()
    while not Path(folder, "go").exists():
        time.sleep(0.001)
    for _ in range(int(times)):
        counter.add(opened_now(chosen.clinic_id))
        counter.add(opened_now(chosen.clinic_id, chosen.pk))
    sys.exit(not counter.finish(60))


def read() -> None:
    """The numbers of the door and of the list."""
    rows = Opens.objects.filter(clinic__code=CODE)
    print(*sorted(f"{'list' if row.reading_list_id else 'door'} {row.number}" for row in rows), sep="\n")


if __name__ == "__main__":
    {"make": make, "count": count, "read": read}[sys.argv[1]](*sys.argv[2:])
