"""Content that editors own: TOML and Markdown files read into frozen dataclasses."""

from .errors import ContentError, shown
from .files import read_document, read_toml
from .prose import Labels, Prose, inline, render

__all__ = ["ContentError", "Labels", "Prose", "inline", "read_document", "read_toml", "render", "shown"]
