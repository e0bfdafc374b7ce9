"""Report what Python itself opens for writing, makes, renames, connects to or runs: one line of JSON for each.

Python imports a module of this name before anything else. Tests put this folder on the path of the server, and say in
MICROSCOPE_AUDIT which file the lines go to.
"""

import json
import os
import sys

WATCHED = ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname")
WATCHED += ("subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.spawn", "os.rename", "os.link")
WATCHED += ("os.symlink", "os.mkdir", "os.truncate", "shutil.", "tempfile.", "sqlite3.connect", "smtplib.", "urllib.")
WATCHED += ("http.client.", "ftplib.", "ctypes.dlopen", "syslog.")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC

_file = os.open(os.environ["MICROSCOPE_AUDIT"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)


def _watch(event: str, about: tuple[object, ...]) -> None:
    if event == "open":
        path, _, flags = about
        if not isinstance(flags, int) or not flags & WRITING or isinstance(path, int):
            return
    elif not event.startswith(WATCHED):
        return
    os.write(_file, json.dumps([event, *map(repr, about)]).encode() + b"\n")


sys.addaudithook(_watch)
