"""Addresses: the leader's waves, what is left of them for the therapist, and the evaluator's word to the leader."""

from django.urls import URLPattern, path

from fremskudt.surveys.views import my_round, rounds, wave

urlpatterns: list[URLPattern] = [
    path("runder/", rounds.rounds, name="rounds"),
    path("runder/mine/", my_round.my_round, name="my_round"),
    path("runder/<int:pk>/", rounds.one_round, name="round"),
    path("runder/<int:pk>/mind/", rounds.team_remind, name="team_remind"),
    path("evaluering/<slug:slug>/runder/bed/", wave.leader_ask, name="leader_ask"),
]
