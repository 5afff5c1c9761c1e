"""What every page needs to know about the site."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

# URL names are the only thing that points up to the rooms above this one.
# Label, address, and the permission (access.roles, by its key, since ui lies beneath access) that shows it.
PLACES = (
    (_("Min dag"), "casework:peer_day", "peer_day"),
    (_("Set og hørt"), "partnership:seen_and_heard", "tip_add"),
    (_("Mine praj"), "casework:own_tips", "tip_add"),
    (_("Overblik"), "casework:overview", "overview_read"),
    (_("I dag"), "casework:today", "case_write"),
    (_("Borgere"), "casework:caseload", "caseload_read"),
    (_("Praj"), "partnership:tips", "tip_answer"),
    (_("Ring til"), "casework:calls", "call_take"),
    (_("Aftalt med os"), "casework:agreed", "agreed_read"),
    (_("Møder"), "casework:meetings", "meeting_join"),
    (_("Opgaver"), "casework:tasks", "tasks_edit"),
    (_("Ture"), "casework:tours", "team_join"),
    (_("Skemaer"), "surveys:staff_forms", "staff_form_fill"),
    (_("Spørg, når I ses"), "surveys:my_round", "questions_ask"),
    (_("Runder"), "surveys:rounds", "round_run"),
    (_("Tast ark"), "surveys:sheets", "sheet_type"),
    (_("Team"), "casework:team", "team_join"),
    (_("Sparring"), "partnership:sparrings", "sparring_join"),
    (_("Fællesskaber"), "partnership:activities", "activity_edit"),
    (_("Samtalekort"), "partnership:cards", "cards_read"),
    (_("Samarbejde"), "partnership:cooperation", "agreement_read"),
    (_("Partnere"), "partnership:partners", "partners_edit"),
    (_("Synlighed"), "partnership:visibility", "visibility_edit"),
    (_("Fordeling"), "casework:distribution", "caseload_assign"),
    (_("Deltagerliste"), "casework:participants", "participants_read"),
    (_("Tal"), "casework:numbers", "hours_edit"),
    (_("Én side"), "casework:steering", "steering_read"),
    (_("Mørketal"), "partnership:unmet", "unmet_read"),
    (_("Undersøgelser"), "evaluation:study_list", "study_read"),
    (_("Spørgeskemaer"), "surveys:instrument_list", "study_read"),
    (_("Brugere"), "access:people", "people_edit"),
    (_("Kommunen"), "access:municipality", "municipality_edit"),
    (_("Ord"), "partnership:words", "words_edit"),
    (_("Skemabibliotek"), "surveys:licences", "licence_confirm"),
    (_("Beskeder"), "casework:messages", "messages_edit"),
    (_("Opslag"), "access:log_check", "log_check"),
    (_("Logsøgning"), "access:log", "log_read"),
    (_("Samtykker"), "casework:consents_check", "consent_check"),
    (_("Spærringer"), "casework:barrings", "barring_edit"),
    (_("Fortegnelse"), "access:record", "record_read"),
)


@dataclass(frozen=True)
class Place:
    label: str
    href: str
    current: str  # the value of aria-current: "page", "true" (a page beneath it) or ""


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "site_name": settings.SITE_NAME,
        "is_demo": settings.MODE == "demo",
        "shows_parts": settings.MODE == "development",
        "places": places(request),
        # where to come back to; some answers to an order have no page of their own
        "page_to_return_to": request.get_full_path() if request.method in {"GET", "HEAD"} else "/",
    }


def places(request: HttpRequest) -> list[Place]:
    """The places of the person's menu; the one whose address is the longest start of this page's is where we are."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return []
    known = [
        (str(label), href)
        for label, name, permission in PLACES
        if request.reach.may(permission) and (href := address(name))  # type: ignore[attr-defined]
    ]
    here = max((href for _label, href in known if request.path.startswith(href)), key=len, default="")
    return [Place(label, href, current(href, here, request.path)) for label, href in known]


def current(href: str, here: str, path: str) -> str:
    if href != here:
        return ""
    return "page" if href == path else "true"


def address(name: str) -> str:
    """Where a place is; nothing when its room is not part of this installation."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
