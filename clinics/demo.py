"""A clinic to try the staff half with: made up from end to end, and only where nobody can take it for a real one."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from .history import record
from .models import Clinic, ListItem, LocalFact, LocalService, Membership, Opens, ReadingList, StaffMember
from .models.local_help import FactKind
from .models.reading_list import ItemKind
from .models.staff import Role

CODE = "demo"
EDITOR, ADMINISTRATOR = "editor@demo.example", "administrator@demo.example"
# From the numbers that Ofcom, the regulator, keeps free for films and books (020 7946 0000 to 0999), so that nobody
# is called by mistake.
PHONE, NIGHT, SERVICE = "020 7946 0018", "020 7946 0019", "020 7946 0020"
FACTS = {
    FactKind.BOOKING: ("Call us or come to the desk. You need not say why you want to be seen.", ""),
    FactKind.PHONE: ("", PHONE),
    FactKind.HOURS: ("Monday to Friday, 8:00 to 18:00", ""),
    FactKind.LANGUAGES: ("English and Spanish; an interpreter for others by phone", ""),
    FactKind.OUT_OF_HOURS: ("At night and at weekends, call the doctor on duty.", NIGHT),
}
LISTS = (
    ("Start with the first one. The rest can wait.", ("article:feeling-numb", "article:getting-help", "self-check:")),
    ("", ("article:when-nothing-feels-good", "small-step:plan-one-thing", "small-step:words-for-feelings")),
)
OPENED = (4, 12, 31, 18, 7, 40)  # in the last months; two of them are too few to be shown


@dataclass(frozen=True, slots=True)
class Demo:
    """The addresses and passwords to try."""

    code: str
    lists: tuple[str, ...]
    passwords: dict[str, str]


@transaction.atomic
def make_demo() -> Demo:
    """Make the clinic anew, with new passwords; what was there of it is gone."""
    Clinic.objects.filter(code=CODE).delete()
    StaffMember.objects.filter(email__in=(EDITOR, ADMINISTRATOR)).delete()
    clinic = Clinic.objects.create(code=CODE, name="Demo Practice (made up)", country="GB")
    passwords = {email: secrets.token_urlsafe(12) for email in (EDITOR, ADMINISTRATOR)}
    editor = StaffMember.objects.create_user(EDITOR, passwords[EDITOR], name="Robin Demo")
    StaffMember.objects.create_superuser(ADMINISTRATOR, passwords[ADMINISTRATOR], name="Alex Demo")
    Membership.objects.create(member=editor, clinic=clinic, role=Role.EDITOR)
    _local_help(clinic)
    lists = [_reading_list(clinic, line, items) for line, items in LISTS]
    _opens(clinic, lists[0])
    record(clinic, editor, "Made up for a try")
    return Demo(CODE, tuple(each.code for each in lists), passwords)


def _local_help(clinic: Clinic) -> None:
    today = localdate()
    for kind, (text, phone) in FACTS.items():
        checked = today - timedelta(days=250) if kind == FactKind.LANGUAGES else today  # one part is due again
        LocalFact.objects.create(
            clinic=clinic, kind=kind, text=text, phone=phone, dial=_dial(phone), checked_on=checked
        )
    LocalService.objects.create(
        clinic=clinic,
        name="The Listening Room (made up)",
        offers="Someone to talk to, without an appointment",
        phone=SERVICE,
        dial=_dial(SERVICE),
        address="1 Example Street",
        hours="Tuesday and Thursday, 14:00 to 19:00",
        checked_on=today,
    )


def _dial(phone: str) -> str:
    return "+44" + phone.replace(" ", "").removeprefix("0") if phone else ""


def _reading_list(clinic: Clinic, line: str, items: tuple[str, ...]) -> ReadingList:
    made = ReadingList.objects.create(clinic=clinic, line=line)
    for position, item in enumerate(items):
        kind, _, slug = item.partition(":")
        ListItem.objects.create(reading_list=made, position=position, kind=ItemKind(kind), slug=slug)
    return made


def _opens(clinic: Clinic, first: ReadingList) -> None:
    month = localdate().replace(day=1)
    for number in reversed(OPENED):
        Opens.objects.create(clinic=clinic, month=month, number=number)
        Opens.objects.create(clinic=clinic, reading_list=first, month=month, number=number // 2)
        month = _month_before(month)


def _month_before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)
