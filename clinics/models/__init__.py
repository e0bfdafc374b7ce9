"""What the staff half keeps. Nothing here can hold anything about a visitor or a patient."""

from .changes import Change
from .clinic import Clinic, FormerCode
from .local_help import LocalFact, LocalService
from .opens import Opens
from .reading_list import ListItem, ReadingList
from .staff import Invitation, Membership, StaffMember

__all__ = [
    "Change",
    "Clinic",
    "FormerCode",
    "Invitation",
    "ListItem",
    "LocalFact",
    "LocalService",
    "Membership",
    "Opens",
    "ReadingList",
    "StaffMember",
]
