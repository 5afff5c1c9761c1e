from django.urls import URLPattern, path

from fremskudt.casework.views import duplicates, participant_list

# the list, duplicates, participants
urlpatterns: list[URLPattern] = [
    path("borgere/dubletter/", duplicates.duplicates, name="duplicates"),
    path("borgere/<slug:code>/samme-som/<slug:other>/", duplicates.merge, name="merge"),
    path("borgere/<slug:code>/ikke-samme-som/<slug:other>/", duplicates.not_same, name="not_same"),
    path("borgere/<slug:code>/lagt-sammen/<int:pk>/skil-ad/", duplicates.merge_undo, name="merge_undo"),
    path("deltagere/", participant_list.participants, name="participants"),
    path("deltagere/hent/", participant_list.participants_export, name="participants_export"),
]
