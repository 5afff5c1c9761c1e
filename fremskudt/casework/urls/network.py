"""Addresses: network meetings, seats, calendar, cadence."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
