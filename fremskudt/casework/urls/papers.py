from django.urls import URLPattern, path

from fremskudt.casework.views import appointment, letter, papers, pick_up

# letters, pick-ups, appointments
urlpatterns: list[URLPattern] = [
    path("borgere/<slug:code>/papirer/", papers.papers, name="papers"),
    path("borgere/<slug:code>/breve/nyt/", letter.letter_new, name="letter_new"),
    path("borgere/<slug:code>/breve/<int:pk>/", letter.letter, name="letter"),
    path("borgere/<slug:code>/breve/<int:pk>/billede/", letter.letter_picture, name="letter_picture"),
    path("borgere/<slug:code>/breve/<int:pk>/faerdigt/", letter.letter_done, name="letter_done"),
    path("borgere/<slug:code>/breve/<int:pk>/fjern-billede/", letter.letter_remove, name="letter_remove"),
    path("borgere/<slug:code>/afhentning/ny/", pick_up.pick_up_new, name="pick_up_new"),
    path("borgere/<slug:code>/afhentning/<int:pk>/dag/", pick_up.pick_up_mark, name="pick_up_mark"),
    path("borgere/<slug:code>/afhentning/<int:pk>/slut/", pick_up.pick_up_end, name="pick_up_end"),
    path("borgere/<slug:code>/aftaler/ny/", appointment.appointment_new, name="appointment_new"),
    path("borgere/<slug:code>/aftaler/<int:pk>/", appointment.appointment, name="appointment"),
    path("borgere/<slug:code>/aftaler/<int:pk>/flyt/", appointment.appointment_move, name="appointment_move"),
    # kind: aftale (number of the appointment) or afhentning (number of the day)
    path("borgere/<slug:code>/misset/<slug:kind>/<int:pk>/", papers.missed_seen, name="missed_seen"),
]
