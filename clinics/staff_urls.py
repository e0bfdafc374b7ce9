"""Addresses of the staff half. Which of them is open to whom: clinics.doorkeeping and clinics.access."""

from allauth.account import views as account
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path, re_path

from . import (
    clinic_kit_views,
    clinic_views,
    counts_views,
    history_views,
    invitation_views,
    local_help_views,
    people_views,
    reading_list_views,
    services_views,
    staff_views,
)

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
    path("second-factor/", include("clinics.second_factor_urls")),
]
pages = [
    path("", staff_views.home, name="home"),
    path("second-factor/", staff_views.second_factor, name="second-factor"),
    path("new-clinic/", clinic_views.new, name="new-clinic"),
    path("clinics/<slug:code>/", staff_views.clinic, name="clinic"),
    path("clinics/<slug:code>/local-help/", local_help_views.local_help, name="local-help"),
    path("clinics/<slug:code>/services/new/", services_views.new, name="service-new"),
    path("clinics/<slug:code>/services/<int:number>/", services_views.service, name="service"),
    path("clinics/<slug:code>/services/<int:number>/remove/", services_views.remove, name="service-remove"),
    path("clinics/<slug:code>/services/<int:number>/move/", services_views.move, name="service-move"),
    path("clinics/<slug:code>/history/", history_views.history, name="history"),
    path("clinics/<slug:code>/settings/", clinic_views.settings, name="settings"),
    path("clinics/<slug:code>/settings/retire/", clinic_views.retire, name="retire"),
    path("clinics/<slug:code>/people/", people_views.people, name="people"),
    path("clinics/<slug:code>/people/<int:number>/role/", people_views.role, name="role"),
    path("clinics/<slug:code>/people/<int:number>/remove/", people_views.remove, name="remove-member"),
    path(
        "clinics/<slug:code>/people/<int:number>/second-factor/",
        people_views.reset_second_factor,
        name="reset-second-factor",
    ),
    path("clinics/<slug:code>/invitations/<int:number>/send/", people_views.resend, name="resend-invitation"),
    path("clinics/<slug:code>/invitations/<int:number>/withdraw/", people_views.withdraw, name="withdraw-invitation"),
    path("invitation/", invitation_views.invited, name="invited"),
    path("invitation/<str:secret>/", invitation_views.invitation, name="invitation"),
    path("clinics/<slug:code>/lists/", reading_list_views.lists, name="lists"),
    path("clinics/<slug:code>/lists/new/", reading_list_views.new_list, name="list-new"),
    path("clinics/<slug:code>/lists/<slug:list_code>/", reading_list_views.one_list, name="list"),
    path("clinics/<slug:code>/lists/<slug:list_code>/copy/", reading_list_views.copy_list, name="list-copy"),
    path("clinics/<slug:code>/lists/<slug:list_code>/retire/", reading_list_views.retire_list, name="list-retire"),
    path("clinics/<slug:code>/lists/<slug:list_code>/card/", reading_list_views.list_card, name="list-card"),
    path("clinics/<slug:code>/lists/<slug:list_code>/card.pdf", reading_list_views.list_card_file, name="list-pdf"),
    path("clinics/<slug:code>/kit/", clinic_kit_views.kit, name="kit"),
    path("clinics/<slug:code>/kit/<slug:kind>.pdf", clinic_kit_views.paper_file, name="kit-file"),
    path("clinics/<slug:code>/counts/", counts_views.counts, name="counts"),
    path("clinics/<slug:code>/counts.csv", counts_views.counts_file, name="counts-csv"),
]
urlpatterns = [
    path("account/", include(accounts)),
    path("admin/", admin.site.urls),
    path("", include((pages, "staff"))),
]
