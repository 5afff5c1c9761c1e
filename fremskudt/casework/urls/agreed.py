"""Addresses: what is agreed with a partner."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
