"""Addresses: what the houses invite to, a peer's own card, the conversation cards."""

from django.urls import URLPattern, path

from fremskudt.partnership.views import activity, boundary_card, card

urlpatterns: list[URLPattern] = [
    path("faellesskaber/", activity.activities, name="activities"),
    path("faellesskaber/ny/", activity.activity_new, name="activity_new"),
    path("faellesskaber/taelling/fortryd/", activity.activity_count_undo, name="activity_count_undo"),
    path("faellesskaber/<int:pk>/", activity.activity, name="activity"),
    path("faellesskaber/<int:pk>/slut/", activity.activity_end, name="activity_end"),
    path("faellesskaber/<int:pk>/taelling/", activity.activity_count, name="activity_count"),
    path("peer/kort/", boundary_card.boundary_card, name="boundary_card"),
    path("peer/kort/ret/", boundary_card.boundary_card_edit, name="boundary_card_edit"),
    path("peer/kort/udskriv/", boundary_card.boundary_card_print, name="boundary_card_print"),
    path("peerkort/", boundary_card.boundary_cards, name="boundary_cards"),
    path("peerkort/<int:pk>/", boundary_card.boundary_card_sign, name="boundary_card_sign"),
    path("samtalekort/", card.cards, name="cards"),
    path("samtalekort/udskriv/", card.cards_print, name="cards_print"),
]
