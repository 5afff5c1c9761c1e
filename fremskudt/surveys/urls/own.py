"""Addresses: the citizen's own page, and the questions in small bites."""

from django.urls import URLPattern, path

from fremskudt.surveys.views import own, own_answers

urlpatterns: list[URLPattern] = [
    path("mit/", own.own, name="own"),
    path("mit/aftale/", own.own_reply, name="own_reply"),
    path("mit/ikke-nu/", own.own_not_now, name="own_not_now"),
    path("mit/stop/", own.own_stop, name="own_stop"),
    path("mit/skriv-her/", own.own_write, name="own_write"),
    path("mit/svar/", own_answers.own_answers, name="own_answers"),
    path("mit/svar/gem/", own_answers.own_answer_give, name="own_answer_give"),
    path("mit/svar/hvem/", own_answers.own_share, name="own_share"),
    path("mit/svar/tak/", own_answers.own_thanks, name="own_thanks"),
    path("mit/svar/mine/", own_answers.own_told, name="own_told"),
    path("s/<str:token>/", own.answer_enter, name="answer_enter"),
]
