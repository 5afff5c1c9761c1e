"""Addresses: a peer's day, and the communities around one citizen."""

from django.urls import URLPattern, path

from fremskudt.casework.views import activity_offer, peer

urlpatterns: list[URLPattern] = [
    path("peer/", peer.peer_day, name="peer_day"),
    path("peer/fortryd/", peer.peer_met_undo, name="peer_met_undo"),
    path("peer/jeg-gaar-nu/", peer.peer_leave, name="peer_leave"),
    path("peer/gaaet/", peer.peer_left, name="peer_left"),
    path("peer/hjaelp/", peer.peer_help, name="peer_help"),
    path("peer/<slug:code>/vi-saas/", peer.peer_met, name="peer_met"),
    path("borgere/<slug:code>/faellesskaber/", activity_offer.activity_offer, name="activity_offer"),
    path(
        "borgere/<slug:code>/faellesskaber/<int:pk>/", activity_offer.activity_offer_mark, name="activity_offer_mark"
    ),
    path(
        "borgere/<slug:code>/faellesskaber/<int:pk>/fortryd/", activity_offer.activity_offer_undo,
        name="activity_offer_undo",
    ),
]  # fmt: skip
