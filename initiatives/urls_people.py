"""Which addresses do the people, contact and the timeline have?"""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
