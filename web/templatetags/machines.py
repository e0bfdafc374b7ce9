"""Template words for what a page says to programs: JSON-LD, other languages, and words that are said twice."""

import json

from django import template
from django.conf import settings
from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context
from django.urls import translate_url
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import to_locale

from web import structured

register = template.Library()
# Inside a script element nothing may look like markup; JSON has another way to write these.
NO_MARKUP = {ord(character): f"\\u{ord(character):04x}" for character in "<>&"}
# Open Graph wants a language with a country; ours are those whose spelling we use.
OPEN_GRAPH_LOCALES = {"en": "en_GB", "es": "es_ES"}


@register.simple_tag
def json_ld(graph: structured.Node) -> SafeString:
    """A page's structured data. It is data, not a script: no browser runs it."""
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(NO_MARKUP)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - no markup is left in it


@register.simple_tag(takes_context=True)
def other_languages(context: Context) -> SafeString:
    """This page in every language of the site, once there is more than one."""
    path = context["canonical"].removeprefix(settings.SITE_URL)
    addresses = {code: translate_url(path, code) for code, _ in settings.LANGUAGES}
    if len(set(addresses.values())) < 2:
        return mark_safe("")
    links = [*addresses.items(), ("x-default", addresses[settings.LANGUAGE_CODE])]
    whole = ((code, settings.SITE_URL, address) for code, address in links)
    return format_html_join("\n  ", '<link rel="alternate" hreflang="{}" href="{}{}">', whole)


@register.filter
def open_graph_locale(language: str) -> str:
    """How Open Graph names a language."""
    return OPEN_GRAPH_LOCALES.get(language, to_locale(language))


class Capture(Node):
    """See `capture`."""

    child_nodelists = ("nodelist",)

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: Context) -> SafeString:
        """Keep what stands between the tags, and show nothing."""
        context[self.name] = mark_safe(self.nodelist.render(context).strip())  # noqa: S308 - rendered just now
        return mark_safe("")


@register.tag
def capture(parser: Parser, token: Token) -> Capture:
    """Keep what stands up to `endcapture` under a name, so that a block can be shown more than once."""
    _, name = token.split_contents()
    nodelist = parser.parse(("endcapture",))
    parser.delete_first_token()
    return Capture(name, nodelist)
