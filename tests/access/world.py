"""One thing of every kind that an address can name, near and far, for the tests that try all addresses.

`places(world)[url name]` gives, for each relation, the address's arguments: `own` is near, the others are beyond reach
(but a `colleague's` is near to a leader where the table says so).
"""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product
from typing import Any
from uuid import UUID

from django.conf import settings
from django.test import Client
from django.utils import timezone

from fremskudt.access import links
from fremskudt.access.models import Invitation, LogCheck, LogCheckLine, OpenSession, PersonalLink, User
from fremskudt.access.roles import Role
from fremskudt.access.strength import Strength
from fremskudt.casework.models import Assignment, Barring, Citizen, DoorOpening
from fremskudt.surveys.models import Delivery, Study
from tests.access.activity_pages import activity_pages
from tests.access.agreed_pages import agreed_pages
from tests.access.agreement_pages import agreement_pages
from tests.access.asking_pages import asking_pages
from tests.access.call_pages import call_pages
from tests.access.consent_pages import consent_pages
from tests.access.course import course_pages
from tests.access.library_pages import library_pages
from tests.access.meeting_pages import meeting_pages
from tests.access.papers import papers_of
from tests.access.peer_pages import peer_pages
from tests.access.people_to_merge import merge_pages
from tests.access.role_pages import role_pages
from tests.access.round_pages import round_pages
from tests.access.safety_pages import safety_pages
from tests.access.seat_pages import seat_pages
from tests.access.sheet_pages import sheet_pages
from tests.access.sparring_pages import sparring_pages
from tests.access.study_pages import study_pages
from tests.access.tip_pages import tip_pages
from tests.access.tips_pages import tips_pages
from tests.access.visibility_pages import visibility_pages
from tests.casework import contact_field
from tests.casework.field import citizen
from tests.casework.hours_field import hours_near_and_far
from tests.cast import Cast, enter

Arguments = dict[str, Any]
TOKEN = "en-nøgle-til-prøver-der-er-lang-nok-0123456789"


@dataclass(frozen=True)
class World:
    people: Cast
    followed: Citizen
    colleagues: Citizen
    barred: Citizen
    elsewhere: Citizen
    barring: Barring
    barring_elsewhere: Barring
    invitation: Invitation
    invitation_elsewhere: Invitation
    check: LogCheckLine
    check_elsewhere: LogCheckLine
    sessions: dict[tuple[Role, Strength], str]  # where each role is logged in, by how strongly
    slug: str  # a study of the institute and four municipalities
    slug_elsewhere: str
    delivery: Delivery
    known: dict[str, dict[str, Arguments]] = field(default_factory=dict)  # the places, looked up once

    def user(self, role: Role) -> User:
        """Who plays the role near the world's things."""
        names = {
            Role.PROJECT_LEADER: "leader",
            Role.STEERING_GROUP: "steering",
            Role.DATA_PROTECTION_OFFICER: "dpo",
        }
        return getattr(self.people, names.get(role, role.value))  # type: ignore[no-any-return]


def build(people: Cast, study: Study, study_elsewhere: Study) -> World:
    now = timezone.now()
    followed = citizen(people, "Kanel", "FFFF1111", followed_by=people.therapist)
    Assignment.objects.create(citizen=followed, user=people.leader, began_at=now, by=people.leader)
    colleagues = citizen(people, "Havre", "CCCC2222", followed_by=people.colleague)
    barred = citizen(people, "Fyr", "BBBB3333", followed_by=people.therapist)
    elsewhere = citizen(people, "Timian", "EEEE4444", "Vejle", followed_by=people.therapist_elsewhere)
    for user in (people.therapist, people.leader):
        bar(barred, user, people.dpo)
    DoorOpening.objects.create(
        citizen=followed, user=people.therapist, reason="danger", words="Der er fare", opened_at=now,
        closes_at=now + timedelta(minutes=60),
    )  # fmt: skip
    PersonalLink.objects.create(
        token_hash=links.token_hash(TOKEN), subject=followed.key, purpose="own_papers", made_at=now,
        made_by=people.therapist, expires_at=now + timedelta(days=30),
    )  # fmt: skip
    return World(
        people=people, followed=followed, colleagues=colleagues, barred=barred, elsewhere=elsewhere,
        barring=bar(colleagues, people.peer, people.second_leader),
        barring_elsewhere=bar(elsewhere, people.outsider, people.leader_elsewhere),
        invitation=invite(people, people.centre), invitation_elsewhere=invite(people, people.centre_elsewhere),
        check=check(people.municipalities["Randers"], people.second_leader),
        check_elsewhere=check(people.municipalities["Vejle"], people.leader_elsewhere),
        sessions={}, slug=study.slug, slug_elsewhere=study_elsewhere.slug,
        delivery=Delivery.objects.create(
            study=study, kind="progression", name="egen.csv", sha256="0" * 64, n_rows=1, n_new=1, n_unchanged=0,
            n_repeated=0, by=people.leader,
        ),
    )  # fmt: skip


