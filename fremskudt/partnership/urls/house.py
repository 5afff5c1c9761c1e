from django.urls import URLPattern, path

from fremskudt.partnership.views import house_rules, sparring

urlpatterns: list[URLPattern] = [
    path("husregler/", house_rules.house_rules, name="house_rules"),
    path("husregler/<int:pk>/", house_rules.house_rules_of, name="house_rules_of"),
    path("sparring/", sparring.sparrings, name="sparrings"),
    path("sparring/ny/", sparring.sparring_new, name="sparring_new"),
    path("sparring/snak/", sparring.sparring_ask, name="sparring_ask"),
    path("sparring/egen-note/", sparring.sparring_own, name="sparring_own"),
    path("sparring/<int:pk>/", sparring.sparring, name="sparring"),
    path("sparring/<int:pk>/note/", sparring.sparring_note, name="sparring_note"),
    path("sparring/<int:pk>/aflys/", sparring.sparring_cancel, name="sparring_cancel"),
    path("sparring/note/fjern/", sparring.sparring_note_remove, name="sparring_note_remove"),
    path("sparring/note/fortryd/", sparring.sparring_note_back, name="sparring_note_back"),
]
