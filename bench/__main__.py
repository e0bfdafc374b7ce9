"""Measure everything side by side and write docs/performance.md: `make bench`, on a machine that does nothing else."""

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from django.utils.timezone import now

from tests import stack

from . import growth, servers
from .inside import form
from .load import ROUNDS, SECONDS, Round, Target, ratios, side_by_side, spread

FEW, MANY = 18, 5000  # articles
PAGE = stack.ROOT / "docs/performance.md"
AS_BROWSERS = {"Accept-Encoding": "gzip, deflate, br, zstd"}
Row = tuple[str, str, str]


def main() -> int:
    """Everything; 1 where something needed is not there."""
    if lacks := servers.missing():
        print(f"The comparison needs {', '.join(lacks)}.")
        return 1
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["SITE_URL"] = "http://localhost"
    with tempfile.TemporaryDirectory(prefix="thaw-bench-") as name:
        folder = Path(name)
        environment = servers.build(folder)
        rows = [*_pages(folder, environment), *_results(folder, environment), *_second(folder, environment)]
        rows += _inside(folder, environment)
    PAGE.write_text(_document(rows), encoding="utf-8")
    print(PAGE.read_text())
    return 0


def _pages(folder: Path, environment: dict[str, str]) -> list[Row]:
    """A built page: from our server, from a bare function, from nginx as it is and as we deploy it."""
    bare = environment | {"BENCH_PAGE": servers.PAGE, "BENCH_HEADERS": servers.bare_headers(environment)}
    with (
        servers.plain_nginx(folder, environment) as plain,
        servers.our_nginx(folder, environment) as ours,
        servers.granian(folder, "config.wsgi", **environment) as site,
        servers.granian(folder, "bench.bare", **bare) as function,
    ):
        named = {"nginx": plain, "deploy": ours, "site": site, "bare": function}
        found = side_by_side(
            [Target(n, s.address + servers.PAGE, s.workers, headers=AS_BROWSERS) for n, s in named.items()]
        )
    rates = {name: [each.rate for each in rounds] for name, rounds in found.items()}
    return [
        ("Built page from nginx alone, requests a second", "", spread(rates["nginx"], 0)),
        ("Built page from our server, requests a second", "", spread(rates["site"], 0)),
        ("… against nginx alone", "at least 0.40", spread(ratios(found["site"], found["nginx"], "rate"))),
        ("… against the same bytes from a bare WSGI function: times slower", "at most 1.15", _slower(found)),
        (
            "nginx with deploy/nginx.conf against nginx alone",
            "1.0",
            spread(ratios(found["deploy"], found["nginx"], "rate")),
        ),
    ]


def _slower(found: Mapping[str, list[Round]]) -> str:
    return spread(ratios(found["bare"], found["site"], "rate"))


def _results(folder: Path, environment: dict[str, str]) -> list[Row]:
    """The self-check's result against a view that always answers the same."""
    with (
        servers.granian(folder, "config.wsgi", **environment) as site,
        servers.granian(folder, "bench.constant") as constant,
    ):
        targets = [
            Target(name, f"{server.address}/self-check/", server.workers, form().decode())
            for name, server in (("result", site), ("constant", constant))
        ]
        found = side_by_side(targets)
    result, other = found["result"], found["constant"]
    return [
        ("Constant Django view, CPU ms a request", "", spread([each.cpu for each in other], 3)),
        ("Self-check to result, CPU ms a request", "", spread([each.cpu for each in result], 3)),
        ("… against the constant view: CPU", "at most 2.5", spread(ratios(result, other, "cpu"))),
        ("… requests a second, one worker", "", spread([each.rate for each in result], 0)),
        ("… p99 against its median, 8 connections", "under 4", spread([each.p99 / each.median for each in result])),
    ]


def _second(folder: Path, environment: dict[str, str]) -> list[Row]:
    """One worker, and two on two cores, with what costs so much that the asking costs nothing beside it."""
    with (
        servers.granian(folder, "config.wsgi", 1, "0", **environment) as one,
        servers.granian(folder, "config.wsgi", 2, "0,1", **environment) as two,
    ):
        body = form().decode()
        found = side_by_side(
            [
                Target(name, f"{server.address}/self-check/note/", server.workers, body, connections=16)
                for name, server in (("one", one), ("two", two))
            ]
        )
    return [
        (
            "A second worker on a second core: throughput",
            "1.7 to 2.3",
            spread(ratios(found["two"], found["one"], "rate")),
        )
    ]


def _inside(folder: Path, environment: dict[str, str]) -> list[Row]:
    """What one process costs, with the articles there are, and with thousands."""
    build = growth.listed(Path(environment["BUILD_DIR"]), folder / "many", MANY)
    few = _measured(environment)
    many = _measured(environment | {"BUILD_DIR": str(build), "CONTENT_DIR": str(growth.grown(folder, MANY))})
    grows = {name: median(many[name]) / median(few[name]) for name in ("article, built", "article, live", "result")}
    return [
        ("Take-along page, code included, CPU ms", "at most 8", spread(few["take-along"])),
        ("The note as PDF, a second and core", "at least 100", spread([1000 / each for each in few["note.pdf"]], 0)),
        (
            "The summary as PDF, a second and core",
            "at least 100",
            spread([1000 / each for each in few["summary.pdf"]], 0),
        ),
        *((f"{MANY:,} articles against {FEW}: CPU, {name}", "within 5 %", f"{grows[name]:.3f}") for name in grows),
        (f"Search among {MANY:,} articles, p95 in ms: finding", "under 5", f"{many['search']['alone']:.1f}"),
        (f"Search among {MANY:,} articles, p95 in ms: the whole page", "", f"{many['search']['page']:.1f}"),
        ("Start of a worker, seconds", "under 2", f"{few['start']:.2f}"),
        ("Memory of a worker (PSS) at its start, MiB", "under 90", f"{few['pss']:.0f}"),
        ("… after thousands of results, papers and searches", "under 90", f"{few['pss after']:.0f}"),
    ]


def _measured(environment: dict[str, str]) -> dict[str, Any]:
    run = [sys.executable, "-m", "bench.inside"]
    done = subprocess.run(run, cwd=stack.ROOT, env=os.environ | environment, capture_output=True, check=True)  # noqa: S603
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _document(rows: Sequence[Row]) -> str:
    table = "\n".join(f"| {what} | {target or '–'} | {value} |" for what, target, value in rows)
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    return f"""# How fast it is

Written by `make bench` on {now():%-d %B %Y}: {machine}.
Servers have one worker on the first core, wrk the second. Every figure over the network is the median of {ROUNDS}
rounds of {SECONDS:g} s, the least and the most in brackets. What is compared is asked in turn, and each ratio is of two
rounds that followed each other.

| What | Target | Median (least to most) |
|---|---|---|
{table}

nginx alone is as Debian's package has it; ours keeps files open, so that it can be quicker than that. The bare function
has 15 headers and a body of the same bytes, and nothing else in its process.
"""


if __name__ == "__main__":
    sys.exit(main())
