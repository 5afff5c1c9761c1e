"""A citizen's own page: what one needs to know on the doorstep, and one fact for each door. At most fifteen queries."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import Http404
from django.utils import timezone

from fremskudt.access.audit import Purpose
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import (
    Assignment,
    Case,
    Citizen,
    ContactAgreement,
    DoorOpening,
    PhaseInterval,
)  # fmt: skip
from fremskudt.casework.models.case import CaseQuerySet
from fremskudt.casework.models.citizen import ROOT
from fremskudt.casework.rules.contact import PLACES, WAYS
from fremskudt.casework.rules.contact_agreement import UNTIL_THEY_SAY
from fremskudt.casework.rules.door import minutes_left
from fremskudt.casework.rules.ending import TARGETS
from fremskudt.casework.rules.rhythm import days_since
from fremskudt.casework.rules.safety import NOTICES
from fremskudt.casework.rules.treatment_request import days_left, due_day
from fremskudt.casework.selectors.case import Opened, log_read
from fremskudt.casework.selectors.citizen_facts import with_facts
from fremskudt.casework.selectors.consent_cards import list_cards
from fremskudt.casework.selectors.contact_agreement import in_force, not_now_until
from fremskudt.casework.selectors.course import Ribbon, ribbon_of
from fremskudt.casework.selectors.door import OpenDoor
from fremskudt.casework.selectors.safety import notices_of_kept

LONGEST_SENTENCE = 200


@dataclass(frozen=True)
class Follower:
    name: str
    since: datetime


@dataclass(frozen=True)
class Notice:
    """A safety notice in force; `kind_name` is Danish, and the page translates it."""

    kind_name: str
    words: str
    review_on: date


@dataclass(frozen=True)
class Next:
    """The next appointment: when, what kind of place and which area, never the address."""

    at: datetime
    place: str
    area: str
    what_for: str


@dataclass(frozen=True)
class Rhythm:
    """How long ago, against what is agreed. Days; None is never, or nothing agreed."""

    met_days: int | None
    tried_days: int | None
    every_days: int | None
    way: str
    place: str
    safe_contact: str
    not_now_until: date | None
    until_they_say: bool

    @property
    def wish(self) -> str:
        """The one of way and place that is agreed, where only one is."""
        return self.way or self.place

    @property
    def is_quiet(self) -> bool:
        """Nobody has been in contact yet, and nobody has tried."""
        return self.met_days is None and self.tried_days is None


@dataclass(frozen=True)
class OwnWords:
    words: str
    on: date


@dataclass(frozen=True)
class Clock:
    """The fourteen days, while they run."""

    asked_on: date
    due_on: date
    days_left: int
    doctor_offered_on: date | None


@dataclass(frozen=True)
class Doors:
    """One fact for each of the other pages."""

    plan_on: date | None
    plan_review_on: date | None
    has_draft: bool
    deadline_on: date | None
    transition: str
    pause_until: date | None
    story_on: date | None
    has_story: bool
    has_channel: bool
    role_until_on: date | None  # of the role card that is first to be agreed again
    meeting_at: datetime | None
    board_on: date | None = None  # on the board, and looked at again that day


@dataclass(frozen=True)
class May:
    """What the reader may do here."""

    write: bool
    read_identity: bool
    edit_identity: bool
    read_log: bool
    give_link: bool


@dataclass(frozen=True)
class CitizenPage:
    opened: Opened
    open_door: OpenDoor | None
    notices: list[Notice]
    next: Next | None
    rhythm: Rhythm
    own_words: OwnWords | None
    ribbon: Ribbon
    clock: Clock | None
    doors: Doors
    earlier: list[Case]
    followers: list[Follower]
    may: May
    n_sharing: int  # recipients who know something by a yes
    n_ending: int  # of them, those whose yes ends within thirty days


@transaction.atomic
def read_citizen_page(reach: Reach, code: str) -> CitizenPage:
    courses, today = list(_courses(reach, code)), timezone.localdate()
    if not courses:
        raise Http404
    newest = courses[0]
    citizen = newest.citizen.merged_into or newest.citizen
    opened = Opened(citizen, newest, Purpose.CARE if newest.is_followed else Purpose.DOOR)  # type: ignore[attr-defined]
    agreement = in_force(newest)
    knowing = [card for card in list_cards(citizen) if card.knows]
    page = CitizenPage(
        opened=opened,
        open_door=_open_door(opened),
        notices=[
            Notice(NOTICES[each.kind], each.words.rstrip("."), each.review_on)
            for each in notices_of_kept({citizen.pk}, today)[citizen.pk]
        ],
        next=_next(newest),
        rhythm=_rhythm(courses, agreement, today),
        own_words=_own_words(newest, agreement),
        ribbon=ribbon_of(newest, PhaseInterval.objects.standing().filter(case=newest), today),
        clock=_clock(newest, today),
        doors=_doors(newest),
        earlier=courses[1:],
        followers=_followers(citizen),
        may=_may(reach, citizen.municipality_id),
        n_sharing=len(knowing),
        n_ending=sum(card.ends_soon for card in knowing),
    )
    log_read(reach, opened, "citizen.read", "coded,free_text")
    return page


def _courses(reach: Reach, code: str) -> CaseQuerySet:
    """Those of one within reach, the newest first, with the reader's own relation: none for anybody else."""
    within = Citizen.objects.visible_to(reach).filter(code=code)
    found = with_facts(Case.objects.filter(Q(citizen__in=within) | Q(citizen__merged_into__in=within)))
    follows = Assignment.objects.of(OuterRef("root")).filter(user=reach.user_id, ended_at=None)
    door = DoorOpening.objects.filter(
        citizen=OuterRef("root"), user=reach.user_id, closed_at=None, closes_at__gt=timezone.now()
    )
    found = found.annotate(root=ROOT).annotate(
        is_followed=Exists(follows), door_until=Subquery(door.order_by("-closes_at").values("closes_at")[:1])
    )
    return found.select_related("ending", "citizen__merged_into").order_by("-found_on", "-pk")


