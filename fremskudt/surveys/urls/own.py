"""Addresses: the citizen's own page, and the questions in small bites."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
