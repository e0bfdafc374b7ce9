"""The visitor of `remembered`: the whole journey, and requests whose odd part is in an address or a header."""

import sys

from .journey import visit
from .marks import STEM
from .wire import Server, get, send

ODD = [
    get(f"/search?q={STEM}", 301),
    get(f"/self-check?saf={STEM}", 301),
    get(f"/help?{STEM}=1", 301),
    get("/search/?q=numb", **{"Accept-Encoding": f"gzip, {STEM}coding"}),
    get("/help/", **{"If-None-Match": f'"{STEM}"', "Accept-Encoding": f"{STEM}coding"}),
    get("/search/?q=numb", **{"If-Modified-Since": STEM, "Range": f"bytes={STEM}", "X-Forwarded-For": STEM}),
]


def main(port: int) -> None:
    """Go everywhere; print how many requests there were."""
    server = Server(port)
    number = visit(server)
    for each in ODD:
        status = send(server, each)[0].status
        assert status == each.status, (each.path, status)
    print(number + len(ODD))


if __name__ == "__main__":
    main(int(sys.argv[1]))
