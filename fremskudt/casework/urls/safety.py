from django.urls import URLPattern, path

from fremskudt.casework.views import incident, safety, team, tour, visit

# safety, visits, tours, team
urlpatterns: list[URLPattern] = [
    path("borgere/<slug:code>/sikkerhed/", safety.safety, name="safety"),
    path("borgere/<slug:code>/sikkerhed/ny/", safety.safety_new, name="safety_new"),
    path("borgere/<slug:code>/sikkerhed/<int:pk>/ses-igen/", safety.safety_review, name="safety_review"),
    path("borgere/<slug:code>/sikkerhed/<int:pk>/fjern/", safety.safety_remove, name="safety_remove"),
    path("borgere/<slug:code>/besoeg/", visit.visit_start, name="visit_start"),
    path("borgere/<slug:code>/tur/<int:pk>/", tour.tour_visit, name="tour_visit"),
    path("besoeg/", visit.visit, name="visit"),
    path("besoeg/faerdig/", visit.visit_end, name="visit_end"),
    path("besoeg/mere/", visit.visit_more, name="visit_more"),
    path("besoeg/fortryd/", visit.visit_undo, name="visit_undo"),
    path("team/", team.team, name="team"),
    path("team/<int:pk>/hjemme/", visit.visit_home, name="visit_home"),
    path("haendelser/", incident.incidents, name="incidents"),
    path("haendelser/ny/", incident.incident_new, name="incident_new"),
    path("haendelser/hent/", incident.incident_export, name="incident_export"),
    path("ture/", tour.tours, name="tours"),
    path("ture/ny/", tour.tour_new, name="tour_new"),
    path("ture/<int:pk>/", tour.tour, name="tour"),
]
