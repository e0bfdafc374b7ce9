"""Make, change, copy and retire the reading lists of one clinic, and write down who did it."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from .access import Here
from .codes import new_code
from .list_things import Key, titles
from .models import Clinic, ListItem, ReadingList

MOST_THINGS = 8
MOST_IN_USE = 200
TRIES = 20  # codes that are drawn before we give up; one is enough unless millions are in use


class TooManyListsError(Exception):
    """A clinic has as many lists in use as it may have."""

    def __str__(self) -> str:
        return _("You have {most} lists in use, which is the most. Retire one that you no longer hand over.").format(
            most=MOST_IN_USE
        )


def list_of(here: Here, code: str, *, lock: bool = False) -> ReadingList:
    """A list of this clinic; another clinic's is as unknown as one that is not there."""
    rows = here.clinic.reading_lists.select_for_update() if lock else here.clinic.reading_lists
    found = rows.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def keys_of(chosen: ReadingList) -> list[Key]:
    """What stands on a list, in its order."""
    return [(item.kind, item.slug) for item in chosen.items.all()]


def seen(chosen: ReadingList) -> str:
    """A mark of a list as it is now: another one as soon as anybody has changed it."""
    return chosen.changed_at.isoformat()


def make(here: Here, line: str, keys: Sequence[Key]) -> ReadingList:
    """A new list with a code of its own. Raises TooManyListsError."""
    _check_room(here.clinic)
    made = _with_new_code(here.clinic, line)
    _put(made, keys)
    here.record(_("Reading list {code}: made").format(code=made.groups), after=_told(line, keys))
    return made


def change(here: Here, chosen: ReadingList, line: str, keys: Sequence[Key]) -> bool:
    """Put something else on a list; False where that is what stands there already."""
    was = keys_of(chosen)
    if (chosen.line, was) == (line, list(keys)):
        return False
    before = _told(chosen.line, was)
    chosen.line = line
    chosen.save()
    chosen.items.all().delete()
    _put(chosen, keys)
    here.record(_("Reading list {code}: changed").format(code=chosen.groups), before, _told(line, keys))
    return True


def copy(here: Here, chosen: ReadingList) -> ReadingList:
    """Another list with the same things on it. Raises TooManyListsError."""
    return make(here, chosen.line, keys_of(chosen))


def retire(here: Here, chosen: ReadingList) -> None:
    """Let a code open the general site from now on. Nothing is deleted."""
    if chosen.retired_on is None:
        chosen.retired_on = localdate()
        chosen.save()
        here.record(_("Reading list {code}: retired").format(code=chosen.groups))


def use_again(here: Here, chosen: ReadingList) -> None:
    """Let a retired list be opened again. Raises TooManyListsError."""
    if chosen.retired_on is not None:
        _check_room(here.clinic)
        chosen.retired_on = None
        chosen.save()
        here.record(_("Reading list {code}: in use again").format(code=chosen.groups))


def _check_room(clinic: Clinic) -> None:
    Clinic.objects.select_for_update().get(pk=clinic.pk)  # so that two who make a list at once are counted one by one
    if clinic.reading_lists.filter(retired_on=None).count() >= MOST_IN_USE:
        raise TooManyListsError


def _with_new_code(clinic: Clinic, line: str) -> ReadingList:
    for _again in range(TRIES - 1):
        try:
            with transaction.atomic():
                return ReadingList.objects.create(clinic=clinic, code=new_code(), line=line)
        except IntegrityError:  # somebody has this code already
            continue
    return ReadingList.objects.create(clinic=clinic, code=new_code(), line=line)


def _put(chosen: ReadingList, keys: Sequence[Key]) -> None:
    ListItem.objects.bulk_create(
        ListItem(reading_list=chosen, position=place, kind=kind, slug=slug) for place, (kind, slug) in enumerate(keys)
    )


def _told(line: str, keys: Sequence[Key]) -> str:
    """A list as its history shows it."""
    rows = [f"{place}. {title}" for place, title in enumerate(titles(keys), 1)]
    return "\n".join([*([f"“{line}”"] if line else []), *rows])
