"""Addresses: the therapist asks those they follow."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
