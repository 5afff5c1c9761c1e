"""Addresses: network meetings, seats, calendar, cadence."""

from django.urls import URLPattern, path

from fremskudt.casework.views import cadence, calendar, meeting_people, meeting_plan, meetings, network

urlpatterns: list[URLPattern] = [
    path("moeder/", meetings.meetings, name="meetings"),
    path("moeder/nyt/", meeting_plan.meeting_new, name="meeting_new"),
    path("moeder/kalender.ics", calendar.meetings_calendar, name="meetings_calendar"),
    path("moeder/rytme/<int:pk>/", cadence.cadence_with, name="cadence_with"),
    path("moeder/netvaerk/<int:pk>/", network.network, name="network"),
    path("moeder/<int:pk>/hvem/", meeting_people.meeting_people, name="meeting_people"),
    path("moeder/<int:pk>/ret/", meeting_plan.meeting_change, name="meeting_change"),
    path("moeder/<int:pk>/besked/", meeting_plan.meeting_tell, name="meeting_tell"),
    path("moeder/<int:pk>/svar/", meetings.meeting_answer, name="meeting_answer"),
    path("moeder/<int:pk>/aflys/", meeting_plan.meeting_cancel, name="meeting_cancel"),
    path("moede/<int:pk>/kort-moede.ics", calendar.meeting_calendar, name="meeting_calendar"),
    path("borgere/<slug:code>/netvaerksmoede/", network.network_new, name="network_new"),
    path("borgere/<slug:code>/moederytme/", cadence.cadence, name="cadence"),
]
