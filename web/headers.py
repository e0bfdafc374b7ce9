"""The security headers of every answer, built or live: nothing else sets them."""

import base64
import hashlib

from django.conf import settings

from .style import PARTS, style_part

# Every browser feature that can be switched off by name is off; only copying text stays.
FEATURES_OFF = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "otp-credentials",
    "payment",
    "picture-in-picture",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)
PASSKEYS = ("publickey-credentials-create", "publickey-credentials-get")
WORKER_POLICY = "worker"  # what keep.js calls the policy that it makes
YEAR = 365 * 24 * 3600


def hash_source(text: str) -> str:
    """How a Content-Security-Policy names one inline text: by its hash."""
    return "'sha256-%s'" % base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def content_security_policy(*, staff: bool = False) -> str:
    """Nothing may load but our own scripts, pictures and data, and the parts of the style sheet in the page.

    On public pages no script may make markup or code from text, and one alone, keep.js, may name the address of a
    worker. Staff pages have style files of their own, those of the stock admin among them.
    """
    policy = {
        "default-src": "'none'",
        "object-src": "'none'",
        "script-src": "'self'",
        "style-src": " ".join(hash_source(style_part(name)) for name in PARTS),
        "img-src": "'self'",
        "connect-src": "'self'",
        "worker-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    if staff:  # the stock admin's own scripts, jQuery and select2 among them, write HTML
        policy["style-src"] += " 'self'"
    elif not settings.DEBUG:  # what reloads a page as it is being written starts a worker of its own
        policy |= {"require-trusted-types-for": "'script'", "trusted-types": WORKER_POLICY}
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def file_headers() -> dict[str, str]:
    """Header names and values of scripts and pictures: nobody reads one as a page, so what pages may do says nothing.

    A page asks for up to four of them, and each would carry one and a half kilobytes more.
    """
    headers = {
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    return headers | _kept_to_https()


def security_headers(*, staff: bool = False) -> dict[str, str]:
    """Header names and values, the same for every public answer; `staff` pages may also ask for a passkey."""
    off = [name for name in FEATURES_OFF if not (staff and name in PASSKEYS)]
    on = ["clipboard-write", *(PASSKEYS if staff else ())]
    features = [*(f"{name}=()" for name in off), *(f"{name}=(self)" for name in on)]
    headers = {
        "Content-Security-Policy": content_security_policy(staff=staff),
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": ", ".join(features),
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    return headers | _kept_to_https()


def _kept_to_https() -> dict[str, str]:
    said = f"max-age={2 * YEAR}; includeSubDomains; preload"
    return {"Strict-Transport-Security": said} if settings.HTTPS else {}
