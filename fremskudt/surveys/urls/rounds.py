"""Addresses: the leader's waves."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
