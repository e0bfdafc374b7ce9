"""A process that serves the site to one visitor and then looks through its own memory for what they said.

`python -m tests.microscope.remembered` prints a line of JSON for each text that an object still holds, and last how
many requests there were. Who visits is a process of its own (`visiting`), as its memory is full of what it says.
"""

import gc
import json
import subprocess
import sys
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from .marks import STEM

READ_BY_WSGIREF = "(?P<sep>"  # how it looks for the parts of a form; the server that the site has does not


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def held() -> list[tuple[str, str]]:
    """What kind of object holds a text with the mark in it, and the text. The name of the mark itself does not count."""
    gc.collect()
    found = []
    for each in gc.get_objects():
        for inner in gc.get_referents(each):
            text = inner.decode("latin-1") if isinstance(inner, bytes) else inner
            if isinstance(text, str) and STEM in text and text != STEM and READ_BY_WSGIREF not in text:
                found.append((type(each).__name__, text[:200]))
    return found


def main() -> None:
    """Serve, let another process visit, and look."""
    from config.wsgi import application

    with make_server("127.0.0.1", 0, application, WSGIServer, _Quiet) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        visiting = [sys.executable, "-m", "tests.microscope.visiting", str(server.server_port)]
        visited = subprocess.run(visiting, stdout=subprocess.PIPE, text=True, check=True)
        server.shutdown()
    for line in held():
        print(json.dumps(line))
    print(visited.stdout.strip())


if __name__ == "__main__":
    main()