def log_everybody_in(world: World) -> None:
    """A session for each role and strength, so that a test of many requests need not log in for each.

    They count as used just now for the whole day: the tests may take longer than a screen takes to lock.
    """
    for role, strength in product(Role, Strength):
        client = enter(Client(), world.user(role), strength)
        world.sessions[role, strength] = client.cookies[settings.SESSION_COOKIE_NAME].value
    OpenSession.objects.update(seen_at=timezone.now() + timedelta(days=1))


def bar(who: Citizen, user: User, by: User) -> Barring:
    now = timezone.now()
    return Barring.objects.create(
        citizen=who, user=user, reason="Borgeren bad om det", set_at=now, set_by=by, review_on=now.date()
    )


def invite(people: Cast, organisation: Any) -> Invitation:
    now = timezone.now()
    return Invitation.objects.create(
        token_hash=links.token_hash(f"{organisation.pk}{TOKEN}"), email="ny@example.org", name="Ny",
        organisation=organisation, role=Role.THERAPIST, invited_by=people.administrator, invited_at=now,
        expires_at=now + timedelta(days=7),
    )  # fmt: skip


def check(municipality: Any, by: User) -> LogCheckLine:
    made = LogCheck.objects.create(
        municipality=municipality, month="2026-01-01", drawn_at=timezone.now(), drawn_by=by, n_reads=1
    )
    return LogCheckLine.objects.create(check_of=made, event_number=1)


def places(world: World) -> dict[str, dict[str, Arguments]]:
    """Url name → relation → arguments. Addresses that name nothing are not here."""
    if not world.known:
        world.known.update(find_places(world))
    return world.known


