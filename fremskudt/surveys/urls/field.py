"""The forms that the therapist fills in about those they follow, and the tie that the leader cuts."""

from django.urls import path

from fremskudt.surveys.views import staff_form, taking_part, tie

urlpatterns = [
    path("skemaer/", staff_form.staff_forms, name="staff_forms"),
    path("borgere/<slug:code>/skema/<slug:slug>/", staff_form.staff_form, name="staff_form"),
    path("borgere/<slug:code>/undersoegelse/", taking_part.taking_part, name="taking_part"),
    path("deltagere/<slug:code>/klip/", tie.tie_cut, name="tie_cut"),
]
