"""Faults of our own processes: one is killed, restarted, reloaded, or is the only one there was."""

import os
import signal
import time

from tests import stack

from .asks import HELP, PAGES, PUBLIC, RESULT
from .load import Ask, broken_off, in_turn, load, without
from .stage import THREADS, Outcome, Stage, told, until

LATER = ("PDF", "search", "result", "take-along page")  # what a process of ours answers


def killed_worker(stage: Stage, seconds: float) -> Outcome:
    """kill -9 of a worker that is answering: the other process takes over, and a new worker comes."""
    site, killed = stage.site, 0
    with load(site, in_turn(PUBLIC)) as public, load(site, in_turn([stage.editors[0].page()]), 1) as staff:
        for app in (*site.apps, *site.staff):  # each once: two crashes in a row are for the service manager to see to
            (old,) = app.workers()
            os.kill(old, signal.SIGKILL)
            until(lambda app=app, old=old: len(app.workers()) == 1 and app.workers() != [old], 10)  # type: ignore[misc]
            _wait_for(app)
            time.sleep(seconds / 5)
            killed += 1
    cut = broken_off(public.of() + staff.of())
    happened = f"{killed} killed, all were there again; {len(cut)} answers broken off half sent"
    outcome = Outcome("kill -9 of a worker", happened, public.of() + staff.of())
    outcome.expect_few_cut(cut, THREADS[0] * len(site.apps) + THREADS[1] * len(site.staff))
    outcome.expect_right(without(cut, public.of()), "public")
    outcome.expect_right(without(cut, staff.of()), "staff pages, which one process stands in for")
    return outcome


def restarted_in_turn(stage: Stage, seconds: float, signals: tuple[int, ...] = (signal.SIGTERM,)) -> Outcome:
    """One process after the other is ended and started anew (SIGTERM), or reloads (SIGHUP)."""
    site, times, ends = stage.site, 0, time.monotonic() + seconds
    with load(site, in_turn(PUBLIC), 3) as public, load(site, in_turn([stage.editors[0].page()]), 1) as staff:
        while times == 0 or time.monotonic() < ends:
            for each in signals:
                for processes in (site.apps, site.staff):
                    for number in range(len(processes)):
                        processes[number] = _renewed(processes[number], each)
            times += 1
    names = " and ".join(signal.Signals(each).name for each in signals)
    outcome = Outcome(f"restart in turn ({names})", f"{times} × every process", public.of() + staff.of())
    outcome.expect_right(public.of(), "public")
    outcome.expect_right(staff.of(), "staff pages")
    return outcome


def _renewed(app: stack.Process, how: int) -> stack.Process:
    if how == signal.SIGHUP:
        old = app.workers()
        app.process.send_signal(how)
        until(lambda: len(app.workers()) == 1 and app.workers() != old, 15)
        return app
    app.stop()
    again = app.again()
    _wait_for(again)
    return again


def _wait_for(app: stack.Process) -> None:
    stack.wait(f"{app.address}/health/live")


def reloaded_nginx(stage: Stage, seconds: float) -> Outcome:
    """nginx reads its configuration anew (SIGHUP): old workers answer what they have begun."""
    times, ends = 0, time.monotonic() + seconds
    with load(stage.site, in_turn(PUBLIC), 3) as public:
        while time.monotonic() < ends:
            stage.site.nginx.process.send_signal(signal.SIGHUP)
            times += 1
            time.sleep(0.5)
    again = sum(each.again for each in public.of())
    happened = f"{times} times; browsers sent {again} again, on connections that had been closed while idle"
    outcome = Outcome("nginx reload", happened, public.of())
    outcome.expect_right(public.of(), "public")
    return outcome


def only_one(site: stack.Site, seconds: float) -> Outcome:
    """The only process is restarted: built pages stay, and what needs it gets our own page until it is back."""
    away = Ask("result", "POST", RESULT.path, RESULT.body, RESULT.headers, (503, HELP))
    started = time.monotonic()
    with load(site, in_turn(PAGES), 1) as pages, load(site, in_turn([RESULT]), 1) as results:
        time.sleep(0.3)
        site.apps[0].stop()
        with load(site, in_turn([away]), 1) as meanwhile:
            time.sleep(seconds)
        site.apps[0] = site.apps[0].again()
        _wait_for(site.apps[0])
        back = until(lambda: bool(results.of()) and results.of()[-1].status == 200, 10)
    happened = f"results: {told(results.of())}; right again {back:.1f} s after it listened"
    outcome = Outcome("restart of the only process", happened, pages.of() + meanwhile.of())
    outcome.expect_right(pages.of(), "built pages")
    outcome.expect_right(meanwhile.of(), "our own page with the help strip, and nothing else")
    others = {each.status for each in results.of(since=started)} - {200, 503}
    outcome.expect(not others, f"a result was answered with {others}")
    return outcome
