"""Who may what, as a table: every address, who gets in, by which methods, and how near the thing must be to them.

It is written by hand and read by people: the page »Hvem må hvad« is made from it, and a test walks the resolver and
tries every role, address, relation and method against it. An address that is not here fails the build.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from fremskudt.access.roles import Role

T, L, E = Role.THERAPIST, Role.PROJECT_LEADER, Role.EVALUATOR
A, D = Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER
EVERYONE = frozenset(Role)
AGREES = [Role.PARTNER, Role.PARTNER_CONTACT, Role.PROFESSIONAL, Role.PEER]
JOINING = [T, L, *AGREES]
WITH_TASKS = frozenset({T, L, Role.PARTNER, Role.PARTNER_CONTACT, Role.PROFESSIONAL, Role.PEER})


class Near(StrEnum):
    """How near somebody must be to what an address shows. Farther away, it does not exist."""

    SITE = "site"  # the page names no one thing; what it lists is within reach
    SELF = "self"
    FOLLOWED = "followed"
    IN_SIGHT = "in_sight"
    TOWN = "town"
    STUDY = "study"
    OWNED = "owned"
    AGREED = "agreed"
    SEATED = "seated"
    HOUSE = "house"
    LINK = "link"
    PUBLIC = "public"


NEAR_NAMES = {
    Near.SITE: _("det, der hører til ens egen kommune eller institut"),
    Near.SELF: _("én selv"),
    Near.FOLLOWED: _("borgere, man selv følger eller har åbnet en lukket dør til"),
    Near.IN_SIGHT: _("borgere, man selv følger; for ledere alle i egen kommune"),
    Near.TOWN: _("egen kommune"),
    Near.STUDY: _("undersøgelser, ens kommune eller institut er med i"),
    Near.OWNED: _("undersøgelser, ens institut ejer"),
    Near.AGREED: _("borgere, der har sagt ja til ens hus, og kun det, de har sagt ja til"),
    Near.SEATED: _("møder, man selv holder eller har en plads ved"),
    Near.HOUSE: _("sit eget hus; for ledere alle huse i egen kommune"),
    Near.LINK: _("borgeren selv, med sit personlige link"),
    Near.PUBLIC: _("alle; siden viser intet om nogen"),
}


class Row(NamedTuple):
    methods: tuple[str, ...]
    roles: frozenset[Role]  # empty for what is public or opened by a link
    near: Near


def row(methods: str, roles: Iterable[Role], near: Near) -> Row:
    return Row(tuple(methods.split()), frozenset(roles), near)


TABLE: dict[str, Row] = {
    # everybody
    "home": row("GET", EVERYONE, Near.SITE),
    "ui:accessibility": row("GET", [], Near.PUBLIC),
    "ui:set_language": row("POST", [], Near.PUBLIC),
    "ui:style_sheet": row("GET", [], Near.PUBLIC),
    # logging in, and what comes by a secret link
    "access:login": row("GET POST", [], Near.PUBLIC),
    "account_login": row("GET POST", [], Near.PUBLIC),
    "mfa_authenticate": row("GET POST", [], Near.PUBLIC),
    "mfa_login_webauthn": row("GET POST", [], Near.PUBLIC),
    "account_inactive": row("GET", [], Near.PUBLIC),
    "openid_connect_login": row("POST", [], Near.PUBLIC),
    "openid_connect_callback": row("GET", [], Near.PUBLIC),
    "access:logout": row("POST", [], Near.PUBLIC),
    "account_logout": row("POST", [], Near.PUBLIC),
    "account_reset_password": row("GET POST", [], Near.PUBLIC),
    "account_reset_password_done": row("GET", [], Near.PUBLIC),
    "account_reset_password_from_key": row("GET POST", [], Near.PUBLIC),
    "account_reset_password_from_key_done": row("GET", [], Near.PUBLIC),
    "access:invitation": row("GET POST", [], Near.PUBLIC),
    "access:link_request": row("GET POST", [], Near.PUBLIC),
    "access:link_open": row("GET POST", [], Near.PUBLIC),
    # one's own login
    "access:strengthen": row("GET", EVERYONE, Near.SELF),
    "access:profile": row("GET POST", EVERYONE, Near.SELF),
    "access:sessions": row("GET POST", EVERYONE, Near.SELF),
    "access:lock": row("GET POST", EVERYONE, Near.SELF),
    "access:lock_now": row("POST", EVERYONE, Near.SELF),
    "access:lock_in_use": row("POST", EVERYONE, Near.SELF),
    "account_reauthenticate": row("GET POST", EVERYONE, Near.SELF),
    "mfa_reauthenticate": row("GET POST", EVERYONE, Near.SELF),
    "mfa_reauthenticate_webauthn": row("GET POST", EVERYONE, Near.SELF),
    "mfa_index": row("GET", EVERYONE, Near.SELF),
    "mfa_activate_totp": row("GET POST", EVERYONE, Near.SELF),
    "mfa_deactivate_totp": row("GET POST", EVERYONE, Near.SELF),
    "mfa_list_webauthn": row("GET", EVERYONE, Near.SELF),
    "mfa_add_webauthn": row("GET POST", EVERYONE, Near.SELF),
    "mfa_edit_webauthn": row("GET POST", EVERYONE, Near.SELF),
    "mfa_remove_webauthn": row("GET POST", EVERYONE, Near.SELF),
    "mfa_view_recovery_codes": row("GET", EVERYONE, Near.SELF),
    "mfa_generate_recovery_codes": row("GET POST", EVERYONE, Near.SELF),
    "account_change_password": row("GET POST", EVERYONE, Near.SELF),
    # the field work
    "casework:caseload": row("GET", [T, L], Near.SITE),
    "casework:citizen_new": row("GET POST", [T, L], Near.SITE),
    "casework:search": row("POST", [T], Near.SITE),
    "casework:citizen": row("GET", [T, L], Near.FOLLOWED),
    "casework:identity": row("POST", [T], Near.FOLLOWED),
    "casework:identity_edit": row("GET POST", [T], Near.FOLLOWED),
    "casework:distribution": row("GET", [L], Near.SITE),
    "casework:assign": row("GET POST", [L], Near.TOWN),
    "casework:door": row("GET POST", [T], Near.SITE),
    "casework:door_close": row("POST", [T], Near.FOLLOWED),
    "casework:doors_opened": row("GET POST", [L, D], Near.SITE),
    "casework:barrings": row("GET", [L, D], Near.SITE),
    "casework:barring_new": row("GET POST", [L, D], Near.SITE),
    "casework:barring_lift": row("GET POST", [L, D], Near.TOWN),
    "casework:citizen_log": row("GET", [T], Near.FOLLOWED),
    "casework:citizen_log_print": row("GET", [T], Near.FOLLOWED),
    "casework:link_give": row("GET POST", [T], Near.FOLLOWED),
    "casework:link_enter": row("GET POST", [], Near.PUBLIC),
    "casework:own_log": row("GET", [], Near.LINK),
    "casework:leave": row("GET", [], Near.PUBLIC),
    # the course and its page
    "casework:case_start": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:channel": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:contact_agreement": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:call": row("GET POST", [T], Near.FOLLOWED),
    "casework:phases": row("GET", [T, L], Near.FOLLOWED),
    "casework:phase_new": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:phase_edit": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:timeline": row("GET", [T, L], Near.FOLLOWED),
    "casework:treatment_request": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:treatment_request_close": row("GET POST", [T, L], Near.FOLLOWED),
    # today, contacts, urgent requests
    "casework:today": row("GET", [T, L], Near.SITE),
    "casework:contact_log": row("GET", [T, L], Near.SITE),
    "casework:contact_met": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:contact_tried": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:contact": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:contact_undo": row("POST", [T, L], Near.FOLLOWED),
    "casework:contact_correct": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:small_step": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:urgent_new": row("GET POST", [T, L], Near.SITE),
    "casework:urgent_take": row("POST", [T, L], Near.TOWN),
    "casework:urgent_close": row("POST", [T, L], Near.TOWN),
    "casework:duty": row("GET POST", [T, L], Near.SITE),
    # plan, story, my sheet
    "casework:plan": row("GET", [T, L], Near.FOLLOWED),
    "casework:plan_edit": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:plan_in_force": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:plan_version": row("GET", [T, L], Near.FOLLOWED),
    "casework:plan_print": row("GET", [T, L], Near.FOLLOWED),
    "casework:goal_note": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:goal_note_undo": row("POST", [T, L], Near.FOLLOWED),
    "casework:story": row("GET", [T, L], Near.FOLLOWED),
    "casework:story_edit": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:story_approve": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:story_print": row("GET", [T, L], Near.FOLLOWED),
    "casework:own_sheet": row("GET", [T, L], Near.FOLLOWED),
    # letters, pick-ups, appointments
    "casework:papers": row("GET", [T, L], Near.FOLLOWED),
    "casework:letter_new": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:letter": row("GET", [T, L], Near.FOLLOWED),
    "casework:letter_picture": row("GET", [T], Near.FOLLOWED),
    "casework:letter_done": row("POST", [T, L], Near.FOLLOWED),
    "casework:letter_remove": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:pick_up_new": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:pick_up_mark": row("POST", [T, L], Near.FOLLOWED),
    "casework:pick_up_end": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:appointment_new": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:appointment": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:appointment_move": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:missed_seen": row("POST", [T, L], Near.FOLLOWED),
    # safety, visits, tours, team
    "casework:safety": row("GET", [T, L], Near.FOLLOWED),
    "casework:safety_new": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:safety_review": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:safety_remove": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:visit_start": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:visit": row("GET POST", [T, L], Near.SITE),
    "casework:visit_end": row("POST", [T, L], Near.SITE),
    "casework:visit_more": row("POST", [T, L], Near.SITE),
    "casework:visit_undo": row("POST", [T, L], Near.SITE),
    "casework:visit_home": row("POST", [T, L], Near.TOWN),
    "casework:team": row("GET", [T, L], Near.SITE),
    "casework:incident_new": row("GET POST", [T, L, Role.PEER], Near.SITE),
    "casework:incidents": row("GET POST", [L], Near.SITE),
    "casework:incident_export": row("GET POST", [L], Near.SITE),
    "casework:tours": row("GET", [T, L], Near.SITE),
    "casework:tour_new": row("GET POST", [T, L], Near.SITE),
    "casework:tour": row("GET POST", [T, L], Near.TOWN),
    "casework:tour_visit": row("GET POST", [T, L], Near.FOLLOWED),
    # transition, pause, farewell, return
    "casework:transition": row("GET", [T, L], Near.FOLLOWED),
    "casework:transition_new": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:step_new": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:step_done": row("POST", [T, L], Near.FOLLOWED),
    "casework:readiness": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:handover": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:handover_accept": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:handover_rhythm": row("POST", [T, L], Near.FOLLOWED),
    "casework:pause": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:pause_look": row("POST", [T, L], Near.FOLLOWED),
    "casework:pause_end": row("POST", [T, L], Near.FOLLOWED),
    "casework:pause_undo": row("POST", [T, L], Near.FOLLOWED),
    "casework:farewell": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:farewell_undo": row("POST", [T, L], Near.FOLLOWED),
    "casework:come_again": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:come_back_card": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:follow_up": row("GET POST", [T, L], Near.FOLLOWED),
    # the list, duplicates, participants
    "casework:duplicates": row("GET POST", [T, L], Near.SITE),
    "casework:merge": row("GET POST", [T, L], Near.IN_SIGHT),
    "casework:not_same": row("POST", [T, L], Near.IN_SIGHT),
    "casework:merge_undo": row("GET POST", [T, L], Near.IN_SIGHT),
    "casework:participants": row("GET", [L], Near.SITE),
    "casework:participants_export": row("GET POST", [L], Near.SITE),
    # overview, hours, steering
    "casework:overview": row("GET", [L], Near.SITE),
    "casework:overview_list": row("GET", [L], Near.SITE),
    "casework:numbers": row("GET", [T, L], Near.SITE),
    "casework:numbers_file": row("GET", [T, L], Near.SITE),
    "casework:hours_new": row("GET POST", [T, L], Near.SITE),
    "casework:hours_remove": row("POST", [T, L], Near.TOWN),
    "casework:steering": row("GET", [L, Role.STEERING_GROUP], Near.SITE),
    # who may know what
    "casework:consent": row("GET", [T, L], Near.FOLLOWED),
    "casework:consent_ask": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:consent_preview": row("POST", [T, L], Near.FOLLOWED),
    "casework:consent_print": row("GET", [T, L], Near.FOLLOWED),
    "casework:consent_stop_all": row("POST", [T, L], Near.FOLLOWED),
    "casework:consent_again": row("GET", [T, L], Near.FOLLOWED),
    "casework:consent_withdraw": row("POST", [T, L], Near.FOLLOWED),
    "casework:consent_see": row("GET", [T, L], Near.FOLLOWED),
    "casework:consents_check": row("GET", [D], Near.SITE),
    # the citizen's own page of it, and taking part in a study
    "casework:own_consents": row("GET", [], Near.LINK),
    "casework:own_consents_print": row("GET", [], Near.LINK),
    "casework:own_stop_all": row("POST", [], Near.LINK),
    "casework:own_consent_stop": row("POST", [], Near.LINK),
    "casework:own_answer": row("POST", [], Near.LINK),
    "casework:own_summary": row("GET", [], Near.LINK),
    "surveys:taking_part": row("GET POST", [T, L], Near.FOLLOWED),
    # what is agreed with a partner
    "casework:agreed": row("GET", AGREES, Near.SITE),
    "casework:agreed_search": row("POST", AGREES, Near.SITE),
    "casework:agreed_next": row("GET", AGREES, Near.SITE),
    "casework:agreed_file": row("GET POST", [Role.PARTNER_CONTACT, Role.PROFESSIONAL], Near.SITE),
    "casework:agreed_one": row("GET", AGREES, Near.AGREED),
    "casework:agreed_print": row("GET", AGREES, Near.AGREED),
    "casework:agreed_seen": row("POST", AGREES, Near.AGREED),
    # short meetings
    "casework:meeting": row("GET", WITH_TASKS, Near.SEATED),
    "casework:meeting_begin": row("POST", [T, L], Near.SEATED),
    "casework:meeting_line": row("POST", WITH_TASKS, Near.SEATED),
    "casework:meeting_line_undo": row("POST", WITH_TASKS, Near.SEATED),
    "casework:meeting_task": row("POST", [T, L], Near.SEATED),
    "casework:meeting_next": row("POST", [T, L], Near.SEATED),
    "casework:meeting_end": row("POST", [T, L], Near.SEATED),
    "casework:meeting_summary": row("GET POST", [T, L], Near.SEATED),
    "casework:meeting_summary_print": row("GET", [T, L], Near.SEATED),
    "casework:agenda": row("GET POST", [L], Near.SITE),
    # network meetings, seats, calendar, cadence
    "casework:meetings": row("GET", JOINING, Near.SITE),
    "casework:meeting_new": row("GET POST", [T, L], Near.SITE),
    "casework:meetings_calendar": row("GET", JOINING, Near.SITE),
    "casework:cadence_with": row("GET POST", [T, L], Near.TOWN),
    "casework:network": row("GET POST", JOINING, Near.SEATED),
    "casework:meeting_people": row("GET POST", [T, L], Near.SEATED),
    "casework:meeting_change": row("GET POST", [T, L], Near.SEATED),
    "casework:meeting_tell": row("GET POST", [T, L], Near.SEATED),
    "casework:meeting_answer": row("POST", JOINING, Near.SEATED),
    "casework:meeting_cancel": row("GET POST", [T, L], Near.SEATED),
    "casework:meeting_calendar": row("GET", JOINING, Near.SEATED),
    "casework:network_new": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:cadence": row("GET POST", [T, L], Near.FOLLOWED),
    # tasks and the board
    "casework:tasks": row("GET", WITH_TASKS, Near.SITE),
    "casework:task_own": row("GET POST", WITH_TASKS, Near.SITE),
    "casework:task_done": row("POST", WITH_TASKS, Near.SITE),
    "casework:task_undo": row("POST", WITH_TASKS, Near.SITE),
    "casework:task_hand_on": row("GET POST", WITH_TASKS, Near.SITE),
    "casework:tasks_file": row("GET POST", WITH_TASKS, Near.SITE),
    "casework:task_new": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:board": row("GET", [T, L], Near.SITE),
    "casework:board_walk": row("GET POST", [T, L], Near.SITE),
    "casework:board_add": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:board_off": row("POST", [T, L], Near.FOLLOWED),
    # role cards
    "casework:roles": row("GET", [T, L], Near.FOLLOWED),
    "casework:role_new": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:role_again": row("GET POST", [T, L], Near.FOLLOWED),
    "casework:role_end": row("GET POST", [T, L], Near.FOLLOWED),
    # sparring
    "partnership:sparrings": row("GET", WITH_TASKS, Near.SITE),
    "partnership:sparring_own": row("POST", WITH_TASKS, Near.SITE),
    "partnership:sparring_ask": row("GET POST", WITH_TASKS, Near.SITE),
    "partnership:sparring_new": row("GET POST", [L, Role.PARTNER_CONTACT], Near.SITE),
    "partnership:sparring": row("GET", WITH_TASKS, Near.SEATED),
    "partnership:sparring_note": row("POST", WITH_TASKS, Near.SEATED),
    "partnership:sparring_cancel": row("GET POST", [L, Role.PARTNER_CONTACT], Near.SEATED),
    "partnership:sparring_note_remove": row("POST", WITH_TASKS, Near.SITE),
    "partnership:sparring_note_back": row("POST", WITH_TASKS, Near.SITE),
    # the tip (P1, P2, X1)
    # the list of tips (T16)
    # own tips and feedback (P3)
    # the yes, and asking to be rung (T17, C5)
    # not met yet, and words (L6, A4)
    # being seen (L5 materials)
    # agreements, dictionary, proposals (P7, S2)
    # activities, peers, cards (P4, P5, R1-R3)
    # staff forms
    "surveys:staff_forms": row("GET", [T], Near.SITE),
    "surveys:staff_form": row("GET POST", [T], Near.FOLLOWED),
    # house rules and areas
    "partnership:house_rules": row("GET", [T, L], Near.SITE),
    "partnership:house_rules_of": row("GET POST", [T, L], Near.TOWN),
    "access:areas": row("GET POST", [A], Near.SITE),
    "access:area": row("GET POST", [A], Near.TOWN),
    # the house
    "access:people": row("GET", [A], Near.SITE),
    "access:person": row("GET POST", [A], Near.TOWN),
    "access:person_role": row("GET POST", [A], Near.TOWN),
    "access:invite": row("GET POST", [A], Near.SITE),
    "access:invite_sent": row("GET", [A], Near.SITE),
    "access:invitation_revoke": row("POST", [A], Near.TOWN),
    "access:organisations": row("GET", [A], Near.SITE),
    "access:organisation_new": row("GET POST", [A], Near.SITE),
    "access:organisation": row("GET POST", [A], Near.TOWN),
    "access:municipality": row("GET POST", [A], Near.SITE),
    "access:municipality_undo": row("POST", [A], Near.SITE),
    "access:log_check": row("GET POST", [L, D], Near.SITE),
    "access:log_check_month": row("GET", [L, D], Near.TOWN),
    "access:log_check_line": row("POST", [L, D], Near.TOWN),
    "access:log_check_sign": row("POST", [L, D], Near.TOWN),
    "access:log": row("GET POST", [D], Near.SITE),
    "access:log_export": row("POST", [D], Near.SITE),
    "access:record": row("GET", [A, D], Near.SITE),
    "access:record_file": row("GET", [A, D], Near.SITE),
    "access:who_may_what": row("GET", [A, D], Near.SITE),
    "access:data_policy": row("GET", [A, D], Near.SITE),
    # the measurement
    "surveys:instrument_list": row("GET", [L, E], Near.SITE),
    "surveys:instrument": row("GET", [L, E], Near.SITE),
    "surveys:wave_list": row("GET", [L, E], Near.STUDY),
    "surveys:delivery_list": row("GET", [L, E], Near.STUDY),
    "surveys:delivery_new": row("GET POST", [L, E], Near.STUDY),
    "surveys:computed_list": row("GET POST", [L], Near.STUDY),
    "surveys:delivery_confirm": row("GET POST", [L, E], Near.STUDY),
    "surveys:delivery_template": row("GET", [L, E], Near.STUDY),
    "surveys:delivery": row("GET", [L, E], Near.STUDY),
    "evaluation:study_list": row("GET", [L, E], Near.SITE),
    "evaluation:study": row("GET", [L, E], Near.STUDY),
    "evaluation:analyse": row("POST", [E], Near.OWNED),
    "evaluation:gallery": row("GET", [E], Near.OWNED),
    "evaluation:picture": row("GET", [E], Near.OWNED),
    "evaluation:figure": row("GET", [E], Near.OWNED),
    "evaluation:table_csv": row("GET", [E], Near.OWNED),
    "evaluation:extract": row("GET", [E], Near.OWNED),
    "evaluation:extract_data": row("GET", [E], Near.OWNED),
    "evaluation:plan": row("GET", [E], Near.OWNED),
    "evaluation:plan_file": row("GET", [E], Near.OWNED),
    "evaluation:reproduction": row("GET", [E], Near.OWNED),
    "evaluation:report": row("GET", [E], Near.OWNED),
    "evaluation:report_file": row("GET", [E], Near.OWNED),
}
