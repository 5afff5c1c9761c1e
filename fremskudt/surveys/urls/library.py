"""Addresses: the instruments, in and out, and the licences."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
evaluation: list[URLPattern] = []  # beneath »evaluering/«
