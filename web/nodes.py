"""Our own rendered texts as nested data, for the templates of our PDFs."""

from html.parser import HTMLParser
from typing import Any

Node = dict[str, Any]
EMPTY = ("br", "hr")
LEFT_OUT = "back"  # arrows that lead back to a mark: nothing on paper can be followed


def nodes(html: str) -> list[Any]:
    """The elements and texts of a text that contentfiles rendered: `{"tag": …, "children": […]}` and strings."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return list(reader.root["children"])


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root: Node = {"tag": "root", "children": []}
        self.open: list[Node] = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node: Node = {"tag": tag, "children": []}
        if dict(attrs).get("class") != LEFT_OUT:
            self.open[-1]["children"].append(node)
        if tag not in EMPTY:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text or self._inside_a_line():
            before, after = data[:1].isspace(), data[-1:].isspace()
            self.open[-1]["children"].append(f"{' ' if before else ''}{text}{' ' if after and text else ''}")

    def _inside_a_line(self) -> bool:
        return self.open[-1]["tag"] in ("p", "li", "h2", "h3", "strong", "em", "a", "cite")
