"""Find help: choose a country, one country's lines, help for two who come often, and help without a network."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from . import kept as kept_page
from .contacts import contacts
from .directory import Kind, directory, named
from .library import texts
from .phrases import country_name
from .structured import help_graph

# The parts of a country's page, in the order in which they are needed.
PARTS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("crisis", ("crisis",)),
    ("urgent", ("urgent",)),
    ("support", ("support",)),
    ("youth", ("youth",)),
    ("abuse", ("abuse",)),
    ("find-care", ("find-care",)),
)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Choose a country; the shared numbers and the directories stand there for everyone."""
    context = {"countries": named(get_language()), "anywhere": directory().anywhere, "graph": help_graph()}
    return render(request, "support/index.html", context)


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    """Everything we know of one country."""
    found = directory().country(code)
    if found is None or code != found.slug:
        raise Http404
    return render(
        request,
        "support/country.html",
        {
            "country": found,
            "contacts": contacts(found),
            "parts": [(part, lines) for part, kinds in PARTS if (lines := found.of_kind(*kinds))],
            "has_crisis": bool(found.of_kind("crisis")),
            "anywhere": directory().anywhere,
            "when_you_call": texts(get_language())["when-you-call"],
            "graph": help_graph(country_name(found), request.path),
        },
    )


@require_safe
def young_people(request: HttpRequest) -> HttpResponse:
    """For readers under 18, with the child lines of every country that has one here."""
    lines = [(name, found, found.of_kind("youth")) for name, found in named(get_language())]
    page = texts(get_language())["young-people"]
    graph = help_graph(page.about.title, request.path)
    rows = [row for row in lines if row[2]]
    return render(request, "support/young_people.html", {"page": page, "rows": rows, "graph": graph})


@require_safe
def someone_else(request: HttpRequest) -> HttpResponse:
    """Worried about someone else."""
    page = texts(get_language())["someone-else"]
    graph = help_graph(page.about.title, request.path)
    return render(request, "support/someone_else.html", {"page": page, "graph": graph})


@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """Every country's numbers in one light page; the only thing that a device can keep of this site."""
    return HttpResponse(kept_page.html())


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The service worker. Its bytes differ whenever the kept page does, so browsers fetch that page again."""
    response = render(request, "support/offline.js", {"version": kept_page.version(kept_page.html())})
    response.headers["Content-Type"] = "text/javascript; charset=utf-8"
    response.headers["Cache-Control"] = "no-cache"
    return response
