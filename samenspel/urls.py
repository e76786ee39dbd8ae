"""Which addresses does the site have?"""

from django.contrib import admin
from django.urls import include, path

from samenspel import views

urlpatterns = [
    path("", views.home, name="home"),
    path("hulp/", views.help_index, name="help"),
    path("hulp/<slug:role>/", views.help_role, name="help-role"),
    path("privacy/", views.privacy, name="privacy"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("_healthz/", include("samenspel.health")),
    path("", include("accounts.urls")),
    path("", include("contacts.urls_profile")),
    path("", include("contacts.urls")),
    path("gemeenten/", include("municipalities.urls")),
    path("", include("initiatives.urls")),
    path("", include("agreements.urls")),
    path("", include("promises.urls")),
    path("", include("insights.urls")),
    path("beheer/", admin.site.urls),  # last: it answers every address below beheer/
]

handler400 = "samenspel.views.bad_request"  # says so when it was too much at once
