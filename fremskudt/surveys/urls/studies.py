"""Addresses: the evaluator's studies and their timing, and the cut that ends one."""

from django.urls import URLPattern, path

from fremskudt.surveys.views import study, tie

urlpatterns: list[URLPattern] = [
    path("ny/", study.study_new, name="study_new"),
    path("<slug:slug>/ret/", study.study_edit, name="study_edit"),
    path("<slug:slug>/runder/<int:pk>/flyt/", study.wave_move, name="wave_move"),
    path("<slug:slug>/klip/", tie.study_cut, name="study_cut"),
]
