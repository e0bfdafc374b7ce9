"""Content files: what editors are told when one is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import pytest

from contentfiles import ContentError, read_document, read_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class Cup:
    """For tests."""

    name: str
    size: int = 1
    kind: Literal["tea", "coffee"] = "tea"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """For tests."""

    label: str
    cups: tuple[Cup, ...]
    since: date | None = None
    words: Mapping[str, str] | None = None
    full: bool = False

    def __post_init__(self) -> None:
        if self.label == "bad":
            raise ValueError("label may not be bad\nand here is a second problem")


def write(folder: Path, text: str | bytes, name: str = "shelf.toml") -> Path:
    path = folder / "content" / "en" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def said(folder: Path, text: str | bytes) -> list[str]:
    with pytest.raises(ContentError) as error:
        read_toml(write(folder, text), Shelf)
    return str(error.value).splitlines()


def test_a_good_file_becomes_frozen_data(tmp_path: Path) -> None:
    path = write(tmp_path, 'label = "x"\nsince = 2026-11-24\n[words]\na = "b"\n[[cups]]\nname = "blue"\nsize = 3\n')
    shelf = read_toml(path, Shelf)
    assert shelf == Shelf(label="x", since=date(2026, 11, 24), words={"a": "b"}, cups=(Cup(name="blue", size=3),))
    with pytest.raises(AttributeError):
        shelf.label = "y"  # type: ignore[misc]


def test_an_unknown_key_names_the_nearest_right_one(tmp_path: Path) -> None:
    assert said(tmp_path, 'lable = "x"\ncups = []') == [
        "content/en/shelf.toml: unknown key 'lable', did you mean 'label'?",
        "content/en/shelf.toml: key 'label' is missing",
    ]


def test_all_problems_come_in_one_message(tmp_path: Path) -> None:
    lines = said(tmp_path, 'label = 3\nfull = "yes"\nsince = "today"\n[[cups]]\nname = "a"\nsize = true\nkind = "te"\n')
    assert [line.removeprefix("content/en/shelf.toml: ") for line in lines] == [
        "label: must be text, not 3",
        "cups[1].size: must be a whole number, not true/false",
        "cups[1].kind: cannot be 'te'; did you mean 'tea'?",
        "since: must be a date, not 'today'",
        "full: must be true or false, not 'yes'",
    ]


def test_numbers_are_not_guessed_from_text(tmp_path: Path) -> None:
    assert said(tmp_path, 'label = "x"\n[[cups]]\nname = "a"\nsize = "3"') == [
        "content/en/shelf.toml: cups[1].size: must be a whole number, not '3'"
    ]


def test_a_list_or_table_in_the_wrong_place_is_named(tmp_path: Path) -> None:
    assert said(tmp_path, 'label = "x"\ncups = "blue"') == ["content/en/shelf.toml: cups: must be a list, not 'blue'"]
    assert said(tmp_path, 'label = "x"\ncups = [3]') == [
        "content/en/shelf.toml: cups[1]: must be a table of keys, not 3"
    ]
    assert said(tmp_path, 'label = "x"\ncups = []\nwords = ["a"]') == [
        "content/en/shelf.toml: words: must be a table of keys, not a list"
    ]


def test_a_rule_of_the_data_itself_is_an_editors_message_too(tmp_path: Path) -> None:
    assert said(tmp_path, 'label = "bad"\ncups = []') == [
        "content/en/shelf.toml: label may not be bad",
        "content/en/shelf.toml: and here is a second problem",
    ]


def test_broken_toml_names_the_line(tmp_path: Path) -> None:
    (line,) = said(tmp_path, 'label = "x"\ncups = [\n[[what')
    assert line.startswith("content/en/shelf.toml: not valid TOML: ")
    assert "line 3" in line


def test_a_file_that_is_not_utf8_names_the_line(tmp_path: Path) -> None:
    assert said(tmp_path, b'label = "x"\n# caf\xe9') == [
        "content/en/shelf.toml: line 2: this is not UTF-8 text; save the file as UTF-8"
    ]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"content/en/gone.toml: this file is missing"):
        read_toml(tmp_path / "content/en/gone.toml", Shelf)


def test_front_matter_and_text_are_kept_apart(tmp_path: Path) -> None:
    path = write(tmp_path, '+++\nname = "blue"\n+++\n\nA text.\n+++\nmore\n', "cup.md")
    about, body = read_document(path, Cup)
    assert about == Cup(name="blue")
    assert body == "\nA text.\n+++\nmore\n"


def test_front_matter_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"line 1: the file must open with front matter between \+\+\+ lines"):
        read_document(write(tmp_path, "Just a text.", "cup.md"), Cup)


def test_broken_front_matter_names_the_line_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"line 3"):
        read_document(write(tmp_path, '+++\nname = "a"\nsize = = 3\n+++\n', "cup.md"), Cup)
