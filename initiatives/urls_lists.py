"""Which addresses do the lists and registering have?"""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
