from django.conf import settings
from django.urls import URLPattern, path

from fremskudt.access.views import (
    area,
    demo,
    invitation,
    invite,
    link,
    lock,
    log,
    log_check,
    municipality,
    organisation,
    people,
    profile,
    record,
    session,
    sessions,
)

app_name = "access"

# log-in and one's own page
urlpatterns: list[URLPattern] = [
    path("log-ind/", session.login, name="login"),
    path("log-ud/", session.logout, name="logout"),
    path("mig/to-trin/", session.strengthen, name="strengthen"),
]

# invitations, links by mail, devices, the locked screen
urlpatterns += [
    path("mig/", profile.profile, name="profile"),
    path("mig/enheder/", sessions.sessions, name="sessions"),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
    path("log-ind/link/", link.request_link, name="link_request"),
    path("log-ind/link/<str:token>/", link.open_link, name="link_open"),
    path("laast/", lock.lock, name="lock"),
    path("laast/nu/", lock.lock_now, name="lock_now"),
    path("laast/i-brug/", lock.in_use, name="lock_in_use"),
]

# people, organisations, the municipality
urlpatterns += [
    path("brugere/", people.people, name="people"),
    path("brugere/<int:pk>/", people.person, name="person"),
    path("brugere/<int:pk>/rolle/", people.person_role, name="person_role"),
    path("brugere/ny/", invite.invite, name="invite"),
    path("brugere/ny/link/", invite.invite_sent, name="invite_sent"),
    path("brugere/invitation/<int:pk>/luk/", invite.invitation_revoke, name="invitation_revoke"),
    path("kommunen/", municipality.municipality, name="municipality"),
    path("kommunen/fortryd/", municipality.municipality_undo, name="municipality_undo"),
    path("kommunen/omraader/", area.areas, name="areas"),
    path("kommunen/omraader/<int:pk>/", area.area, name="area"),
    path("kommunen/organisationer/", organisation.organisations, name="organisations"),
    path("kommunen/organisationer/ny/", organisation.organisation_new, name="organisation_new"),
    path("kommunen/organisationer/<int:pk>/", organisation.organisation, name="organisation"),
]

# the log, the record of processing, who may what
urlpatterns += [
    path("opslag/", log_check.log_check, name="log_check"),
    path("opslag/<int:pk>/", log_check.log_check_line, name="log_check_line"),
    path("opslag/proeve/<int:pk>/", log_check.log_check_month, name="log_check_month"),
    path("opslag/proeve/<int:pk>/underskriv/", log_check.log_check_sign, name="log_check_sign"),
    path("opslag/log/", log.log, name="log"),
    path("opslag/log/hent/", log.log_export, name="log_export"),
    path("fortegnelse/", record.record, name="record"),
    path("fortegnelse/hent/", record.record_file, name="record_file"),
    path("fortegnelse/hvem-maa-hvad/", record.who_may_what, name="who_may_what"),
    path("fortegnelse/data/", record.data_policy, name="data_policy"),
]

# the invented people of the demo
if settings.MODE == "demo":
    urlpatterns += [path("log-ind/oevelse/", demo.enter, name="demo_enter")]
