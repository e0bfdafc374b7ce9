"""docs/performance-browser.md: what was measured in a browser, as tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from .load import spread
from .visits import CATEGORIES, Visit, failures, scores

MOST = 1.1  # times as long to first paint as the same page in one file
TEXT = """# How fast it is in a browser, and what Lighthouse says

Written by `make lighthouse` on {date}: {machine}, {browser}, {lighthouse} with its mobile profile.
Pages come over https from nginx with deploy/nginx.conf. Each figure is the median of {rounds} first visits, the least
and the most in brackets.

## Scores

Out of 100. SEO does not count for a page that search engines are asked to leave out.

{scores}

{failures}

## First paint, and what is fetched

Simulated by Lighthouse, as its scores are: a slow 4G network and a telephone a quarter as fast as this machine.

{weights}

## First paint against a page of one file

The page that each is compared with has the same words, drawing, styles and headers, comes from the same nginx, and asks
for no other file. Both are visited in turn, and each ratio is of two visits that followed each other. The target is
at most {most}. "Applied" is the same telephone and network, but with the browser slowed down while it looks.

{ratios}

Of these times most is the network's and the browser's own: with a page of one line, first paint comes after
{floor}.
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """Visits of a page as it is and as one file, in turn."""

    site: list[Visit] = field(default_factory=list)
    single: list[Visit] = field(default_factory=list)

    def ratios(self) -> list[float]:
        """First paint as it is against first paint as one file, round by round."""
        return [one.first / other.first for one, other in zip(self.site, self.single, strict=True)]


@dataclass(frozen=True, slots=True)
class Measured:
    """A page, the categories it is held to, and its visits, throttled in either way."""

    page: str
    held_to: Sequence[str]
    simulated: Pair = field(default_factory=Pair)
    applied: Pair = field(default_factory=Pair)

    def problems(self) -> list[str]:
        """What keeps it under 100, and a first paint that comes too late."""
        found = [f"{self.page}: {line}" for line in failures(self.simulated.site, self.held_to)]
        for name, pair in (("simulated", self.simulated), ("applied", self.applied)):
            if (ratio := median(pair.ratios())) > MOST:
                found.append(f"{self.page}: first paint, {name}, {ratio:.2f} times that of the same page in one file")
        return found


def document(measured: Sequence[Measured], smallest: Pair, about: Mapping[str, str]) -> str:
    """The whole page. `smallest` holds the visits of a page of one line: simulated, then applied."""
    failing = [problem for each in measured for problem in each.problems()]
    simulated, applied = (spread([visit.first for visit in visits], 0) for visits in (smallest.site, smallest.single))
    return TEXT.format(
        scores=table(("Page", *CATEGORIES), [(each.page, *_scores(each)) for each in measured]),
        failures="\n".join(f"- {line}" for line in failing) if failing else "Nothing is under its target.",
        weights=table(
            ("Page", "First paint, ms", "Largest paint, ms", "Bytes transferred", "Requests, icon included"),
            [(each.page, *_weights(each.simulated.site)) for each in measured],
        ),
        ratios=table(
            ("Page", "Simulated, ms: as it is", "one file", "ratio", "Applied, ms: as it is", "one file", "ratio"),
            [(each.page, *_compared(each.simulated), *_compared(each.applied)) for each in measured],
        ),
        floor=f"{simulated} ms simulated, {applied} ms applied",
        most=MOST,
        **about,
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _scores(measured: Measured) -> list[str]:
    found = scores(measured.simulated.site)
    return [str(found[name]) if name in measured.held_to else "–" for name in CATEGORIES]


def _weights(visits: Sequence[Visit]) -> list[str]:
    return [
        spread([visit.first for visit in visits], 0),
        spread([visit.largest for visit in visits], 0),
        f"{median(visit.size for visit in visits):,.0f}",
        f"{median(visit.requests for visit in visits):.0f}",
    ]


def _compared(pair: Pair) -> list[str]:
    site, single = ([visit.first for visit in visits] for visits in (pair.site, pair.single))
    return [spread(site, 0), spread(single, 0), spread(pair.ratios())]
