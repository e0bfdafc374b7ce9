"""Which selectors of the style sheet fit which elements, whatever the state of a page and whatever scripts add to it."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import Any

import soupsieve
import tinycss2
from bs4 import BeautifulSoup

from web.style import PARTS, style_part

# What comes and goes while a page is open.
STATES = re.compile(
    r":not\(:(?:empty|placeholder-shown)\)|:(?:hover|focus-visible|focus|target|checked|placeholder-shown|empty)\b"
    r"|::[a-z-]+|:has\(\)"
)
# What scripts add, and what stands in a page before they do.
BY_SCRIPTS = {
    ":not(.on)": "",
    ".stepping ": "",
    ".left *": "[data-leave]",
    '[data-printing="note"]': ".take",
    '[data-printing="summary"]': ".take",
    '.step[data-step="0"] .step-buttons': ".step-buttons",
}
GROUP = re.compile(r"\([^()]*\)")
CLASS = re.compile(r"\.([a-z][\w-]*)")


class Page:
    """The elements of a page, those in its templates among them, and the parts of the style sheet that it holds."""

    def __init__(self, html: str) -> None:
        self.styles = re.findall(r"<style>(.*?)</style>", html, re.S)
        self.parts = [name for name in PARTS if style_part(name) in self.styles]
        plain = re.sub(r"<style>.*?</style>", "", html, flags=re.S).replace("<template", "<div")  # scripts show it
        self.tree = BeautifulSoup(plain.replace("</template>", "</div>"), "html.parser")
        self.classes = {name for element in self.tree.select("[class]") for name in element["class"]}

    def fits(self, part: str, among: Collection[str] | None = None) -> set[str]:
        """The selectors of a part, or those `among` them, that fit an element of this page."""
        return {
            text
            for text, classes, fit in selectors(part)
            if (among is None or text in among) and classes <= self.classes and fit(self.tree)
        }


@lru_cache(maxsize=len(PARTS))
def selectors(part: str) -> list[tuple[str, set[str], Any]]:
    """Each selector of a part as it is written, the classes that it cannot do without, and what looks for it."""
    return [_selector(text) for text in _texts(tinycss2.parse_stylesheet(style_part(part)))]


def _selector(text: str) -> tuple[str, set[str], Any]:
    meant = text
    for script, before in BY_SCRIPTS.items():
        meant = meant.replace(script, before)
    for _ in range(2):  # the second time for `:has(:checked)`, of which the first leaves `:has()`
        meant = STATES.sub("", meant)
    plain = meant
    while GROUP.search(plain):
        plain = GROUP.sub("", plain)
    return text, set(CLASS.findall(plain)), soupsieve.compile(meant or "*").select_one


def _texts(rules: Iterable[Any]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            yield from _split(rule.prelude)
        elif rule.type == "at-rule" and rule.content and rule.lower_at_keyword != "page":
            yield from _texts(tinycss2.parse_rule_list(rule.content))


def _split(prelude: list[Any]) -> Iterator[str]:
    piece: list[Any] = []
    for token in [*prelude, None]:
        if token is None or token == ",":
            yield str(tinycss2.serialize(piece)).strip()
            piece = []
        else:
            piece.append(token)
