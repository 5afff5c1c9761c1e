"""Addresses: what somebody has said over time."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
