"""Hold connections open with slowhttptest, a tool of other people's, and ask whether the site still answers."""

import re
import shutil
import subprocess
import time

from .watch import HELP
from .wire import exchange

PROGRAM = "slowhttptest"
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
AVAILABLE = re.compile(r"service available:\s+(\w+)")
# Our own pages may send forms; the tool has no option for that header, but takes more than one line for another.
FROM_HERE = "text/html\r\nSec-Fetch-Site: same-origin"
WAYS = {
    "slow headers": ("-H",),
    "slow reading": ("-X", "-w", "10", "-y", "20", "-n", "2", "-z", "10"),
    "slow bodies": ("-B", "-s", "8192", "-m", FROM_HERE),
}
CONNECTIONS, SECONDS, PATIENCE, EVERY = 300, 14, 3, 0.25


def missing() -> bool:
    return shutil.which(PROGRAM) is None


def held(port: int, way: str, connections: int = CONNECTIONS, seconds: int = SECONDS) -> tuple[list[str], list[str]]:
    """Hold connections, and ask for the help page from other addresses: what was wrong, and what the tool itself saw."""
    command = [PROGRAM, *WAYS[way], "-c", str(connections), "-r", str(connections), "-i", "2", "-l", str(seconds)]
    command += ["-p", str(PATIENCE), "-u", f"http://127.0.0.1:{port}/self-check/"]
    wrong = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as tool:
        until = time.monotonic() + seconds + 60
        while tool.poll() is None and time.monotonic() < until:
            outcome = exchange(port, HELP, limit=PATIENCE)
            if [answer.status for answer in outcome.answers] != [200]:
                wrong.append(f"{way} on {connections} connections: no help page for somebody else ({outcome.ended})")
            time.sleep(EVERY)
        tool.kill()
        said = tool.stdout.read() if tool.stdout else ""
    return wrong, AVAILABLE.findall(COLOUR.sub("", said))
