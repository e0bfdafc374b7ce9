"""Papers leave nothing behind in the process, and what our fonts have is known."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from statistics import median

import pytest
import typst
from django.conf import settings
from fontTools.ttLib import TTFont

from web import pdf
from web.fonts import boxed, can_show

DATA = {"title": "Note", "lang": "en", "foot": "-", "boxes_note": "-"}


def ranges() -> str:
    """The coverage file as it has to be: what the regular fonts have between them."""
    points = sorted(
        {p for path in settings.FONTS_DIR.glob("*.ttf") if "Bold" not in path.name for p in TTFont(path).getBestCmap()}
    )
    found: list[list[int]] = []
    for point in points:
        if found and point == found[-1][1] + 1:
            found[-1][1] = point
        else:
            found.append([point, point])
    return "".join(f"{first:04X}-{last:04X}\n" for first, last in found)


def test_the_list_of_characters_is_that_of_the_fonts() -> None:
    path = settings.FONTS_DIR / "coverage.txt"
    assert path.read_text() == ranges(), f"{path.name} must hold what ranges() gives"


def test_the_bold_font_has_what_the_regular_one_has() -> None:
    regular, bold = (
        TTFont(settings.FONTS_DIR / f"AtkinsonHyperlegibleNext-{weight}.ttf").getBestCmap().keys()
        for weight in ("Regular", "Bold")
    )
    assert regular == bold


def test_spanish_and_the_marks_of_our_papers_can_be_shown() -> None:
    assert can_show("¿Qué? ¡Sí! áéíóúüñ ÁÉÍÓÚÜÑ “quoted” ‘so’ «así» – — … ☐ ☒ □ •")
    assert boxed("日") == "□"


def test_a_refusal_says_nothing_of_what_stood_on_the_paper() -> None:
    with pytest.raises(pdf.CannotSetError) as refused:
        pdf.typeset("note", DATA | {"lang": 7, "blocks": [{"kind": "lines", "lines": [line("my secret")]}]})
    assert "secret" not in repr(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__


def line(text: str) -> dict[str, object]:
    return {"text": text, "ticked": False, "rtl": False}


def paper(number: int) -> dict[str, object]:
    return DATA | {
        "blocks": [{"kind": "lines", "lines": [line(f"{number} times I felt numb when something sad happened")] * 8}]
    }


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def ratio(first: int) -> float:
    """How long the same paper takes again, next to how long it took at first."""
    pairs = [
        (seconds(lambda n=n: pdf.typeset("note", paper(n))), seconds(lambda n=n: pdf.typeset("note", paper(n))))  # type: ignore[misc]
        for n in range(first, first + 25)
    ]
    return median(again / at_first for at_first, again in pairs)


def test_nothing_of_a_paper_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """What typst remembers makes the same paper quicker the second time; ours takes as long again."""
    pdf.typeset("note", paper(0))
    assert ratio(1000) > 0.8
    monkeypatch.setattr(pdf, "FORGETS_AFTER", 0)
    assert ratio(2000) < 0.75, "without forgetting it is quicker, so the comparison can tell"


def test_the_data_of_a_paper_is_taken_away_even_when_it_was_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[object] = []

    class Watched:
        def compile(self, **how: object) -> bytes:
            given.append(how["sys_inputs"])
            raise typst.TypstError("refused")

    monkeypatch.setattr(pdf, "_compiler", Watched)
    with pytest.raises(pdf.CannotSetError):
        pdf.typeset("note", paper(1))
    assert given[1:] == [None, *[...] * (pdf.FORGETS_AFTER - 1)]


def test_papers_are_set_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The compiler is not made for two threads at once."""
    inside: list[int] = []

    def slowly(template: str, inputs: dict[str, str]) -> bytes:
        inside.append(1)
        time.sleep(0.02)
        together = len(inside)
        inside.pop()
        return bytes([together])

    monkeypatch.setattr(pdf, "_set", slowly)
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda number: pdf.typeset("note", paper(number)), range(8)))
    assert made == [b"\x01"] * 8


def test_only_our_own_fonts_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typst, "Compiler", lambda **how: how)
    given = pdf._compiler.__wrapped__()
    assert given.keys() == {"root", "font_paths"}
    assert given["root"] == str(settings.BASE_DIR / "templates/pdf")
    assert given["font_paths"].families() == ["Atkinson Hyperlegible Next", "DejaVu Sans"]


@pytest.mark.parametrize(
    "text",
    ["a" + "\u0301" * 3000, ("a" + "\u0301" * 300 + " ") * 13, "م" * 3000, "\u200f" * 3000, "x" * 3000, "🇬🇧" * 1500],
    ids=["one tower", "many towers", "Arabic", "marks of direction", "Latin", "flags"],
)
def test_no_text_keeps_a_worker_busy(text: str) -> None:
    """Against an ordinary paper of the same length, since machines differ."""
    ordinary = "An ordinary line of words. " * 110
    usual = seconds(lambda: pdf.typeset("note", DATA | {"blocks": [{"kind": "lines", "lines": [line(ordinary)]}]}))
    took = seconds(lambda: pdf.typeset("note", DATA | {"blocks": [{"kind": "lines", "lines": [line(text)]}]}))
    assert took < 100 * usual


def test_a_break_never_stands_between_a_letter_and_its_marks() -> None:
    broken = pdf._breakable("e\u0301" * 60)
    assert "\u200b" in broken
    assert "\u200b\u0301" not in broken
    assert pdf._breakable("x" * 39) == "x" * 39
