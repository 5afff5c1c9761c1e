"""Addresses: answers on paper, printed and typed in."""

from django.urls import URLPattern, path

from fremskudt.surveys.views import sheet, sheet_check, sheet_print

urlpatterns: list[URLPattern] = [
    path("tast/", sheet.sheets, name="sheets"),
    path("tast/<int:pk>/", sheet.sheet_type, name="sheet_type"),
    path("tast/<int:pk>/igen/", sheet_check.sheet_check, name="sheet_check"),
    path("borgere/<slug:code>/ark/", sheet_print.sheet_print, name="sheet_print"),
    path("runder/<int:wave>/ark/", sheet_print.sheets_print, name="sheets_print"),
]
