"""A small site: one process behind nginx, SQLite, folders of its own on a small disk, and a clock that can be moved."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import stack

from .asks import DOOR, PUBLIC, Editor
from .clocks import clock
from .disks import small_disk
from .folders import copies
from .stage import make_editors, warm_up


@dataclass(slots=True)
class Plain:
    """The site; its own folder, and the disk on which it writes."""

    site: stack.Site
    folder: Path
    disk: Path
    editors: list[Editor]


@contextmanager
def plain(folder: Path) -> Iterator[Plain]:
    """Serve it. Raises OSError where no file system may be mounted."""
    folder.mkdir(exist_ok=True)
    with small_disk(folder / "disk") as disk, stack.site(disk, apps=1, **copies(folder), **clock(folder)) as site:
        editors = make_editors(site, 3)
        warm_up(site, [*PUBLIC, DOOR])
        yield Plain(site, folder, disk, editors)
