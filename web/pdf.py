"""Set papers as tagged PDF/UA-1 with typst, in memory, and leave nothing of them behind.

typst remembers the parts of what it sets, to be quick when the same comes again, and forgets a part that ten further
documents did not need. What people take along may not wait for that: after each paper we set nothing eleven times.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from threading import Lock
from typing import Any, Literal, cast

import typst
from django.conf import settings

from .fonts import boxed, can_show

STANDARD: Literal["ua-1"] = "ua-1"  # refuses what a screen reader could not tell
FORGETS_AFTER = 11
NOTHING = b"#"  # a mistake that typst finds at once: the cheapest way to make it forget

LONG_WORD = re.compile(r"[^\s\u200b]{40,}")  # forty of the widest letters still fit into a line
PIECE = 12
ZERO_WIDTH_SPACE = "\u200b"

_one_at_a_time = Lock()


class CannotSetError(Exception):
    """typst refused a paper. It says nothing of what stood on it, as errors are logged."""


def typeset(template: str, data: Mapping[str, Any]) -> bytes:
    """The PDF of templates/pdf/<template>.typ, which reads `data` as JSON: text there is text, never markup.

    `data` needs `title` and `lang`. Characters that our fonts lack become □, and `boxes` tells the template so.
    Raises CannotSetError.
    """
    shown = _every_text(data, boxed)
    boxes = not can_show(json.dumps(data, ensure_ascii=False))
    inputs = {"data": json.dumps(_every_text(shown, _breakable) | {"boxes": boxes})}
    with _one_at_a_time:
        try:
            return _set(template, inputs)
        finally:
            _forget()


def _every_text(data: Any, change: Callable[[str], str]) -> Any:
    """The same data with every text in it changed."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, Mapping):
        return {key: _every_text(value, change) for key, value in data.items()}
    return [_every_text(each, change) for each in data] if isinstance(data, list | tuple) else data


def _breakable(text: str) -> str:
    """A word that is longer than a line may break every few letters, but never between a letter and its marks."""
    return LONG_WORD.sub(lambda found: "".join(_with_breaks(found[0])), text)


def _with_breaks(word: str) -> Iterator[str]:
    since = 0
    for letter in word:
        since += 1
        if since > PIECE and letter.isalnum():
            since = 1
            yield ZERO_WIDTH_SPACE
        yield letter


def _set(template: str, inputs: dict[str, str]) -> bytes:
    path = settings.BASE_DIR / "templates/pdf" / f"{template}.typ"
    try:
        made = _compiler().compile(input=str(path), format="pdf", sys_inputs=inputs, pdf_standards=[STANDARD])
    except typst.TypstError:
        raise CannotSetError(template) from None
    return cast(bytes, made)  # typst types its answer for all of its formats


def _forget() -> None:
    """Set nothing, until nothing of the paper is left; the first time also takes its data away."""
    for times in range(FORGETS_AFTER):
        try:
            _compiler().compile(input=NOTHING, format="svg", sys_inputs=... if times else None)
        except typst.TypstError:
            continue


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    ours = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(settings.FONTS_DIR)])
    return typst.Compiler(root=str(settings.BASE_DIR / "templates/pdf"), font_paths=ours)
