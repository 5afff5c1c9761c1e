"""Addresses: answers on paper, printed and typed in."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
