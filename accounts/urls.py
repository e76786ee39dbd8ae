"""Signing in and the profile."""

urlpatterns: list = []
