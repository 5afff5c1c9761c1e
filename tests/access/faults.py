"""The guards of the product, each with what takes it away and the tests that must then fail."""

from tests.access.fault import Fault
from tests.access.faults_of_asking import OF_ASKING
from tests.access.faults_of_partners import OF_PARTNERS
from tests.access.faults_of_sharing import THE_DOORS_OF_SHARING
from tests.access.faults_of_the_log import THE_LOG_AND_WHAT_IS_SEALED

THE_DOOR_OF_A_PAGE = [
    Fault(
        "a permission is not asked for",
        "access/guard.py", "if not reach.may(permission):", "if False:",
        "tests/access/test_guard.py",
    ),
    Fault(
        "a weak log-in is told that it lacks the role",
        "access/guard.py", "if permission in reach.withheld:", "if False:",
        "tests/casework/test_citizen.py::test_citizen_pages_ask_for_a_strong_log_in",
    ),
    Fault(
        "a worker's session counts as the citizen's",
        "access/guard.py", "link = None if is_ours else open_link(", "link = open_link(",
        "tests/access/test_link_holder.py::test_link_holder_is_nobody_who_is_logged_in",
    ),
    Fault(
        "a view has no rule",
        "casework/views/citizen.py", "@require_POST\n@requires(Permission.IDENTITY_READ)\n", "@require_POST\n",
        "tests/config/test_start.py::test_start_every_view_has_a_rule",
    ),
    Fault(
        "a view asks for a permission that more people have",
        "casework/views/citizen.py", "@require_POST\n@requires(Permission.IDENTITY_READ)\n",
        "@require_POST\n@requires(Permission.CASELOAD_READ)\n",
        "tests/access/test_matrix.py::test_matrix_every_role_relation_and_method[casework:search]",
    ),
    Fault(
        "what is beyond reach is forbidden instead of absent",
        "casework/selectors/citizen_page.py", "    if not courses:\n        raise Http404\n",
        "    if not courses:\n        from django.core.exceptions import PermissionDenied\n\n"
        "        raise PermissionDenied if Citizen.objects.filter(code=code).exists() else Http404\n",
        "tests/access/test_matrix.py::test_matrix_beyond_reach_cannot_be_told_from_not_existing[casework:citizen]",
    ),
    Fault(
        "an order from another site is taken",
        "config/settings.py", '    "django.middleware.csrf.CsrfViewMiddleware",\n', "",
        "tests/access/test_csrf.py::test_csrf_an_order_without_the_token_is_refused[casework:door]",
    ),
    Fault(
        "pages are kept by the browser",
        "ui/middleware.py", 'response.headers.setdefault("Cache-Control", "no-store")', "pass",
        "tests/ui/test_shell.py::test_page_is_not_kept_unless_it_says_so",
    ),
    Fault(
        "scripts in a page are run",
        "config/settings.py", '"script-src": [SELF],', '"script-src": [SELF, "\'unsafe-inline\'"],',
        "tests/ui/test_shell.py::test_headers_are_safe",
    ),
]  # fmt: skip
REACH = [
    Fault(
        "a password alone opens everything",
        "access/reach.py", "return strength is Strength.STRONG or (strength", "return True or (strength",
        "tests/access/test_reach.py::test_reach_depends_on_how_strongly_one_logged_in",
    ),
    Fault(
        "a role in one place opens another's rows",
        "access/reach.py", "return self.towns_of.get(permission, frozenset())",
        "return frozenset().union(*self.towns_of.values())",
        "tests/access/test_reach.py::test_reach_of_two_roles_keeps_each_permission_where_its_role_is",
    ),
    Fault(
        "somebody whose access was closed keeps it",
        "access/reach.py", "if not isinstance(user, User) or not user.is_active:", "if not isinstance(user, User):",
        "tests/access/test_reach.py::test_reach_of_someone_who_was_closed_is_nothing",
    ),
    Fault(
        "every citizen of the town is in the caseload",
        "casework/models/citizen.py", "Assignment.objects.filter(user=reach.user_id, ended_at=None)",
        "Assignment.objects.filter(ended_at=None)",
        "tests/casework/test_caseload.py::test_caseload_shows_ones_own_and_nobody_else",
    ),
    Fault(
        "an assignment in a town where one has no role opens the case",
        "casework/models/citizen.py", "            municipality__in=reach.towns(Permission.CASELOAD_READ),\n", "",
        "tests/casework/test_caseload.py::test_caseload_shows_ones_own_and_nobody_else",
    ),
    Fault(
        "the barred reach whom they are barred from",
        "casework/models/citizen.py", "return self.filter(mine, merged_into=None).not_barred(reach)",
        "return self.filter(mine, merged_into=None)",
        "tests/casework/test_caseload.py::test_caseload_shows_ones_own_and_nobody_else",
    ),
    Fault(
        "an opened door never closes by itself",
        "casework/models/citizen.py", "user=reach.user_id, closes_at__gt=now, closed_at=None",
        "user=reach.user_id, closed_at=None",
        "tests/casework/test_door.py::test_door_is_open_for_sixty_minutes_to_the_second_and_for_one_citizen",
    ),
    Fault(
        "a door is opened from a screen that was left",
        "casework/rules/door.py", " and now - logged_in_at <= within", "",
        "tests/casework/test_door.py::test_door_asks_who_one_is_when_the_log_in_is_five_minutes_old",
    ),
    Fault(
        "a study is seen by everybody",
        "surveys/models/study.py", 'return self.filter(pk__in=self.model.objects.filter(mine).values("pk"))',
        "return self.all()",
        "tests/surveys/test_study.py::test_study_is_visible_to_owner_and_municipalities",
    ),
    Fault(
        "a municipality sees the files of the others",
        "surveys/models/delivery.py",
        "return self.filter(models.Q(study__owner__in=reach.where(Permission.STUDY_READ)) | models.Q(by__in=own))",
        "return self.all()",
        "tests/surveys/test_pages.py::test_leader_sees_own_people_and_deliveries_only",
    ),
    Fault(
        "an institute fetches the extract of another",
        "evaluation/models/extract.py", "return self.filter(study__owner__in=reach.where(Permission.EXTRACT_MAKE))",
        "return self.all()",
        "tests/access/test_evaluators.py::test_evaluators_reach_no_extract_of_another_institute",
    ),
    Fault(
        "a text goes on paper before the citizen has said yes",
        "casework/selectors/story.py", "next((card for card in found if card.approved_on), None)",
        "next(iter(found), None)",
        "tests/casework/test_story.py::test_story_changed_is_a_new_version_that_waits_while_the_old_one_holds",
    ),
    Fault(
        "who is barred from a record reaches it once it is merged with another",
        "casework/models/citizen.py", "lifted_at=None).values(root=ROOT)", 'lifted_at=None).values("citizen")',
        "tests/casework/test_merge.py::test_merge_keeps_the_stricter_rule",
    ),
    Fault(
        "somebody is made past one who looks alike",
        "casework/views/citizen.py", 'if alike or "create" not in request.POST:', 'if "create" not in request.POST:',
        "tests/casework/test_duplicates.py::test_new_is_not_made_past_somebody_who_was_not_shown",
    ),
    Fault(
        "a colleague meets the draft of another",
        "casework/selectors/draft.py", "user=reach.user_id, citizen=contact.case.citizen_id,",
        "citizen=contact.case.citizen_id,",
        "tests/casework/test_contact.py::test_contact_draft_waits_for_its_writer_and_leaks_to_nobody",
    ),
    Fault(
        "the team is told who asks for help, whoever follows them",
        "casework/selectors/today.py", "about = courses.get(line.case or 0) or of_record.get(line.citizen or 0)",
        "about = courses.get(line.case or 0) or of_record.get(line.citizen or 0)\n"
        "    if about is None and line.case:\n"
        "        who = Case.objects.select_related(\"citizen\").get(pk=line.case)\n"
        "        about = Course(who.citizen_id, who.citizen.code, who.citizen.alias, who.found_on)",
        "tests/casework/test_urgent.py::test_urgent_about_a_citizen_names_them_only_to_those_who_follow",
    ),
    Fault(
        "a meeting speaks of somebody whom not everybody there is covered for",
        "casework/selectors/meeting_cover.py",
        "return self.is_followed(citizen, self.chair) and not self.uncovered(citizen)",
        "return self.is_followed(citizen, self.chair)",
        "tests/casework/test_meeting_cover.py::test_one_who_was_not_covered_for_the_whole_room_was_never_named",
    ),
    Fault(
        "the minutes show a line on a topic that the reader has no yes to",
        "casework/selectors/meeting.py", "return line.topic in self.mine", "return True",
        "tests/casework/test_meeting_news.py::test_meeting_news_is_computed_for_the_team_and_less_for_the_others",
    ),
    Fault(
        "a link by mail shows a volunteer words about health",
        "casework/selectors/agreed_reader.py",
        "sees_all = recipient.organisation in reach.where(Permission.SHARED_READ)", "sees_all = True",
        "tests/casework/test_agreed.py::test_agreed_by_a_link_shows_little_and_says_why",
    ),
    Fault(
        "somebody outside who is barred from a citizen is shown what their house was told",
        "casework/selectors/consent.py", ".exclude(root__in=barred)", "",
        "tests/casework/test_agreed.py::test_agreed_barred_reader_meets_nobody",
    ),
]  # fmt: skip
PEOPLE = [
    Fault(
        "an administrator gives themselves a role",
        "access/rules/membership.py",
        "(not administers, NO_LONGER), (to_self, TO_SELF), (not role_exists, NO_SUCH_ROLE), (closed, CLOSED),",
        "(not administers, NO_LONGER), (not role_exists, NO_SUCH_ROLE), (closed, CLOSED),",
        "tests/access/test_people_roles.py::test_people_nobody_gives_themselves_access",
    ),
    Fault(
        "somebody is invited to another municipality",
        "access/selectors/people.py", "return Organisation.objects.within(reach.towns(Permission.PEOPLE_EDIT))",
        "return Organisation.objects.all()",
        "tests/access/test_people.py::test_people_are_not_invited_nor_given_a_role_beyond_reach[centre_elsewhere]",
    ),
    Fault(
        "a barring is lifted by one",
        "casework/rules/barring.py", "by in {asked_by, barred}", "by == barred",
        "tests/casework/test_barring.py::test_barring_is_lifted_by_two_and_never_by_one_in_two_sessions",
    ),
    Fault(
        "a leader judges their own look-ups",
        "access/rules/sample.py", "if actor == judge:", "if False:",
        "tests/access/test_sample.py::test_line_is_judged_by_another_until_the_sample_is_signed",
    ),
    Fault(
        "phase 2 is moved by hand, away from the plan",
        "casework/rules/phase.py", "return Verdict.no(FOLLOWS_PLAN) if is_by_plan else Verdict.yes()",
        "return Verdict.yes()",
        "tests/casework/test_phase.py::test_phase_two_is_not_moved_by_hand",
    ),
    Fault(
        "the fourteen days start anew while they run",
        "casework/rules/treatment_request.py", "return Verdict.no(RUNNING) if is_running else Verdict.yes()",
        "return Verdict.yes()",
        "tests/casework/test_treatment_request.py::test_asking_twice_is_refused_with_the_day_it_runs_from",
    ),
]  # fmt: skip
LOGGING_IN = [
    Fault(
        "a one-time code counts twice",
        "access/login/codes.py", "UsedCode.objects.create(user=user, step=step)", "pass",
        "tests/access/test_login.py::test_login_code_counts_once",
    ),
    Fault(
        "passwords may be guessed for ever",
        "config/settings.py", '"login_failed": "5/5m/key,', '"login_failed": "5000/5m/key,',
        "tests/access/test_login_limits.py::test_limit_after_five_wrong_passwords_says_when_to_try_again",
    ),
    Fault(
        "an invitation is used twice",
        "access/actions/invitation.py", "if not waiting.update(accepted_at=now):",
        "waiting.update(accepted_at=now)\n    if False:",
        "tests/access/test_invitation.py::test_invitation_used_by_two_at_once_is_used_once",
    ),
    Fault(
        "an invitation never runs out",
        "access/selectors/invitation.py", "revoked_at=None, expires_at__gt=timezone.now())", "revoked_at=None)",
        "tests/access/test_invitation.py::test_bad_links_of_every_kind_get_the_same_answer",
    ),
    Fault(
        "a link by mail is used twice",
        "access/actions/sign_in_link.py", "used_at=None, expires_at__gt=now", "expires_at__gt=now",
        "tests/access/test_sign_in_link.py::test_link_is_looked_at_a_hundred_times_and_still_opens",
    ),
    Fault(
        "a link by mail opens on any device",
        "access/actions/sign_in_link.py", "device = link and link.user and find_known(link.user, held)",
        "device = link and link.user and Device.objects.filter(user=link.user, revoked_at=None).first()",
        "tests/access/test_sign_in_link.py::test_bad_links_of_every_kind_get_the_same_answer",
    ),
    Fault(
        "a session that was ended lives on",
        "access/lock.py", "if session is None:\n        logout(request)\n", "if session is None:\n        pass\n",
        "tests/access/test_sessions.py::test_session_that_is_ended_is_dead_at_its_next_request",
    ),
    Fault(
        "whoever is let in again is logged in as before",
        "access/actions/person.py", "    session.end_all(user=user, by=by)\n    record", "    record",
        "tests/access/test_closing.py",
    ),
    Fault(
        "a locked screen shows pages",
        "access/lock.py", "if request.path in open_addresses() else locked(request)", "",
        "tests/access/test_lock.py::test_lock_holds_for_every_address_there_is_or_is_not",
    ),
    Fault(
        "a citizen's link never runs out",
        "access/links.py", "revoked_at=None, expires_at__gt=timezone.now())", "revoked_at=None)",
        "tests/casework/test_link.py::test_link_holds_to_the_second",
    ),
    Fault(
        "a citizen's link opens what it was not given for",
        "access/links.py", "purpose__in=purposes, revoked_at=None", "revoked_at=None",
        "tests/access/test_link_holder.py::test_link_holder_opens_only_what_the_link_was_given_for",
    ),
]  # fmt: skip
FAULTS = (
    THE_DOOR_OF_A_PAGE
    + REACH
    + PEOPLE
    + LOGGING_IN
    + THE_LOG_AND_WHAT_IS_SEALED
    + THE_DOORS_OF_SHARING
    + OF_PARTNERS
    + OF_ASKING
)
