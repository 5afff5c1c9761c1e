"""Addresses: role cards."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
