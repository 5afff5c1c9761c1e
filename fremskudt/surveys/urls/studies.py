"""Addresses: the evaluator's studies and their timing."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
