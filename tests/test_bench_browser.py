"""What `make lighthouse` and `make observatory` conclude from what is reported to them; neither is run here."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bench import observatory, single
from bench.browser_page import Measured, Pair, document, table
from bench.visits import CATEGORIES, Visit, counted, failures, read, scores

from .pages import every_page

ABOUT = {"date": "1 May 2026", "machine": "-", "browser": "-", "lighthouse": "-", "rounds": "3"}


def lighthouse(performance: float | None = 0.97, blocking: float | None = 0.9, first: float = 900) -> dict[str, Any]:
    """A report with two audits: one that counts, and one that is information."""
    perfect = {name: {"title": name, "score": 1, "auditRefs": []} for name in CATEGORIES}
    references = [{"id": "blocking", "weight": 30}, {"id": "reflow", "weight": 0}]
    return {
        "requestedUrl": "https://localhost/",
        "categories": perfect
        | {"performance": {"title": "Performance", "score": performance, "auditRefs": references}},
        "audits": {
            "first-contentful-paint": {"numericValue": first},
            "largest-contentful-paint": {"numericValue": first + 100},
            "network-requests": {"details": {"items": [{"transferSize": 7000}, {"transferSize": 500}]}},
            "blocking": {"title": "Total Blocking Time", "score": blocking, "displayValue": "200 ms"},
            "reflow": {"title": "Forced reflow", "score": 0},
        },
    }


def visits(*firsts: float) -> list[Visit]:
    return [read(lighthouse(1, 1, first)) for first in firsts]


def test_a_visit_is_read_from_the_report() -> None:
    visit = read(lighthouse())
    assert (visit.first, visit.largest, visit.size, visit.requests) == (900, 1000, 7500, 2)
    assert visit.scores == {"performance": 97, "accessibility": 100, "best-practices": 100, "seo": 100}
    assert [(each.category, each.title, each.said) for each in visit.wanting] == [
        ("performance", "Total Blocking Time", "200 ms")
    ]


@pytest.mark.parametrize("report", [lighthouse(None), lighthouse() | {"runtimeError": {"message": "no page"}}])
def test_what_lighthouse_could_not_judge_is_no_score(report: dict[str, Any]) -> None:
    with pytest.raises(RuntimeError):
        read(report)


def test_the_median_decides_and_each_audit_that_counts_is_named() -> None:
    bad, good = read(lighthouse()), read(lighthouse(1, 1))
    assert scores([bad, bad, good])["performance"] == 97
    line = "performance 97: Total Blocking Time 200 ms, 200 ms (2 of 3 visits)"
    assert failures([bad, bad, good], CATEGORIES) == [line]
    assert failures([bad, good, good], CATEGORIES) == []


def test_a_score_between_two_visits_is_not_rounded_up() -> None:
    assert scores([read(lighthouse(0.99)), read(lighthouse(1, 1))])["performance"] == 99


def test_only_a_page_that_is_not_to_be_indexed_is_let_off_and_only_its_seo() -> None:
    pages = every_page()
    assert counted(pages["/help/gb/"]) == CATEGORIES
    hidden = pages["/help/gb/"].replace("</head>", '<meta name="robots" content="noindex"></head>')
    assert counted(hidden) == ("performance", "accessibility", "best-practices")


def test_a_page_of_one_file_asks_for_nothing_and_says_the_same() -> None:
    whole = every_page()["/help/"]
    alone = single.as_one_file(whole)
    assert '<script src="' in whole
    assert '<script src="' not in alone
    assert alone.count('rel="icon"') == 1
    assert single.NO_ICON in alone
    assert whole.partition("<body")[2] == alone.partition("<body")[2]


def test_a_copy_of_a_build_names_itself(tmp_path: Path) -> None:
    build = tmp_path / "build"
    for folder in ("nginx", "pages/help"):
        (build / folder).mkdir(parents=True)
    (build / "nginx/built.conf").write_text(f'root "{build}/pages";')
    (build / "pages/help/index.html").write_text('<head><script src="/a.js" defer></script></head>Help')
    copy = single.single(build, tmp_path / "copy", ["/help/"], "/")
    assert (copy / "nginx/built.conf").read_text() == f'root "{copy}/pages";'
    assert single.file(copy, "/help/").read_text() == f"<head>{single.NO_ICON}</head>Help"
    assert "<p>" in single.file(copy, "/").read_text()
    assert single.file(copy, "/").with_name("index.html.br").exists()


def test_ratios_are_of_visits_that_followed_each_other() -> None:
    assert Pair(visits(1000, 1200), visits(1000, 1000)).ratios() == [1.0, 1.2]


@pytest.mark.parametrize(("site", "told"), [((1000, 1090, 5000), 0), ((1000, 1120, 5000), 1)])
def test_a_first_paint_that_comes_too_late_is_a_problem(site: Sequence[float], told: int) -> None:
    measured = Measured("/help/", CATEGORIES, Pair(visits(*site), visits(1000, 1000, 1000)), pair(1000))
    assert len(measured.problems()) == told


def pair(first: float) -> Pair:
    return Pair(visits(first), visits(first))


def test_the_page_shows_what_was_left_out_and_what_is_under_its_target() -> None:
    bad = Pair([read(lighthouse())], visits(900))
    measured = [Measured("/", CATEGORIES, bad, pair(900)), Measured("/kept/", CATEGORIES[:-1], pair(900), pair(900))]
    text = document(measured, pair(700), ABOUT)
    assert "| / | 97 | 100 | 100 | 100 |" in text
    assert "| /kept/ | 100 | 100 | 100 | – |" in text
    assert "- /: performance 97: Total Blocking Time 200 ms (1 of 1 visits)" in text
    assert "Nothing is under its target" in document(measured[1:], pair(700), ABOUT)


def test_a_table_is_one_in_markdown() -> None:
    assert table(("Page", "Score"), [("/", "100")]) == "| Page | Score |\n| --- | --- |\n| / | 100 |"


@pytest.mark.parametrize(
    ("grade", "test", "right"),
    [
        ("A+", {"pass": True, "scoreModifier": 5}, True),
        ("A", {"pass": True, "scoreModifier": 0}, False),
        ("A+", {"pass": True, "scoreModifier": -5}, False),
        ("A+", {"pass": False, "scoreModifier": 0}, False),
    ],
)
def test_the_observatory_is_content_with_the_best_alone(grade: str, test: dict[str, Any], right: bool) -> None:
    scan = {"grade": grade, "score": 100, "testsPassed": 1, "testsQuantity": 1}
    result = {"scan": scan, "tests": {"cookies": test | {"result": "cookies-not-found"}}}
    assert observatory.passed(result) is right
    shown = observatory.report("/", result)
    assert f"/: {grade}, 100 points, 1 of 1 passed" in shown
    assert f"| cookies | {'passed' if test['pass'] else 'FAILED'} | {test['scoreModifier']:+} |" in shown
