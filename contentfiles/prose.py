"""Markdown as editors write it, turned into the few elements that a page may hold."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.anchors import anchors_plugin
from mdit_py_plugins.footnote import footnote_plugin

TAGS = {"p", "h2", "h3", "ul", "ol", "li", "strong", "em", "a", "sup", "blockquote", "code", "hr", "br", "cite"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {
    "a": {"href", "id", "class", "role", "aria-label"},
    "h2": {"id"},
    "h3": {"id"},
    "li": {"id"},
    "ol": {"class"},
    "sup": {"class"},
    "th": {"scope"},
}
MARK = re.compile(r"\[\^([^\]\s]+)\]")


@dataclass(frozen=True, slots=True)
class Labels:
    """What a screen reader says of a citation mark and of the way back, with {number}."""

    source: str
    back: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Rendered text: the body, its numbered sources, its headings, and the marks it used."""

    html: str
    sources_html: str
    headings: tuple[tuple[str, str], ...]  # (anchor, words) of each h2
    cited: frozenset[str] = field(default_factory=frozenset)


def render(markdown: str, labels: Labels, sources: Mapping[str, str] | None = None) -> Prose:
    """Render Markdown; `sources` gives for each citation mark the text of its source, in Markdown.

    Sources are numbered in the order of their first mark and link back to every mark.
    """
    notes = "\n".join(f"[^{mark}]: {text}" for mark, text in (sources or {}).items())
    parser = _parser()
    tokens = parser.parse(f"{markdown}\n\n{notes}\n")
    split = next((n for n, token in enumerate(tokens) if token.type == "footnote_block_open"), len(tokens))
    html, sources_html = (
        parser.renderer.render(part, parser.options, {"labels": labels}) for part in (tokens[:split], tokens[split:])
    )
    return Prose(_clean(html), _clean(sources_html), _headings(tokens), frozenset(MARK.findall(markdown)))


def inline(markdown: str) -> str:
    """One line of Markdown as HTML without a paragraph around it."""
    return _clean(_parser().renderInline(markdown))


def _clean(html: str) -> str:
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, link_rel=None, url_schemes={"https", "tel", "mailto"})


def _headings(tokens: list[Token]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (str(token.attrGet("id")), tokens[n + 1].content)
        for n, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == "h2"
    )


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table").use(footnote_plugin).use(anchors_plugin, max_level=3)
    parser.core.ruler.push("table_headers", _table_headers)
    parser.add_render_rule("footnote_ref", _mark)
    parser.add_render_rule("footnote_open", lambda _, tokens, n, *__: f'<li id="source-{_place(tokens[n])[0]}">')
    parser.add_render_rule("footnote_anchor", _back_link)
    parser.add_render_rule("footnote_block_open", lambda *_: '<ol class="sources">')
    parser.add_render_rule("footnote_block_close", lambda *_: "</ol>")
    return parser


def _table_headers(state: StateCore) -> None:
    """Say which cells are headers: those of the first row for their columns, the first of each row for that row."""
    for n, token in enumerate(state.tokens):
        if token.type == "th_open":
            token.attrs = {"scope": "col"}
        elif token.type == "td_open" and state.tokens[n - 1].type == "tr_open":
            token.tag, token.attrs = "th", {"scope": "row"}
            state.tokens[n + 2].tag = "th"  # a cell is its opening, its text and its closing


def _place(token: Token) -> tuple[int, str]:
    """A source's number, and the id of one of the places in the text that cite it."""
    number, again = token.meta["id"] + 1, token.meta.get("subId", 0)
    return number, f"mark-{number}" + (f"-{again + 1}" if again else "")


def _mark(_: object, tokens: list[Token], index: int, __: object, env: dict[str, Labels]) -> str:
    number, place = _place(tokens[index])
    label = env["labels"].source.format(number=number)
    return f'<sup class="mark"><a href="#source-{number}" id="{place}" aria-label="{label}">{number}</a></sup>'


def _back_link(_: object, tokens: list[Token], index: int, __: object, env: dict[str, Labels]) -> str:
    number, place = _place(tokens[index])
    label = env["labels"].back.format(number=number)
    return f' <a href="#{place}" class="back" aria-label="{label}">↩</a>'
