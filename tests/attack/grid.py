"""What is too rare to be left to chance: every way out of every folder, and every hostile text in every field."""

from collections.abc import Iterator
from itertools import product
from urllib.parse import quote

from .asking import FORM, HERE, Case, Request, request
from .oracle import problems
from .places import Places
from .shapes import SPECIAL, STEPS, UNDER, urlencoded
from .tally import Tally
from .target import MARK, Target
from .wire import exchange

DEEPEST = 3  # our marked files lie no further out
PAPERS = 4  # a PDF takes ten times as long as a page, and its text is checked by the page's own code
SEARCHES = ("/search/", "/c/demo/search/")


def grid(found: Places) -> Iterator[Case]:
    """The cases, in no order."""
    for request_ in (*_ways_out(), *_hostile_texts(found)):
        yield Case("grid", (request_,))


def run_grid(target: Target, found: Places) -> Tally:
    """Send it all, and give what came of it."""
    tally = Tally()
    for case in grid(found):
        outcome = exchange(target.port, case)
        tally.add(case, outcome, problems(case, outcome, target.secrets))
    return tally


def _ways_out() -> Iterator[Request]:
    for under, step, depth in product(UNDER, STEPS, range(1, DEEPEST + 1)):
        yield request("GET", f"{under}{step * depth}{MARK}.txt")
    for under, name in product(UNDER, (f"{MARK}.txt", f"{MARK}.html", "manifest.json", "index.html.br")):
        yield request("GET", f"{under}{name}")


def _hostile_texts(found: Places) -> Iterator[Request]:
    for address, text in product(found.sent_to, SPECIAL):
        if address.endswith(".pdf") and text not in SPECIAL[::PAPERS]:
            continue
        yield request("POST", address, [HERE, FORM], urlencoded([(name, text[:900]) for name in found.fields]))
    for address, text in product(SEARCHES, SPECIAL):
        yield request("GET", f"{address}?q={quote(text, errors='surrogatepass')}")
    for text in SPECIAL:
        sent = quote(text, errors="surrogatepass")
        yield from (
            request("GET", f"/{place}{sent}/?{sent}={sent}") for place in ("", "c/", "r/", "articles/", "c/demo/")
        )
