"""Every address of the field work; each part has its own module."""

from django.urls import URLPattern, path

from fremskudt.access import addresses as addresses  # knows what a code looks like
from fremskudt.casework.urls import (
    agreed,
    calls,
    consent,
    contact,
    course,
    farewell,
    meeting,
    messages,
    network,
    numbers,
    own_pages,
    own_tips,
    papers,
    peer,
    people,
    plan,
    roles,
    safety,
    tasks,
)  # fmt: skip
from fremskudt.casework.views import (
    barring,
    citizen,
    citizen_log,
    citizen_page,
    distribution,
    door,
    identity,
    link,
    own_log,
)  # fmt: skip

app_name = "casework"

# what has a room of its own; before `borgere/<slug:code>/`, which would take `borgere/ny/` for a code
parts = (
    agreed, calls, consent, contact, course, farewell, meeting, messages, network, numbers, own_pages, own_tips, papers,
    peer, people, plan, roles, safety, tasks,
)  # fmt: skip
urlpatterns: list[URLPattern] = [pattern for part in parts for pattern in part.urlpatterns]

# caseload, citizen, identity, distribution
urlpatterns += [
    path("borgere/", citizen.caseload, name="caseload"),
    path("borgere/ny/", citizen.citizen_new, name="citizen_new"),
    path("borgere/soeg/", citizen.search, name="search"),
    path("borgere/<slug:code>/", citizen_page.citizen, name="citizen"),
    path("borgere/<slug:code>/identitet/", identity.identity, name="identity"),
    path("borgere/<slug:code>/identitet/ret/", identity.identity_edit, name="identity_edit"),
    path("fordeling/", distribution.distribution, name="distribution"),
    path("fordeling/<slug:code>/", distribution.assign, name="assign"),
]

# closed doors, barrings, who has looked, the citizen's own link
urlpatterns += [
    path("lukket-doer/", door.door, name="door"),
    path("lukket-doer/aabnede/", door.doors_opened, name="doors_opened"),
    path("lukket-doer/<slug:code>/luk/", door.door_close, name="door_close"),
    path("spaerringer/", barring.barrings, name="barrings"),
    path("spaerringer/ny/", barring.barring_new, name="barring_new"),
    path("spaerringer/<int:pk>/ophaev/", barring.barring_lift, name="barring_lift"),
    path("borgere/<slug:code>/opslag/", citizen_log.citizen_log, name="citizen_log"),
    path("borgere/<slug:code>/opslag/udskriv/", citizen_log.citizen_log_print, name="citizen_log_print"),
    path("borgere/<slug:code>/link/", link.link_give, name="link_give"),
    path("b/<str:token>/", link.link_enter, name="link_enter"),
    path("mine-papirer/", own_log.own_log, name="own_log"),
    path("ud/", link.leave, name="leave"),
]