def _open_door(opened: Opened) -> OpenDoor | None:
    until = opened.case.door_until  # type: ignore[attr-defined]
    if until is None or opened.purpose is Purpose.CARE:
        return None
    return OpenDoor(opened.code, minutes_left(until, timezone.now()), until)


def _followers(citizen: Citizen) -> list[Follower]:
    """Once each, also where somebody followed both of two records that were merged."""
    following = Assignment.objects.in_force().of(citizen).select_related("user").order_by("-began_at")
    earliest = {each.user_id: Follower(each.user.name, each.began_at) for each in following}
    return sorted(earliest.values(), key=lambda each: each.since)


def _next(case) -> Next | None:  # type: ignore[no-untyped-def]  # a Case with its facts
    if case.next_at is None:
        return None
    return Next(case.next_at, PLACES[case.next_place], case.next_area or "", case.next_for)


def _rhythm(courses, agreement: ContactAgreement | None, today: date) -> Rhythm:  # type: ignore[no-untyped-def]
    """Seen in whichever course: somebody who is back was still seen when they were."""
    met = max((case.met_at for case in courses if case.met_at), default=None)
    tried = max((case.tried_at for case in courses if case.tried_at), default=None)
    until = not_now_until(agreement)
    return Rhythm(
        met_days=days_since(_day(met), today),
        tried_days=days_since(_day(tried), today) if tried and (met is None or tried > met) else None,
        every_days=agreement.every_days if agreement else None,
        way=WAYS.get(agreement.way, "") if agreement else "",
        place=PLACES.get(agreement.place, "") if agreement else "",
        safe_contact=agreement.safe_contact if agreement else "",
        not_now_until=until,
        until_they_say=until == UNTIL_THEY_SAY,
    )


def _own_words(case, agreement: ContactAgreement | None) -> OwnWords | None:  # type: ignore[no-untyped-def]
    """What the citizen said last: in the plan that is in force, or about being in touch."""
    said = [OwnWords(_short(case.hopes), case.plan_on)] if case.hopes else []
    if agreement and agreement.own_words:
        said.append(OwnWords(_short(agreement.own_words), timezone.localdate(agreement.made_at)))
    return max(said, key=lambda each: each.on, default=None)


def _clock(case, today: date) -> Clock | None:  # type: ignore[no-untyped-def]
    if case.asked_on is None:
        return None
    return Clock(case.asked_on, due_day(case.asked_on), days_left(case.asked_on, today), case.doctor_offered_on)


def _doors(case) -> Doors:  # type: ignore[no-untyped-def]
    return Doors(
        plan_on=case.plan_on, plan_review_on=case.plan_review_on, has_draft=case.has_draft,
        deadline_on=case.deadline_on, transition=TARGETS.get(case.target or "", ""), pause_until=case.pause_until,
        story_on=case.story_on, has_story=case.has_story, has_channel=case.has_channel,
        role_until_on=case.role_until_on, meeting_at=case.meeting_at, board_on=case.board_on,
    )  # fmt: skip


def _may(reach: Reach, town: int) -> May:
    return May(
        write=town in reach.towns(Permission.CASE_WRITE),
        read_identity=town in reach.towns(Permission.IDENTITY_READ),
        edit_identity=town in reach.towns(Permission.IDENTITY_EDIT),
        read_log=town in reach.towns(Permission.CITIZEN_LOG_READ),
        give_link=town in reach.towns(Permission.LINK_GIVE),
    )


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _short(words: str) -> str:
    """The first line, whole words only."""
    line = words.strip().splitlines()[0]
    return line if len(line) <= LONGEST_SENTENCE else line[:LONGEST_SENTENCE].rsplit(" ", 1)[0] + " …"
