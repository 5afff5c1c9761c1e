"""Addresses: who may know what."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
