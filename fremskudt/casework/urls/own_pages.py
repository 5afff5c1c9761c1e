"""Addresses: the citizen's own page of who may know what."""

from django.urls import URLPattern, path

from fremskudt.casework.views import own_consents

urlpatterns: list[URLPattern] = [
    path("mit/hvem/", own_consents.own_consents, name="own_consents"),
    path("mit/hvem/udskriv/", own_consents.own_consents_print, name="own_consents_print"),
    path("mit/hvem/stop-alt/", own_consents.own_stop_all, name="own_stop_all"),
    path("mit/hvem/<int:pk>/stop/", own_consents.own_consent_stop, name="own_consent_stop"),
    path("mit/hvem/<int:pk>/svar/", own_consents.own_answer, name="own_answer"),
    path("mit/moede/<int:pk>/", own_consents.own_summary, name="own_summary"),
]
