"""System calls that could carry an answer out of a process, as strace writes them down."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SENDING = ("write", "pwrite64", "writev", "pwritev", "pwritev2", "sendto", "sendmsg", "sendmmsg")
COPYING = ("sendfile", "splice", "tee", "vmsplice", "copy_file_range", "process_vm_writev", "io_uring_setup")
OPENING = ("open", "openat", "openat2", "creat", "memfd_create")
CHANGING = ("rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat", "mkdir", "mkdirat")
CHANGING += ("mknod", "mknodat", "truncate", "ftruncate", "setxattr", "fsetxattr", "lsetxattr")
OTHERS = ("mmap", "connect", "execve", "execveat", "prctl")
WATCHED = (*SENDING, *COPYING, *OPENING, *CHANGING, *OTHERS)
LONGEST = 1_000_000  # bytes of one text that are written down; nothing here is longer

LINE = re.compile(r"(?P<at>\d+\.\d+) (?P<name>\w+)\((?P<about>.*)\)\s+= (?P<answer>.*)", re.S)
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
PATH = re.compile(r"<((?:\\x[0-9a-f]{2})+)>")
WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_APPEND|O_TRUNC|O_TMPFILE")


@dataclass(frozen=True, slots=True)
class Call:
    """One call. `to` is what its first descriptor stands for: a path, or such as TCP:[127.0.0.1:1->127.0.0.1:2]."""

    at: float
    name: str
    about: str
    answer: str
    texts: tuple[bytes, ...]
    to: str

    @property
    def data(self) -> bytes:
        """All bytes that it hands over."""
        return b"".join(self.texts)

    @property
    def opens_for_writing(self) -> str:
        """The path, where it opens one for writing and succeeds."""
        if self.name not in OPENING or self.answer.startswith("-1"):
            return ""
        return self.texts[0].decode() if self.name in ("creat", "memfd_create") or WRITES.search(self.about) else ""

    @property
    def maps_for_writing(self) -> str:
        """The path of a file whose pages it may change in memory."""
        shared = self.name == "mmap" and "MAP_SHARED" in self.about and "PROT_WRITE" in self.about
        return self.to if shared and "MAP_ANON" not in self.about else ""


def command_of(folder: Path) -> list[str]:
    """What to put in front of a command, so that its calls are written into this folder: a file for each thread."""
    trace = ["strace", "-ff", "-ttt", "-yy", "-xx", "--seccomp-bpf", "-s", str(LONGEST), "-e", "signal=none"]
    return [*trace, "-e", f"trace={','.join(f'?{name}' for name in WATCHED)}", "-o", str(folder / "calls")]


def calls(folder: Path, since: float) -> Iterator[Call]:
    """Every call of every thread since then. Raises ValueError for one that was not written down to its end."""
    for path in sorted(folder.iterdir()):
        for line in path.read_text().splitlines():
            late = float(line.partition(" ")[0]) > since
            if late and (found := LINE.fullmatch(line)) and not found["answer"].startswith("?"):
                yield _call(found)


def _call(found: re.Match[str]) -> Call:
    about = found["about"]
    texts = TEXT.findall(about)
    if found["name"] in SENDING and any(cut for _, cut in texts):
        raise ValueError(f"strace cut a text of {found['name']} short")
    bare = PATH.sub(lambda path: f"<{_bytes(path[1]).decode(errors='replace')}>", TEXT.sub('"…"', about))
    to = re.search(r"\d+<(.*?)>+(?:,|$)", bare)
    return Call(
        float(found["at"]),
        found["name"],
        bare,
        found["answer"],
        tuple(_bytes(t) for t, _ in texts),
        to[1] if to else "",
    )


def _bytes(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))
