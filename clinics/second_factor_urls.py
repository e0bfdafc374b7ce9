"""django-allauth's pages for second factors, each loaded when somebody first asks for it.

They bring fido2 and cryptography along, ten MiB that a process which answers visitors has no need of.
"""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from django.utils.module_loading import import_string


def _late(address: str, view: str, name: str) -> URLPattern:
    """The address of allauth.mfa.<view>, under allauth's own name, as its pages lead to each other by it."""

    def loaded(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        answer: HttpResponseBase = import_string(f"allauth.mfa.{view}")(request, **kwargs)
        return answer

    return path(address, loaded, name=name)


urlpatterns = [
    _late("", "base.views.index", "mfa_index"),
    _late("authenticate/", "base.views.authenticate", "mfa_authenticate"),
    _late("reauthenticate/", "base.views.reauthenticate", "mfa_reauthenticate"),
    _late("totp/activate/", "totp.views.activate_totp", "mfa_activate_totp"),
    _late("totp/deactivate/", "totp.views.deactivate_totp", "mfa_deactivate_totp"),
    _late("recovery-codes/", "recovery_codes.views.view_recovery_codes", "mfa_view_recovery_codes"),
    _late("recovery-codes/generate/", "recovery_codes.views.generate_recovery_codes", "mfa_generate_recovery_codes"),
    _late("recovery-codes/download/", "recovery_codes.views.download_recovery_codes", "mfa_download_recovery_codes"),
    _late("webauthn/", "webauthn.views.list_webauthn", "mfa_list_webauthn"),
    _late("webauthn/add/", "webauthn.views.add_webauthn", "mfa_add_webauthn"),
    _late("webauthn/reauthenticate/", "webauthn.views.reauthenticate_webauthn", "mfa_reauthenticate_webauthn"),
    _late("webauthn/keys/<int:pk>/remove/", "webauthn.views.remove_webauthn", "mfa_remove_webauthn"),
    _late("webauthn/keys/<int:pk>/edit/", "webauthn.views.edit_webauthn", "mfa_edit_webauthn"),
    _late("webauthn/login/", "webauthn.views.login_webauthn", "mfa_login_webauthn"),
]
