"""Addresses: what is agreed with a partner."""

from django.urls import URLPattern, path

from fremskudt.casework.views import agreed, agreed_file

urlpatterns: list[URLPattern] = [
    path("aftalt/", agreed.agreed, name="agreed"),
    path("aftalt/soeg/", agreed.agreed_search, name="agreed_search"),
    path("aftalt/naeste/", agreed.agreed_next, name="agreed_next"),
    path("aftalt/fil/", agreed_file.agreed_file, name="agreed_file"),
    path("aftalt/<slug:code>/", agreed.agreed_one_page, name="agreed_one"),
    path("aftalt/<slug:code>/udskriv/", agreed.agreed_print, name="agreed_print"),
    path("aftalt/<slug:code>/kvitter/", agreed.agreed_seen, name="agreed_seen"),
]
