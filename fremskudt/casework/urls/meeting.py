"""Addresses: short meetings."""

from django.urls import URLPattern, path

from fremskudt.casework.views import meeting, meeting_agenda, meeting_summary

urlpatterns: list[URLPattern] = [
    path("moede/<int:pk>/", meeting.meeting, name="meeting"),
    path("moede/<int:pk>/begynd/", meeting.meeting_begin, name="meeting_begin"),
    path("moede/<int:pk>/linje/", meeting.meeting_line, name="meeting_line"),
    path("moede/<int:pk>/linje/<int:line>/fortryd/", meeting.meeting_line_undo, name="meeting_line_undo"),
    path("moede/<int:pk>/aftale/", meeting.meeting_task, name="meeting_task"),
    path("moede/<int:pk>/naeste/", meeting.meeting_next, name="meeting_next"),
    path("moede/<int:pk>/slut/", meeting.meeting_end, name="meeting_end"),
    path("moede/<int:pk>/borger/<int:item>/", meeting_summary.meeting_summary, name="meeting_summary"),
    path(
        "moede/<int:pk>/borger/<int:item>/udskriv/", meeting_summary.meeting_summary_print,
        name="meeting_summary_print",
    ),
    path("moeder/dagsorden/", meeting_agenda.agenda, name="agenda"),
]  # fmt: skip
