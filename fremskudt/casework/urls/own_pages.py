"""Addresses: the citizen's own page of it, and taking part in a study."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
