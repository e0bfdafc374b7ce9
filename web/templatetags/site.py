"""Template words that every page may use."""

from urllib.parse import urlsplit

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from contentfiles import inline
from web.style import style_part

register = template.Library()
CHARACTERS_A_ROW = 34


@register.simple_tag
def script(name: str) -> SafeString:
    """One of our own scripts, which never holds the page up."""
    return format_html('<script src="{}" defer></script>', static(f"js/{name}.js"))


@register.simple_tag
def style(*names: str) -> SafeString:
    """Parts of the style sheet; the security headers allow each of them by its hash."""
    parts = ((mark_safe(style_part(name)),) for name in names)  # noqa: S308 - our own files
    return format_html_join("", "<style>{}</style>", parts)


@register.simple_tag
def new_tab() -> SafeString:
    """The words that say that a link opens a new tab."""
    return format_html(' <span class="new-tab">{}</span>', _("(opens in a new tab)"))


@register.filter
def markdown(line: str) -> SafeString:
    """One line of Markdown from content, such as a sentence with a link."""
    return mark_safe(inline(line))  # noqa: S308 - contentfiles cleans it


@register.filter
def rows(text: str) -> int:
    """How many rows a text box needs to show a text at once on a narrow screen."""
    return 1 + sum(1 + len(line) // CHARACTERS_A_ROW for line in text.split("\n"))


@register.filter
def host(address: str) -> str:
    """The host of an address, to show where a link leads."""
    return (urlsplit(address).hostname or address).removeprefix("www.")
