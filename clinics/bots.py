"""Who is not counted: programs, previews, and browsers that only fetch ahead."""

import re

from django.http import HttpRequest

BROWSERS = ("Mozilla/", "Opera/")  # how every browser begins to name itself, and hardly a program by its own name
PROGRAMS = re.compile(
    r"(?<!cu)bot\b|(?<!cu)bot[/_-]|\+https?://|crawl|spider|slurp|preview|facebookexternalhit|embedly|monitor|uptime|"
    r"pingdom|lighthouse|headless|curl|wget|python|java/|okhttp|go-http|libwww|httpclient|scan|validator|archiver",
    re.IGNORECASE,
)
AHEAD = ("prefetch", "prerender", "preview")


def is_a_person_opening(request: HttpRequest) -> bool:
    """Whether a request looks like somebody opening a page: a GET for a document by a browser that shows it now."""
    agent = request.headers.get("User-Agent", "")
    if request.method != "GET" or not agent.startswith(BROWSERS) or PROGRAMS.search(agent):
        return False
    purpose = " ".join(request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"))
    if any(word in purpose.lower() for word in AHEAD):
        return False
    return request.headers.get("Sec-Fetch-Dest", "document") == "document" and "preview" not in request.GET
