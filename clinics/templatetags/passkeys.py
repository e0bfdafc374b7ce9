"""What a page with a passkey loads."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()
SCRIPTS = ("mfa/js/webauthn-json.js", "mfa/js/webauthn.js", "js/passkey.js")


@register.simple_tag
def passkey_scripts() -> SafeString:
    """The two scripts of django-allauth, and ours, which starts them. None holds the page up."""
    return format_html_join("", '<script src="{}" defer></script>', ((static(path),) for path in SCRIPTS))
