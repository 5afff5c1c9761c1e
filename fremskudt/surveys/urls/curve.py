"""Addresses: what somebody has said over time."""

from django.urls import URLPattern, path

from fremskudt.surveys.views import curve

urlpatterns: list[URLPattern] = [
    path("mit/kurve/", curve.curve, name="curve"),
    path("mit/kurve/udskriv/", curve.curve_print, name="curve_print"),
]
