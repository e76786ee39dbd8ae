"""Which addresses are about signing in? The names are those that allauth looks for; it offers no others."""

from allauth.socialaccount import views as directory_views
from django.conf import settings
from django.urls import path, re_path

from accounts import demo, views

urlpatterns = [
    path("aanmelden/", views.sign_in, name="account_login"),
    path("aanmelden/code/", views.confirm_code, name="account_confirm_login_code"),
    path("aanmelden/nieuwe-code/", views.new_code, name="account_request_login_code"),
    path("aanmelden/gesloten/", views.account_closed, name="account_inactive"),
    path("aanmelden/nieuw/", views.no_sign_up, name="account_signup"),
    path("afmelden/", views.sign_out, name="account_logout"),
    path("wachtwoord/wijzigen/", views.change_password, name="account_change_password"),
    path("wachtwoord/kiezen/", views.set_password, name="account_set_password"),
    path("wachtwoord/vergeten/", views.request_reset, name="account_reset_password"),
    path("wachtwoord/vergeten/verstuurd/", views.reset_requested, name="account_reset_password_done"),
    re_path(
        r"^wachtwoord/nieuw/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.reset_password,
        name="account_reset_password_from_key",
    ),
    path("wachtwoord/klaar/", views.password_was_reset, name="account_reset_password_from_key_done"),
]

directory_urlpatterns = [
    path("aanmelden/organisatie/<slug:provider_id>/", views.directory_sign_in, name="openid_connect_login"),
    path(
        "aanmelden/organisatie/<slug:provider_id>/terug/",
        views.directory_return,
        name="openid_connect_callback",
    ),
    path(
        "aanmelden/organisatie-gestopt/",
        directory_views.login_cancelled,
        name="socialaccount_login_cancelled",
    ),
    path("aanmelden/organisatie-mislukt/", directory_views.login_error, name="socialaccount_login_error"),
]

if settings.OIDC_PROVIDERS:
    urlpatterns += directory_urlpatterns
if settings.DEMO:
    urlpatterns += demo.urlpatterns
