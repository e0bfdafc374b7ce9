"""Attack the site for a quarter of an hour: `make fuzz`, or `python -m tests.attack --help`."""

import argparse
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import django

from . import mutated, slow, worded
from .campaign import Report, campaign
from .tally import table
from .target import behind_nginx, direct
from .watch import GROWTH, quarters


def main(arguments: Sequence[str]) -> int:
    """Run it all; 1 where anything was found."""
    asked = _asked(arguments)
    if lacks := [
        *worded.missing(),
        *(["zzuf"] if mutated.missing() else []),
        *(["slowhttptest"] if slow.missing() else []),
    ]:
        print(f"The attack needs {', '.join(lacks)}: apt-get install ffuf wfuzz zzuf slowhttptest")
        return 1
    django.setup()
    print(
        f"Attacking with {asked.requests:,} requests, and {asked.nginx:,} more through nginx (--seed {asked.seed})",
        flush=True,
    )
    with tempfile.TemporaryDirectory(prefix="thaw-attack-") as folder:
        (Path(folder) / "direct").mkdir()
        with direct(Path(folder) / "direct") as target:
            first = campaign(target, asked.requests, asked.rounds, asked.seed, _tell)
            findings = [*first.tally.findings, *_held(target.port, ("slow headers", "slow reading"))]
        print(_table("The server by itself", first), flush=True)
        (Path(folder) / "nginx").mkdir()
        with behind_nginx(Path(folder) / "nginx") as target:
            second = campaign(
                target, asked.nginx, max(asked.rounds // 3, 1), asked.seed + 1_000_000, _tell, lists=False
            )
            findings += [*second.tally.findings, *_held(target.port, tuple(slow.WAYS))]
        print(_table("Through nginx", second))
    print(f"\n{first.tally.total + second.tally.total:,} requests, {len(findings)} findings")
    print("\n".join(findings))
    return 1 if findings else 0


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.attack", description=__doc__)
    parser.add_argument("--requests", type=int, default=200_000, help="sent to the server by itself")
    parser.add_argument("--nginx", type=int, default=20_000, help="sent through nginx, after that")
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument(
        "--seed", type=int, default=random.randrange(1_000_000), help="the same seed makes the same requests"
    )
    return parser.parse_args(arguments)


def _held(port: int, ways: Sequence[str]) -> list[str]:
    """Each slow attack: what was wrong."""
    found = []
    for way in ways:
        wrong, looks = slow.held(port, way)
        print(f"  {way} on {slow.CONNECTIONS} connections: help page missing {len(wrong)} times;", end=" ")
        print(f"slowhttptest saw it available: {', '.join(looks) or 'nobody looked'}", flush=True)
        found += wrong if looks else [f"{way}: slowhttptest did not run"]
    return found


def _table(title: str, report: Report) -> str:
    watch, tally = report.watch, report.tally
    assert watch
    memory, files = quarters(watch.memory), quarters(watch.files)
    return "\n".join(
        [
            f"\n{title}: {tally.total:,} requests in {report.seconds:.0f} s, {len(tally.findings)} findings",
            table("By kind (ffuf and zzuf are other people's, the rest is made up by hypothesis)", tally.kinds),
            table("By status", tally.statuses),
            f"Slowest: {tally.slowest[0]:.2f} s, {tally.slowest[1]}",
            f"Help page meanwhile: asked {len(watch.help)} times, slowest {max(watch.help):.2f} s, missing {watch.without_help}",
            f"Memory of {len(watch.processes)} processes (PSS, MiB): first {watch.memory[0]:.1f}, second quarter {memory[0]:.1f}, "
            f"last quarter {memory[1]:.1f}, last {watch.memory[-1]:.1f} (allowed growth {GROWTH * len(watch.processes):.0f})",
            f"Descriptors: second quarter {files[0]:.0f}, last quarter {files[1]:.0f}; idle before {report.files[0]}, after {report.files[1]}",
        ]
    )


def _tell(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
