"""The addresses of the site when an organisation signs in through its own directory."""

from django.urls import include, path

from accounts.urls import directory_urlpatterns

urlpatterns = [path("", include("samenspel.urls")), *directory_urlpatterns]
