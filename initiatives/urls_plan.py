"""Which addresses do the stappenplan and joint decisions have?"""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
