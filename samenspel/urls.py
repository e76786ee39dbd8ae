"""Which addresses does the site have?"""

from django.urls import include, path

urlpatterns = [
    path("_healthz/", include("samenspel.health")),
    path("", include("accounts.urls")),
    path("", include("initiatives.urls")),
]
