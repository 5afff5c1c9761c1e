"""Addresses: role cards."""

from django.urls import URLPattern, path

from fremskudt.casework.views import role_card

urlpatterns: list[URLPattern] = [
    path("borgere/<slug:code>/roller/", role_card.roles, name="roles"),
    path("borgere/<slug:code>/roller/ny/", role_card.role_new, name="role_new"),
    path("borgere/<slug:code>/roller/<int:pk>/igen/", role_card.role_again, name="role_again"),
    path("borgere/<slug:code>/roller/<int:pk>/slut/", role_card.role_end, name="role_end"),
]
