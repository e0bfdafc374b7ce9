"""Drive a site with ffuf and the word lists of wfuzz: neither the fuzzer nor the words are ours."""

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from .asking import FORM, HERE
from .oracle import LEAKS
from .tally import Tally

PROGRAM = "ffuf"
LISTS = Path("/usr/share/wfuzz/wordlist")
ATTACKS, BAD, METHODS = "Injections/All_attack.txt", "Injections/bad_chars.txt", "general/http_methods.txt"
PATHS = ("vulns/dirTraversal-nix.txt", "vulns/dirTraversal-win.txt")
KNOWN_ELSEWHERE = ("vulns/cgis.txt", "vulns/sharepoint.txt", "vulns/websphere.txt", "general/big.txt")
REFUSED_BY_ITSELF = re.compile(r"\bparse |invalid header|invalid method", re.IGNORECASE)  # ffuf did not send these
ALLOWED = 10  # seconds for one answer
FIELDS = "M1=4&saf=1&country=GB&name=FUZZ&phone=FUZZ&note_text=FUZZ&short_text=FUZZ&words_muted=FUZZ&step_when=FUZZ&change=FUZZ"
FORMS = ("", "note/", "note.pdf", "summary.pdf", "response.json", "step.ics")
KIT = ("", "poster/", "leaflet.pdf", "cards/", "slide.pdf")
HEADERS = (
    "Range",
    "If-None-Match",
    "If-Modified-Since",
    "Accept-Encoding",
    "Host",
    "Cookie",
    "Origin",
    "Sec-Fetch-Site",
)


@dataclass(frozen=True)
class Sweep:
    """One word list in one place."""

    words: str
    address: str = "/self-check/"
    options: tuple[str, ...] = ()


def missing() -> list[str]:
    return [name for name, there in ((PROGRAM, shutil.which(PROGRAM)), ("wfuzz", LISTS.exists())) if not there]


def sweeps() -> list[Sweep]:
    """Every place that takes words, the short lists first."""
    post = ("-X", "POST", "-H", ": ".join(HERE))
    form = (*post, "-H", ": ".join(FORM), "-d", FIELDS)
    found = [
        Sweep(METHODS, "/self-check/", ("-X", "FUZZ")),
        Sweep(METHODS, "/self-check/note/", ("-X", "FUZZ", *post[2:])),
    ]
    found += [Sweep(BAD, f"/{place}FUZZ") for place in ("", "static/", "search/?q=", "c/", "help/")]
    found += [
        Sweep(words, f"/{place}FUZZ") for words in PATHS for place in ("", "static/", "c/demo/", "fhir/CodeSystem/")
    ]
    found += [Sweep(ATTACKS, address) for address in ("/search/?q=FUZZ", "/c/FUZZ/", "/r/FUZZ/", "/help/?FUZZ=FUZZ")]
    found += [Sweep(ATTACKS, "/nothing/", ("-H", f"{name}: FUZZ")) for name in HEADERS]
    found += [Sweep(ATTACKS, "/self-check/", (*post, "-d", "M1=3", "-H", "Content-Type: FUZZ"))]
    found += [Sweep(ATTACKS, f"/self-check/{name}", form) for name in FORMS]
    found += [Sweep(ATTACKS, f"/for-clinics/kit/{name}", form) for name in KIT]
    return found + [Sweep(words, "/FUZZ") for words in KNOWN_ELSEWHERE]


def swept(port: int, sweep: Sweep, secrets: tuple[bytes, ...], threads: int = 4) -> Tally:
    """Run one sweep for its statuses and, where words are paths, once more for what must not come out."""
    with tempfile.TemporaryDirectory() as folder:
        results, complaints = _ffuf(port, sweep, Path(folder), threads, ["-mc", "all"])
        tally = Tally(Counter(ffuf=len(results)), Counter(str(each["status"]) for each in results))
        tally.findings += [
            f"ffuf: {each['status']} {sweep} {each['input']}" for each in results if each["status"] >= 500
        ]
        tally.findings += [f"ffuf: {sweep} {line}" for line in complaints]
        if sweep.words in PATHS:
            leaks = "|".join(re.escape(leak.decode()) for leak in (*LEAKS, *secrets))
            leaked, _ = _ffuf(port, sweep, Path(folder), threads, ["-mc", "599", "-mr", leaks])
            tally.kinds["ffuf"] += len(results)
            tally.findings += [f"ffuf: something leaked, {sweep} {each['input']}" for each in leaked]
    return tally


def _ffuf(
    port: int, sweep: Sweep, folder: Path, threads: int, matching: list[str]
) -> tuple[list[dict[str, object]], list[str]]:
    """What ffuf found, and what it complained of that it had sent."""
    log, out = folder / "log", folder / "out.json"
    log.unlink(missing_ok=True)
    command = [PROGRAM, "-s", "-t", str(threads), "-timeout", str(ALLOWED), "-w", str(LISTS / sweep.words)]
    command += ["-u", f"http://127.0.0.1:{port}{sweep.address}", "-o", str(out), "-of", "json", "-debug-log", str(log)]
    run = [*command, *matching, *sweep.options]
    subprocess.run(run, env=os.environ | {"HOME": str(folder)}, capture_output=True, check=True, timeout=300)
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    complaints = [line for line in lines if not REFUSED_BY_ITSELF.search(line)]
    return json.loads(out.read_text())["results"], complaints
