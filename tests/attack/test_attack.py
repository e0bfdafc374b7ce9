"""The short form of `make fuzz`: a few thousand hostile requests against the server that `make run` starts."""

import socket
from contextlib import ExitStack

import pytest

from . import mutated, ours, worded
from .asking import Case, Request, request
from .conftest import need
from .grid import run_grid
from .kinds import kinds
from .oracle import log_problems, problems
from .places import Places, recorded
from .target import Target
from .watch import FILES, HELP, files_of, settled
from .wire import exchange

EXAMPLES = 12  # of each kind
DAMAGED = 800
SEED = 7
HALF_A_HEAD = b"GET /help/ HTTP/1.1\r\nHost: localhost\r\nX-Slow: "


def test_every_address_and_form_answers_what_it_should(site: Target, found: Places) -> None:
    asked = {address.split("?")[0] for address in found.addresses}
    assert {"/", "/help/", "/offline.js", "/robots.txt", "/fhir/Questionnaire/self-check", "/c/demo/help/"} <= asked
    assert {f"/self-check/{name}" for name in worded.FORMS} <= set(found.sent_to)
    assert {f"/for-clinics/kit/{name}" for name in worded.KIT} <= set(found.sent_to)
    assert {
        "M1",
        "saf",
        "evt",
        "note_text",
        "words_muted",
        "agree_muted",
        "step_when",
        "include_v6",
        "leave_out",
    } <= set(found.fields)
    answers = [answer for each in recorded(found) for answer in exchange(site.port, Case("valid", (each,))).answers]
    assert len(answers) == len(recorded(found))
    assert not [(answer.to.raw[:80], answer.status) for answer in answers if answer.status >= 500]


def test_no_way_leads_out_of_the_pages_and_no_field_comes_back_as_markup(site: Target, found: Places) -> None:
    tally = run_grid(site, found)
    assert not tally.findings, tally.told()
    assert tally.statuses["404"] > 500


@pytest.mark.parametrize("kind", sorted(kinds(Places((), (), (), {}))))
def test_what_hypothesis_makes_up_breaks_nothing(site: Target, found: Places, kind: str) -> None:
    job = ours.Job(site.port, found, (kind,), EXAMPLES, SEED, site.secrets)
    tally = ours.made_up(job)
    assert not tally.findings, tally.told()
    assert tally.total >= EXAMPLES


@pytest.mark.parametrize("method", ["head", "Head", "get"])
def test_a_method_in_other_letters_is_answered_as_a_whole(site: Target, found: Places, method: str) -> None:
    file = next(address for address in found.addresses if address.startswith("/static/js/"))
    for address in (file, "/help/", "/search/?q=numb"):
        case = Case("letters", (request(method, address),))
        outcome = exchange(site.port, case)
        assert not problems(case, outcome, site.secrets)
        assert [answer.status for answer in outcome.answers] == [405]


def test_valid_requests_that_zzuf_has_damaged_break_nothing(site: Target, found: Places) -> None:
    need(["zzuf"] if mutated.missing() else [])
    tally = mutated.damaged_by_zzuf(mutated.Job(site.port, tuple(recorded(found)), DAMAGED, SEED, site.secrets))
    assert not tally.findings, tally.told()
    assert tally.total == DAMAGED
    assert {"200", "400", "404"} <= set(tally.statuses)


def test_word_lists_of_other_people_break_nothing(site: Target) -> None:
    need(worded.missing())
    for sweep in worded.sweeps():
        if sweep.words in (worded.BAD, worded.METHODS):
            tally = worded.swept(site.port, sweep, site.secrets)
            assert tally.total, sweep
            assert not tally.findings, tally.told()


def test_half_sent_heads_keep_nobody_waiting(site: Target) -> None:
    with ExitStack() as held:
        for _ in range(200):
            held.enter_context(socket.create_connection(("127.0.0.1", site.port))).sendall(HALF_A_HEAD)
        outcome = exchange(site.port, HELP, limit=2)
        assert [answer.status for answer in outcome.answers] == [200]


def test_only_the_protocol_that_is_used_is_spoken(site: Target) -> None:
    """A connection that may still become HTTP/2 has no time limit of the server's: a silent one would stay for ever."""
    preface = Request(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
    outcome = exchange(site.port, Case("preface", (preface,)), limit=2)
    assert not outcome.answers
    assert outcome.ended == "closed"


def test_afterwards_the_site_is_as_it_was(site: Target) -> None:
    before = files_of(site.workers)
    assert [answer.status for answer in exchange(site.port, HELP).answers] == [200]
    assert not log_problems(site.log(), site.secrets)
    assert settled(site.workers, 0.5) <= before + FILES * len(site.workers)
