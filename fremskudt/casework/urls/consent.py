"""Addresses: who may know what."""

from django.urls import URLPattern, path

from fremskudt.casework.views import consent, consent_ask, consents_check

urlpatterns: list[URLPattern] = [
    path("borgere/<slug:code>/hvem-maa-vide/", consent.consent, name="consent"),
    path("borgere/<slug:code>/hvem-maa-vide/spoerg/", consent_ask.consent_ask, name="consent_ask"),
    path("borgere/<slug:code>/hvem-maa-vide/vis/", consent_ask.consent_preview, name="consent_preview"),
    path("borgere/<slug:code>/hvem-maa-vide/udskriv/", consent.consent_print, name="consent_print"),
    path("borgere/<slug:code>/hvem-maa-vide/stop-alt/", consent.consent_stop_all, name="consent_stop_all"),
    path("borgere/<slug:code>/hvem-maa-vide/<int:pk>/igen/", consent_ask.consent_again, name="consent_again"),
    path("borgere/<slug:code>/hvem-maa-vide/<int:pk>/traek-tilbage/", consent.consent_withdraw,
         name="consent_withdraw"),
    path("borgere/<slug:code>/hvem-maa-vide/<int:pk>/det-de-ser/", consent.consent_see, name="consent_see"),
    path("samtykker/", consents_check.consents_check, name="consents_check"),
]  # fmt: skip
