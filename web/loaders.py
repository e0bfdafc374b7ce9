"""Templates without the space that only their writers need, so that no page has to carry it."""

import re

from django.template import Origin
from django.template.loaders import filesystem

INDENTS = re.compile(r"\n\s+")
# A line that shows nothing by itself: comments, and tags such as `{% if %}` or `{% include %}`. None that says words.
SPEAKS = "translate|blocktranslate|plural|endblocktranslate|url|static|now|firstof|cycle"
SILENT = re.compile(r"^((?:\{%(?! (?:" + SPEAKS + r")\b)[^%\n]*%\}|\{#[^\n]*?#\})+)\n", re.MULTILINE)


class Loader(filesystem.Loader):
    """Reads HTML as one line break between lines, and none after a line of tags alone."""

    def get_contents(self, origin: Origin) -> str:
        text: str = super().get_contents(origin)
        return SILENT.sub(r"\1", INDENTS.sub("\n", text)) if str(origin).endswith(".html") else text
