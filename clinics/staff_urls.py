"""Addresses of the staff half. Which of them is open to whom: clinics.doorkeeping and clinics.access."""

from allauth.account import views as account
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path, re_path

from . import staff_views

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

accounts = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("second-factor/", include("allauth.mfa.urls")),
]
pages = [
    path("", staff_views.home, name="home"),
    path("second-factor/", staff_views.second_factor, name="second-factor"),
    path("clinics/<slug:code>/", staff_views.clinic, name="clinic"),
]
urlpatterns = [
    path("account/", include(accounts)),
    path("admin/", admin.site.urls),
    path("", include((pages, "staff"))),
]
