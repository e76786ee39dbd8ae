"""The addresses of the site when it runs as a demonstration."""

from django.urls import include, path

from accounts import demo

urlpatterns = [path("", include("samenspel.urls")), *demo.urlpatterns]
