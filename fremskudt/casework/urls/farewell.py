from django.urls import URLPattern, path

from fremskudt.casework.views import comeback, ending, follow_up, handover, pause, transition

OF = "borgere/<slug:code>/"

# transition, pause, farewell, return
urlpatterns: list[URLPattern] = [
    path(f"{OF}overgang/", transition.transition, name="transition"),
    path(f"{OF}overgang/maal/", transition.transition_new, name="transition_new"),
    path(f"{OF}overgang/skridt/", transition.step_new, name="step_new"),
    path(f"{OF}overgang/skridt/svar/", transition.step_done, name="step_done"),
    path(f"{OF}overgang/paa-plads/", transition.readiness, name="readiness"),
    path(f"{OF}overgang/vi-foelges-ad/", handover.handover, name="handover"),
    path(f"{OF}overgang/vi-foelges-ad/ja/", handover.handover_accept, name="handover_accept"),
    path(f"{OF}overgang/rytme/", handover.handover_rhythm, name="handover_rhythm"),
    path(f"{OF}pause/", pause.pause, name="pause"),
    path(f"{OF}pause/se-igen/", pause.pause_look, name="pause_look"),
    path(f"{OF}pause/slut/", pause.pause_end, name="pause_end"),
    path(f"{OF}pause/fortryd/", pause.pause_undo, name="pause_undo"),
    path(f"{OF}farvel/", ending.farewell, name="farewell"),
    path(f"{OF}farvel/fortryd/", ending.farewell_undo, name="farewell_undo"),
    path(f"{OF}kom-igen/", comeback.come_again, name="come_again"),
    path(f"{OF}kom-bare-tilbage/", comeback.come_back_card, name="come_back_card"),
    path(f"{OF}opfoelgning/", follow_up.follow_up, name="follow_up"),
]
