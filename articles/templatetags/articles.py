"""What templates may say of articles on paper."""

import re

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from web.qr import qr_svg

from ..library import Article

register = template.Library()


@register.filter
def page_address(article: Article) -> str:
    """The address of an article, as it is typed."""
    return f"{settings.SITE_URL}{reverse('articles:article', args=[article.slug])}"


@register.simple_tag
def page_code(article: Article) -> SafeString:
    """A code that leads to the article."""
    return qr_svg(page_address(article), _("Code that leads to this page"))


@register.filter
def in_pack(article: Article) -> SafeString:
    """The text of an article among others: its anchors carry its name, and its headings are one step lower."""
    return _named(article, article.prose.html)


@register.filter
def sources_in_pack(article: Article) -> SafeString:
    """The sources of an article among others."""
    return _named(article, article.prose.sources_html)


def _named(article: Article, html: str) -> SafeString:
    named = re.sub(r'\b(id=")', rf"\g<1>{article.slug}-", html)
    named = re.sub(r'(href="#)', rf"\g<1>{article.slug}-", named)
    named = named.replace("<h3", "<h4").replace("</h3>", "</h4>").replace("<h2", "<h3").replace("</h2>", "</h3>")
    return mark_safe(named)  # noqa: S308 - cleaned when it was rendered
