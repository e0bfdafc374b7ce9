"""Everything a visitor can do, with marked answers in every field that any form has."""

import re
from collections.abc import Iterator

from .marks import CHOSEN, PHONE, STEM, WHEN, typed
from .wire import FORM, Fields, Request, Server, as_json, fields_of, get, multipart, post, send

CHECK, NOTE = "/self-check/", "/self-check/note/"
FILES = ("note.pdf", "summary.pdf", "response.json", "step.ics")
KIT = ("", *(f"{paper}{end}" for paper in ("poster", "cards", "leaflet", "slide") for end in ("/", ".pdf")))
ITEMS = tuple(f"{area}{number}" for area in "MEV" for number in range(1, 7))
AREAS = ("muted", "enjoy", "avoid")
WRITTEN = (*(f"words_{area}" for area in AREAS), "note_text", "note_before", "short_text", "short_before", "step_who")
# Every field of the self-check: a real answer where one is chosen, and beside it a marked one that no form offers.
ANSWERS = {
    **{name: [code, f"{STEM}{name}"] for name, code in CHOSEN.items()},
    **{name: ["4", f"{STEM}{name}"] for name in ITEMS},
    "country": CHOSEN["country"],
    "sup": ["none", f"{STEM}sup"],
    STEM: typed("unknown"),
}
TAKEN = {
    **ANSWERS,
    **{name: typed(name) for name in WRITTEN},
    **{f"agree_{area}": ["no", f"{STEM}agree"] for area in AREAS},
    **{f"include_{name}": ["1", f"{STEM}include"] for name in ("saf", "unr", "v6")},
    "include_evt": ["loss", f"{STEM}event"],
    "leave_out": ["dur", f"{STEM}left"],
    "wish": ["plan", f"{STEM}wish"],
    "step_when": WHEN,
    "step_offered": WHEN,
}
# A next step is offered where help is not needed now.
MILD = {name: value for name, value in TAKEN.items() if name not in ("saf", "unr", "evt", "fun", *ITEMS)}
# Where nothing real is chosen: marks in every field, so that all of them have to be taken for skipped.
ODD = {name: typed(name) for name in TAKEN}
SENDER = {"name": f"{STEM} Practice", "phone": PHONE}
ODD_SENDER = {name: typed(name) * 9 for name in SENDER}
READING = {"article": ["feeling-numb", f"{STEM}article"]}
BUTTONS = {"change", "help_first"}
NAME = re.compile(r'<(?:input|select|textarea|button)[^>]*\sname="([^"]+)"')


def visit(server: Server, *codes: str) -> int:
    """Go everywhere, and see that each request is answered as it should be; how many there were.

    With the codes of a clinic and of a reading list, go through their doors, too.
    """
    behind = behind_a_door(*(f"/{kind}/{code}" for kind, code in zip("cr", codes, strict=True))) if codes else ()
    whole = [*general(), *behind, *refused(server)]
    odd = [(each, status) for each in whole if (status := send(server, each)[0].status) != each.status]
    assert not odd, [(each.method, each.path, each.kind, each.status, status) for each, status in odd]
    return len(whole)


def general() -> Iterator[Request]:
    """The site that everybody knows."""
    asked = f"/search/?q={STEM}+cannot+cry"
    yield from (get("/"), get(CHECK), get(NOTE), get("/self-check/lines/"), get("/help/"), get("/help/gb/"))
    yield from (get(asked), get("/search/?q=numb+" + STEM), get(f"/articles/feeling-numb/?{STEM}=1"))
    yield from (get("/reading-pack/"), post("/reading-pack/", fields_of(READING)))
    yield post("/reading-pack.pdf", fields_of(READING))
    yield from self_check("")
    for place in KIT:
        yield get(f"/for-clinics/kit/{place}")
        yield post(f"/for-clinics/kit/{place}", fields_of(SENDER))
        yield post(f"/for-clinics/kit/{place}", fields_of(ODD_SENDER), 422)
    yield get(f"/{STEM}/nothing-here/", 404)
    yield get(f"/help/{STEM}/", 404)


def self_check(door: str) -> Iterator[Request]:
    """The self-check and all that can be taken along, under one door or none."""
    for answers in (ANSWERS, ODD):
        for more in ([], [("change", "1")]):
            yield post(door + CHECK, [*fields_of(answers), *more])
            yield multipart(door + CHECK, [*fields_of(answers), *more])
    for answers, refused in ((TAKEN, ("step.ics",)), (MILD, ()), (ODD, ("note/", "step.ics"))):
        for name in ("note/", *FILES):
            status = 422 if name in refused else 200
            yield post(f"{door}/self-check/{name}", fields_of(answers), status)
            yield multipart(f"{door}/self-check/{name}", fields_of(answers), status, more=typed("file"))


def behind_a_door(clinic: str, reading_list: str) -> Iterator[Request]:
    """The site of one clinic, whose opens are counted, and doors that open nothing."""
    yield from (get(f"{clinic}/"), get(f"{reading_list}/"), get(f"{clinic}{CHECK}"), get(f"{clinic}/help/gb/"))
    yield get(f"{clinic}/search/?q={STEM}")
    yield get(f"{clinic}/?{STEM}=1")
    yield from self_check(clinic)
    yield get(f"/c/{STEM}/self-check/")
    yield get(f"/c/{STEM}/")
    yield get(f"/r/{STEM}/")


def refused(server: Server) -> Iterator[Request]:
    """What is not taken: from elsewhere, too large, of no length, no form, to another host, by an odd method."""
    fields: Fields = fields_of(TAKEN)
    whole = post(CHECK, fields)
    yield Request("POST", CHECK, whole.body, FORM, {"Origin": f"https://{STEM}.example"}, 403)
    yield Request("POST", CHECK, whole.body + b"&note_text=" + STEM.encode() * 9_000, FORM, status=413)
    yield Request("POST", CHECK, b"5\r\nsaf=2\r\n0\r\n\r\n", FORM, {"Transfer-Encoding": "chunked"}, 411)
    yield Request("POST", CHECK, as_json(fields), "application/json", status=400)
    yield Request("POST", CHECK, whole.body + b"&note_text=%FF" + STEM.encode(), FORM, status=400)
    yield Request("POST", CHECK, whole.body, f"{FORM}; charset={STEM}", status=200)
    yield Request("POST", NOTE, multipart(NOTE, fields).body, f"multipart/form-data; boundary={STEM}", status=200)
    yield Request("PUT", CHECK, whole.body, FORM, server.own, 405)
    # No marked name: Django's most talkative setting says which host was asked for, and that is no answer.
    yield get(f"{CHECK}?saf=2&note_text={STEM}", 400, Host="elsewhere.example")


def unmarked_fields(server: Server) -> set[str]:
    """Fields of the site's forms that no marked answer is sent in: there may be none."""
    pages = [
        (get(CHECK), ANSWERS),
        (post(CHECK, fields_of(ANSWERS)), TAKEN),
        (post(NOTE, fields_of(TAKEN)), TAKEN),
        (get("/for-clinics/kit/"), SENDER),
        (get("/reading-pack/"), READING),
        (get("/search/"), {"q": STEM}),
    ]
    found: set[str] = set()
    for request, sent in pages:
        answer, page = send(server, request)
        names = set(NAME.findall(page.decode()))
        assert answer.status == 200, (request.method, request.path)
        assert names, f"{request.method} {request.path} has a form"
        found |= names - sent.keys() - BUTTONS
    return found
