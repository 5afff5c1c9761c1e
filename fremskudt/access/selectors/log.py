"""The log as somebody may read it: what their own municipality's people did, and what happened to its citizens."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fremskudt.access.log_words import action_words, class_words, purpose_words
from fremskudt.access.models import Event, Organisation, User

PERSON_READS = Q(actor__startswith="user:", subject__startswith="citizen:") & (
    Q(action__endswith=".read")
    | Q(action__startswith="identity.")
    | Q(action__startswith="citizen.")
    | Q(action="citizen_log.print")
)

# What a search can be narrowed to: key → its words, and how the actions in it begin. READS is asked as PERSON_READS.
READS = "reads"
GROUPS: dict[str, tuple[Promise, str]] = {
    READS: (gettext_lazy("Opslag om en borger"), ""),
    "identity": (gettext_lazy("Navn og kontaktoplysninger"), "identity."),
    "doors": (gettext_lazy("Lukkede døre og spærringer"), "door. doors. barring."),
    "citizens": (
        gettext_lazy("Borgere, fordeling og links"),
        "citizen. citizen_choice. citizen_log. own_log. caseload. assignment. distribution. link. duplicates. merge. "
        "participants. overview.",
    ),
    "contact": (
        gettext_lazy("Kontakt og aftaler"),
        "today. contact. contact_new. contact_log. contact_agreement. small_step. draft. urgent. duty. call. "
        "appointment. pick_up. tour. hours.",
    ),
    "course": (
        gettext_lazy("Forløb, plan og papirer"),
        "case. channel. phase. timeline. plan. goal_note. story. own_sheet. papers. letter. treatment_request. "
        "transition. transition_step. handover. readiness. pause. ending. comeback. follow_up. "
        "staff_form. staff_forms. questions. answer. hold. no_answer. invitation. own_answers. curve. sheet. sheets. "
        "message. message_agreement.",
    ),
    "sharing": (
        gettext_lazy("Hvem må vide hvad, møder og opgaver"),
        "consent. consents. own_consents. taking_part. agreed. meeting. seat. network. cadence. agenda. task. tasks. "
        "board. role_card. sparring.",
    ),
    "partners": (
        gettext_lazy("Praj, opkald og partnere"),
        "tip. tips. tip_pair. own_tips. said_yes. call_request. call_requests. list_rules. weekly. unmet. campaign. "
        "batch. reminder. poster. agreement. agreements. contact_person. house_visit. mishap. proposal. term. words. "
        "activity. activity_offer. peer_contact. peer_day. boundary_card.",
    ),
    "safety": (gettext_lazy("Sikkerhed og besøg"), "safety. visit. incident. house_rules. area."),
    "people": (
        gettext_lazy("Brugere og organisationer"),
        "access. membership. invitation. organisation. municipality.",
    ),
    "login": (
        gettext_lazy("Login og enheder"),
        "login. logout sign_in_link. provider. factor. password. session. device. profile.",
    ),
    "studies": (
        gettext_lazy("Undersøgelser og filer"),
        "study. study_form. wave. rounds. team_reminder. tie. instrument. licence. turnout. upload. delivery. extract. "
        "run.",
    ),
    "log": (gettext_lazy("Loggen og nøglerne"), "log. log_check. keys."),
}


@dataclass(frozen=True)
class LogLine:
    """One event in words. `who` and `about` are names of users and organisations, but codes of citizens."""

    number: int
    at: datetime | None
    who: str
    actor: str
    action: str | Promise
    about: str
    seen: str
    purpose: str


def by_people_of(organisations: Iterable[int]) -> Q:
    """Events whose actor belonged to one of these organisations (ids); `unit` holds »org:3,org:5«."""
    ids = "|".join(map(str, sorted(organisations)))
    return Q(unit__regex=rf"(^|,)org:({ids})(,|$)") if ids else Q(pk__in=[])


def organisations_in(towns: Iterable[int]) -> list[int]:
    return list(Organisation.objects.within(towns).values_list("pk", flat=True))


def in_group(key: str) -> Q:
    found = PERSON_READS if key == READS else Q()
    for start in GROUPS[key][1].split():
        found |= Q(action__startswith=start)
    return found


def between(first: date | None, last: date | None) -> Q:
    """Events from the first day to the last, both whole, by the clock on the wall."""
    found = Q()
    if first:
        found &= Q(at__gte=timezone.make_aware(datetime.combine(first, time.min)))
    if last:
        found &= Q(at__lte=timezone.make_aware(datetime.combine(last, time.max)))
    return found


def in_words(events: Iterable[Event], names: Mapping[str, str]) -> list[LogLine]:
    """The events with the names that `names_of` found."""
    return [
        LogLine(
            number=event.number,
            at=event.at,
            who=names.get(event.actor, event.actor),
            actor=event.actor,
            action=action_words(event.action),
            about=names.get(event.subject, event.subject.removeprefix("citizen:")),
            seen=class_words(event.fields),
            purpose=purpose_words(event.purpose),
        )
        for event in events
    ]


def keys_in(events: Iterable[Event]) -> set[str]:
    return {key for event in events for key in (event.actor, event.subject)}


def names_of(keys: Iterable[str]) -> dict[str, str]:
    """What a key of the log stands for, for those that have a name, users and organisations: two queries at most."""
    ids: dict[str, list[int]] = {"user": [], "org": []}
    for key in keys:
        if match := re.fullmatch(r"(user|org):(\d+)", key):
            ids[match[1]].append(int(match[2]))
    users = {user.key: user.name for user in User.objects.filter(pk__in=ids["user"])}
    places = {f"org:{place.pk}": place.name for place in Organisation.objects.filter(pk__in=ids["org"])}
    return {"system": _("Systemet")} | users | places
