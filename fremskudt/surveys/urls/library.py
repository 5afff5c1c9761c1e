"""Addresses: the instruments, in and out, and the licences."""

from django.urls import URLPattern, path

from fremskudt.surveys.views import instrument_file, instrument_new, licence

urlpatterns: list[URLPattern] = [
    path("skemaer/bibliotek/", licence.licences, name="licences"),
    path("skemaer/bibliotek/<int:town>/<slug:slug>/til/", licence.licence_confirm, name="licence_confirm"),
    path("skemaer/bibliotek/<int:town>/<slug:slug>/fra/", licence.licence_end, name="licence_end"),
]
evaluation: list[URLPattern] = [  # beneath »evaluering/«
    path("skemaer/ny/", instrument_new.instrument_new, name="instrument_new"),
    path("skemaer/<slug:slug>/<slug:kind>/", instrument_file.instrument_file, name="instrument_file"),
]
