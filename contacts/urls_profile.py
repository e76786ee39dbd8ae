"""Which addresses are about yourself? They show people and functions, so they live here and not in accounts."""

from django.urls import path

from contacts import views_profile as views

app_name = "accounts"
urlpatterns = [
    path("profiel/", views.profile, name="profile"),
    path("profiel/weergave/", views.theme, name="theme"),
    path("profiel/overal-afmelden/", views.sign_out_everywhere, name="sign-out-everywhere"),
    path("profiel/mijn-gegevens/", views.own_data, name="own-data"),
]
