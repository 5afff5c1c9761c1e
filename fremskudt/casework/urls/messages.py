"""Addresses: what is written to citizens' phones."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
