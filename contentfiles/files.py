"""Open one content file and give back what it holds, or everything that is wrong with it."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from .errors import ContentError
from .schema import decode

T = TypeVar("T")

FENCE = "+++"


def read_toml(path: Path, kind: type[T]) -> T:
    """Read a TOML file into the dataclass `kind`. Raises ContentError."""
    return _decoded(path, _parse(path, _text(path)), kind)


def read_document(path: Path, kind: type[T]) -> tuple[T, str]:
    """Read a Markdown file whose front matter (between +++ lines) fills `kind`.

    Gives the front matter and the Markdown body. Raises ContentError.
    """
    lines = _text(path).splitlines(keepends=True)
    fences = [number for number, line in enumerate(lines) if line.strip() == FENCE]
    if len(fences) < 2 or fences[0] != 0:
        raise ContentError(path, [f"line 1: the file must open with front matter between {FENCE} lines"])
    # An empty first line in place of the fence keeps TOML's line numbers those of the file.
    front = "\n" + "".join(lines[1 : fences[1]])
    return _decoded(path, _parse(path, front), kind), "".join(lines[fences[1] + 1 :])


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError(path, ["this file is missing"]) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ContentError(path, [f"line {line}: this is not UTF-8 text; save the file as UTF-8"]) from None


def _parse(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise ContentError(path, [f"not valid TOML: {error}"]) from None


def _decoded(path: Path, data: dict[str, Any], kind: type[T]) -> T:
    problems: list[str] = []
    value = decode(kind, data, "", problems)
    if problems:
        raise ContentError(path, problems)
    return value  # type: ignore[no-any-return]