def find_places(world: World) -> dict[str, dict[str, Arguments]]:
    """The same, with a row made for what is not there yet."""
    citizens = {
        "own": {"code": world.followed.code},
        "colleague's": {"code": world.colleagues.code},
        "barred": {"code": world.barred.code},
        "elsewhere": {"code": world.elsewhere.code},
        "missing": {"code": "ZZZZ9999"},
    }
    in_town = {relation: citizens[relation] for relation in ("own", "barred", "elsewhere", "missing")}
    of_citizen = ["citizen", "identity", "identity_edit", "door_close", "citizen_log", "citizen_log_print", "link_give"]
    studies = {
        "own": {"slug": world.slug},
        "elsewhere": {"slug": world.slug_elsewhere},
        "missing": {"slug": "findes-ikke"},
    }
    people = world.people
    return {
        **{f"casework:{name}": citizens for name in of_citizen},
        # the course and its page
        **course_pages(world.followed, world.people.therapist, citizens),
        # today, contacts, urgent requests
        **{f"casework:{name}": citizens for name in ("contact_met", "contact_tried", "small_step")},
        **contact_field.addresses(world.followed, citizens, people.therapist),
        **{
            f"casework:{name}": numbered(contact_field.asked(world.followed), contact_field.asked(world.elsewhere))
            for name in ("urgent_take", "urgent_close")
        },
        # plan, story, my sheet
        **{f"casework:{name}": citizens for name in PLAN_PAGES},
        "casework:plan_version": {key: {**one, "pk": 987654321} for key, one in citizens.items()},
        **{
            f"casework:{name}": {key: {**one, "thread": UUID(int=4)} for key, one in citizens.items()}
            for name in ("goal_note", "goal_note_undo")
        },
        # letters, pick-ups, appointments
        **{f"casework:{name}": citizens for name in ["papers", "letter_new", "pick_up_new", "appointment_new"]},
        **papers_of(world),
        # safety, visits, tours, team
        **safety_pages(world.people, world.followed, citizens),
        # transition, pause, farewell, return
        **{f"casework:{name}": citizens for name in FAREWELL},
        # the list, duplicates, participants
        **merge_pages(world, citizens),
        # overview, hours, steering
        "casework:overview_list": {"own": {"kind": "rytme"}, "missing": {"kind": "findes-ikke"}},
        "casework:hours_remove": numbered(*hours_near_and_far(people)),
        # who may know what
        **consent_pages(world.people, world.followed, citizens),
        # the citizen's own page of it, and taking part in a study
        **{
            f"casework:{name}": {"own": {"pk": 987654321}} for name in ("own_consent_stop", "own_answer", "own_summary")
        },
        "surveys:taking_part": citizens,
        # what is agreed with a partner
        **agreed_pages(world.people, world.followed, citizens),
        # short meetings
        **meeting_pages(world.people, world.followed, world.elsewhere),
        # network meetings, seats, calendar, cadence
        **seat_pages(world, citizens),
        # tasks and the board
        **{f"casework:{name}": citizens for name in ("task_new", "board_add", "board_off")},
        # role cards
        **role_pages(world.people, world.followed, citizens),
        # sparring
        **sparring_pages(world.people),
        # the tip (P1, P2, X1)
        **tip_pages(world.people),
        # the list of tips (T16)
        **tips_pages(world.people),
        # own tips and feedback (P3)
        # the yes, and asking to be rung (T17, C5)
        **call_pages(world.people),
        # not met yet, and words (L6, A4)
        # being seen (L5 materials)
        **visibility_pages(world.people),
        # agreements, dictionary, proposals (P7, S2)
        **agreement_pages(world.people),
        # activities, peers, cards (P4, P5, R1-R3)
        **activity_pages(world.people, world.followed, citizens),
        **peer_pages(world.people, citizens),
        # staff forms
        "surveys:staff_form": {relation: {**code, "slug": "running"} for relation, code in citizens.items()},
        # house rules and areas
        "casework:assign": in_town,
        "casework:barring_lift": numbered(world.barring, world.barring_elsewhere),
        "casework:link_enter": {"own": {"token": TOKEN}},
        "surveys:answer_enter": {"own": {"token": TOKEN}},
        "access:person": numbered(people.colleague, people.therapist_elsewhere),
        "access:person_role": numbered(people.colleague, people.therapist_elsewhere),
        "access:organisation": numbered(people.drop_in, people.centre_elsewhere),
        "access:invitation_revoke": numbered(world.invitation, world.invitation_elsewhere),
        "access:invitation": {"own": {"token": "ukendt"}},
        "access:link_open": {"own": {"token": "ukendt"}},
        "account_reset_password_from_key": {"own": {"uidb36": "1", "key": "ukendt"}},
        **{name: {"own": {"pk": 987654321}} for name in ("mfa_edit_webauthn", "mfa_remove_webauthn")},
        "access:log_check_line": numbered(world.check, world.check_elsewhere),
        "access:log_check_month": numbered(world.check.check_of, world.check_elsewhere.check_of),
        "access:log_check_sign": numbered(world.check.check_of, world.check_elsewhere.check_of),
        "surveys:instrument": {"own": {"instrument": "progression"}, "missing": {"instrument": "findes-ikke"}},
        **{f"surveys:{name}": studies for name in ("wave_list", "delivery_list", "delivery_new", "computed_list")},
        "surveys:delivery_template": {key: {**slug, "kind": "start"} for key, slug in studies.items()},
        "surveys:delivery": {key: {**slug, "pk": world.delivery.pk} for key, slug in studies.items()},
        "surveys:delivery_confirm": {key: {**slug, "pk": 987654321} for key, slug in studies.items()},
        **{f"evaluation:{name}": studies for name in STUDY_PAGES},
        "evaluation:picture": {
            key: {**slug, "figure_id": "fig-4.15", "size": "bred", "kind": "svg"} for key, slug in studies.items()
        },
        **{
            f"evaluation:{name}": {key: {**slug, "figure_id": "fig-4.15"} for key, slug in studies.items()}
            for name in ("figure", "table_csv")
        },
        # rounds (E)
        **round_pages(people, studies),
        "evaluation:report_file": {key: {**slug, "form": "pdf"} for key, slug in studies.items()},
        **asking_pages(world.people, world.followed, citizens),
        **library_pages(people),
        "casework:message_agreement": citizens,
        **study_pages(studies, in_town),
        **sheet_pages(
            world.people, {"own": world.followed, "colleague's": world.colleagues}, world.elsewhere, citizens
        ),
    }


PLAN_PAGES = [
    "plan", "plan_edit", "plan_in_force", "plan_print", "story", "story_edit", "story_approve", "story_print",
    "own_sheet",
]  # fmt: skip

FAREWELL = [
    "transition", "transition_new", "step_new", "step_done", "readiness", "handover", "handover_accept",
    "handover_rhythm", "pause", "pause_look", "pause_end", "pause_undo", "farewell", "farewell_undo", "come_again",
    "come_back_card", "follow_up",
]  # fmt: skip
STUDY_PAGES = ["study", "analyse", "gallery", "extract", "extract_data", "plan", "plan_file", "reproduction", "report"]


def numbered(own: Any, elsewhere: Any) -> dict[str, Arguments]:
    return {"own": {"pk": own.pk}, "elsewhere": {"pk": elsewhere.pk}, "missing": {"pk": 987654321}}
