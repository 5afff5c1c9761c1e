"""Addresses: the therapist asks those they follow."""

from django.urls import URLPattern, path

from fremskudt.surveys.views import questions, questions_link, questions_stop, questions_together

urlpatterns: list[URLPattern] = [
    path("borgere/<slug:code>/svar/", questions.questions, name="questions"),
    path("borgere/<slug:code>/svar/delt/", questions.questions_shared, name="questions_shared"),
    path("borgere/<slug:code>/svar/telefon/", questions_link.questions_hand_over, name="questions_hand_over"),
    path("borgere/<slug:code>/svar/sammen/", questions_together.questions_together, name="questions_together"),
    path("borgere/<slug:code>/svar/link/", questions_link.questions_link, name="questions_link"),
    path("borgere/<slug:code>/svar/vent/", questions_stop.hold, name="hold"),
    path("borgere/<slug:code>/svar/vent/slut/", questions_stop.hold_lift, name="hold_lift"),
    path("borgere/<slug:code>/svar/intet/", questions_stop.no_answer, name="no_answer"),
    path("borgere/<slug:code>/svar/intet/fortryd/", questions_stop.no_answer_undo, name="no_answer_undo"),
    # beneath the citizen's answers: the one who was given the phone is done with it
    path("mit/svar/tilbage/", questions_link.questions_take_back, name="questions_take_back"),
]
