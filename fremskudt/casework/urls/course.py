from django.urls import URLPattern, path

from fremskudt.casework.views import (
    call,
    case,
    channel,
    contact_agreement,
    phase,
    timeline,
    treatment_request,
)  # fmt: skip

OF = "borgere/<slug:code>/"

# the course and its page
urlpatterns: list[URLPattern] = [
    path(f"{OF}sagt-ja/", case.case_start, name="case_start"),
    path(f"{OF}vej-ind/", channel.channel, name="channel"),
    path(f"{OF}rytme/", contact_agreement.contact_agreement, name="contact_agreement"),
    path(f"{OF}ring/", call.call, name="call"),
    path(f"{OF}perioder/", phase.phases, name="phases"),
    path(f"{OF}perioder/ny/", phase.phase_new, name="phase_new"),
    path(f"{OF}perioder/<int:pk>/", phase.phase_edit, name="phase_edit"),
    path(f"{OF}tidslinje/", timeline.timeline, name="timeline"),
    path(f"{OF}frist/", treatment_request.treatment_request, name="treatment_request"),
    path(f"{OF}frist/skriv/", treatment_request.treatment_request_close, name="treatment_request_close"),
]
