"""The writing rules: each one is broken once, and the editor hears what is wrong and where."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines

from articles import checks, readability, writing
from articles.library import library, read_article, read_library
from articles.writing import article_problems, plain, reading_problems, rules
from tests import reading

RULES = rules("en")
SLUG = "feeling-numb"
REAL = (settings.CONTENT_DIR / "en/articles" / f"{SLUG}.md").read_text()
FIRST = REAL.split("\n+++\n", 1)[1].lstrip("\n").split("\n\n")[0]
LINE = REAL[: REAL.index(FIRST)].count("\n") + 1


def problems(folder: Path, source: str) -> list[str]:
    path = folder / f"{SLUG}.md"
    path.write_text(source)
    return list(article_problems(read_article(path), source, RULES))


def with_paragraph(text: str) -> str:
    """The real article with a paragraph in front of its first."""
    return REAL.replace(FIRST, f"{text}\n\n{FIRST}", 1)


def test_the_real_article_is_clean(tmp_path: Path) -> None:
    assert problems(tmp_path, REAL) == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("You should rest.", f"'should' is not used here (line {LINE})"),
        ("SHOULD you rest?", f"'should' is not used here (line {LINE})"),
        ("Here and now you\nwill feel it.", f"'you will' is not used here (line {LINE})"),
        ("It helps!", f"'!' is not used here (line {LINE})"),
        ("Call 999 at once.", f"the number 999 may change: say “your emergency number”, or link to Find help (line {LINE})"),
        ("One study asked 40 people.", f"a number without a source in its paragraph: “40 people” (line {LINE})"),
        ("About 12 % said so.", f"a number without a source in its paragraph: “12 %” (line {LINE})"),
        ("![](/static/x.svg)", f"a picture has no words for who cannot see it (line {LINE})"),
        ("![ ](/static/x.svg)", f"a picture has no words for who cannot see it (line {LINE})"),
        ("<img src=x>", f"a picture has no words for who cannot see it (line {LINE})"),
        (
            "It is late and you lie awake " + "and you think " * 7 + "and so on.",
            f"a sentence of 31 words, 25 at most: “It is late and you lie …” (line {LINE})",
        ),
    ],
)  # fmt: skip
def test_a_broken_rule_is_named_with_its_line(tmp_path: Path, written: str, said: str) -> None:
    assert said in problems(tmp_path, with_paragraph(written))


@pytest.mark.parametrize(
    "written",
    [
        "Shoulders can ache.",  # not a whole word
        "Read on: [a text](/should/).",  # an address is not read
        "![A cup](/static/x.svg)",
        "One study asked 40 people.[^PRI12]",
        "It took 8 weeks.",  # no claim about people
        "It was 1999.",
    ],
)
def test_what_breaks_no_rule_is_let_through(tmp_path: Path, written: str) -> None:
    assert problems(tmp_path, with_paragraph(written)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (RULES.medicines.sentence, "Take care.", "mentions medicines (line "),
        ("## What you can do", "## What to do", "the heading 'What you can do' is missing"),
        ("## When to talk to someone", "## Talk", "the heading 'When to talk to someone' is missing"),
        ("written_on = 2026-11-24", "written_on = 2026-11-24\nreviewed_on = 2026-01-01\nreviewed_by = \"Dr X\"",
         "reviewed_on is before written_on"),
        (FIRST, "More. " * 1000, "words; an article has 700 to 1300"),
    ],
)  # fmt: skip
def test_a_whole_text_is_held_to_its_rules(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in REAL
    assert any(said in problem for problem in problems(tmp_path, REAL.replace(old, new)))


def test_what_stands_above_the_text_is_read_too(tmp_path: Path) -> None:
    lines = REAL.split("\n")
    number = next(n for n, line in enumerate(lines) if line.startswith("short_answer"))
    lines[number] = 'short_answer = "You should ask."'
    assert f"'should' is not used here (line {number + 1})" in problems(tmp_path, "\n".join(lines))
    number = next(n for n, line in enumerate(lines) if line.startswith("card"))
    lines[number] = 'card = "Trauma and you"'
    assert f"card stands on results and may name no condition ('trauma') (line {number + 1})" in problems(
        tmp_path, "\n".join(lines)
    )


def test_the_words_of_a_source_are_not_ours(tmp_path: Path) -> None:
    source = REAL.replace('text = "', 'text = "Severe and broken, proven! ', 1)
    assert source != REAL
    assert problems(tmp_path, source) == []


def test_a_text_that_is_too_hard_is_named() -> None:
    hard = "Antidepressant discontinuation symptomatology necessitates individualised consideration. " * 3
    (said,) = reading_problems(hard, hard, RULES)
    assert said.startswith("reads at grade ")
    assert said.endswith("7 at most: shorter sentences and words help")


def test_cells_of_a_table_are_not_one_sentence() -> None:
    table = "| Point | Here |\n|---|---|\n| One two three | Four five |\n"
    assert max(len(words) for words in readability.sentences(plain(table))) == 3


# The measure


@pytest.mark.parametrize("article", library("en").articles.values(), ids=lambda article: article.slug)
def test_the_grade_without_a_dictionary_is_that_with_one(article: writing.Article) -> None:
    text = plain(article.markdown)
    assert abs(readability.grade(text) - reading.grade(text)) < 0.4


@pytest.mark.parametrize(
    ("word", "beats"),
    [("make", 1), ("liked", 1), ("wanted", 2), ("feelings", 2), ("people", 2), ("medicine", 3), ("someone", 2),
     ("going", 2), ("isn’t", 2), ("don't", 1), ("42", 1), ("the", 1), ("every", 2), ("lately", 2)],
)  # fmt: skip
def test_beats_are_counted_as_a_word_is_said(word: str, beats: int) -> None:
    assert readability.syllables(word) == beats


def test_an_empty_text_is_easy() -> None:
    assert readability.grade("") == 0


# The check itself


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "content/en"
    for name in ("articles", "pages", "help", "small-steps"):
        (folder / name).mkdir(parents=True)
    (folder / "writing-rules.toml").write_text((settings.CONTENT_DIR / "en/writing-rules.toml").read_text())
    source = re.sub(r"^related = .*", "related = []", REAL, flags=re.M)
    source = re.sub(r"^topics = .*", 'topics = ["one"]', source, flags=re.M)
    (folder / f"articles/{SLUG}.md").write_text(source)
    (folder / "topics.toml").write_text(
        'shelves = [{ id = "s", label = "S" }]\ntopics = [{ id = "one", label = "One", shelf = "s" }]\n'
    )
    monkeypatch.setattr(settings, "CONTENT_DIR", tmp_path / "content")
    monkeypatch.setattr(checks, "library", lambda language: read_library(tmp_path / "content" / language))
    rules.cache_clear()
    yield folder
    rules.cache_clear()


def test_the_check_names_file_rule_and_line(content: Path) -> None:
    assert checks.check_writing() == []
    path = content / f"articles/{SLUG}.md"
    path.write_text(path.read_text().replace(FIRST, f"You should rest.\n\n{FIRST}"))
    (found,) = checks.check_writing()
    assert str(found) == f"content/en/articles/{SLUG}.md: 'should' is not used here (line {LINE})"
    assert found.is_serious()


@pytest.mark.parametrize("place", ["pages", "help", "small-steps"])
def test_a_long_sentence_elsewhere_is_a_warning(content: Path, place: str) -> None:
    (content / place / "x.md").write_text(
        "+++\ntitle = 'X'\n+++\n" + "It goes on " * 10 + "and on. So it is. I am. We go. You go on.\n"
    )
    (found,) = checks.check_writing()
    assert str(found).startswith(f"content/en/{place}/x.md: a sentence of 32 words, 25 at most")
    assert str(found).endswith("(line 4)")
    assert not found.is_serious()


def test_wrong_rules_are_named(content: Path) -> None:
    path = content / "writing-rules.toml"
    path.write_text(path.read_text().replace("sentence = 25", 'sentence = "many"'))
    (found,) = checks.check_writing()
    assert str(found).startswith("content/en/writing-rules.toml: limits.sentence")


@pytest.mark.parametrize("place", ["top", "end"])
def test_an_article_without_its_help_box_is_an_error(
    content: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    source = checks.get_template("articles/article.html").template.source  # type: ignore[attr-defined]
    without = engines["django"].from_string(source.replace(f'with place="{place}"', ""))
    monkeypatch.setattr(checks, "get_template", lambda name: without)
    (found,) = checks.check_writing()
    assert str(found).startswith("templates/articles/article.html: parts/help_box.html")
    assert f'place="{place}"' in str(found)
