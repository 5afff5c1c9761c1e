"""Addresses: one's own tips. Which tip is meant stands in what is sent, never in the address."""

from django.urls import URLPattern, path

from fremskudt.casework.views import own_tips

urlpatterns: list[URLPattern] = [
    path("praj/mine/", own_tips.own_tips, name="own_tips"),
    path("praj/mine/igen/", own_tips.own_tip_again, name="own_tip_again"),
    path("praj/mine/spurgt/", own_tips.own_tip_asked, name="own_tip_asked"),
    path("praj/mine/fjern/", own_tips.own_tip_remove, name="own_tip_remove"),
    path("praj/mine/mail/", own_tips.weekly_wish, name="weekly_wish"),
]
