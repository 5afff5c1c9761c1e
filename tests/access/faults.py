"""The guards of the product, each with what takes it away and the tests that must then fail."""

from typing import NamedTuple


class Fault(NamedTuple):
    """`guard` stands exactly once in `file` (below fremskudt/); `tests` are node ids, with blanks between them."""

    what: str
    file: str
    guard: str
    instead: str
    tests: str


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
        "access/guard.py", "link = None if request.user.is_authenticated else open_link(", "link = open_link(",
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
        "sees_all=recipient.organisation in reach.where(Permission.SHARED_READ)", "sees_all=True",
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
        "access/links.py", "purpose=purpose, revoked_at=None", "revoked_at=None",
        "tests/access/test_link_holder.py::test_link_holder_opens_only_what_the_link_was_given_for",
    ),
]  # fmt: skip
THE_LOG_AND_WHAT_IS_SEALED = [
    Fault(
        "a look at the caseload is not written down",
        "casework/selectors/caseload.py", '_log(reach, "caseload.read", rows)', "pass",
        "tests/casework/test_caseload.py::test_caseload_logs_exactly_those_it_shows_on_each_page",
    ),
    Fault(
        "a look at a name is not written down",
        "casework/selectors/identity.py",
        'audit.record(by=reach.actor, action="identity.read", subject=citizen.key, purpose=purpose,',
        "dict(",
        "tests/casework/test_identity.py::test_identity_is_written_and_read_by_the_one_who_follows",
    ),
    Fault(
        "an event is written beside its act",
        "access/audit.py", "if not transaction.get_connection().in_atomic_block:", "if False:",
        "tests/access/test_audit.py::test_audit_refuses_an_act_without_a_transaction",
    ),
    Fault(
        "a page is shown though the log cannot be written",
        "access/audit.py", "transaction.set_rollback(True)  # also where somebody catches this and goes on\n"
        "        raise AuditUnwritableError from error", "transaction.set_rollback(True)",
        "tests/casework/test_citizen.py::test_citizen_is_not_shown_when_the_log_cannot_be_written",
    ),
    Fault(
        "a log that cannot be written is an unexplained error",
        "access/middleware.py", "if not isinstance(exception, UNWRITABLE):", "if exception:",
        "tests/casework/test_citizen.py::test_citizen_is_not_shown_when_the_log_cannot_be_written",
    ),
    Fault(
        "a line of the log is not tied to the one before",
        "access/audit.py", "number, mark, made = timezone.now(), head.number, head.mark, []",
        "number, mark, made = timezone.now(), head.number, chain.START, []",
        "tests/access/test_audit_database.py::test_log_goes_on_after_what_was_refused",
    ),
    Fault(
        "lines of the log that changed places are not noticed",
        "access/rules/chain.py", "if line.previous != whole.mark:", "if False:",
        "tests/access/test_audit_chain.py::test_chain_tells_which_line_breaks_first_and_how",
    ),
    Fault(
        "a line of the log may be changed",
        "access/migrations/0004_log_is_append_only.py",
        '    "event_is_unchanged": "BEFORE UPDATE ON access_event",\n', "",
        "tests/access/test_audit_database.py::test_log_refuses_every_change_through_the_models_and_past_them",
    ),
    Fault(
        "the log of another municipality is searched",
        "access/selectors/log_search.py", "mine = by_people_of(organisations_in(reach.towns(Permission.LOG_READ)))",
        "mine = Q()",
        "tests/access/test_log_search.py::test_search_never_shows_another_municipality",
    ),
    Fault(
        "what is sealed opens in another column",
        "casework/selectors/identity.py", 'return Binding("identity", column, citizen.code)',
        'return Binding("identity", "", citizen.code)',
        "tests/casework/test_identity.py::test_identity_moved_to_another_citizen_or_column_does_not_open",
    ),
    Fault(
        "what is sealed is bound to nothing",
        "access/cipher.py", "return json.dumps(parts).encode()", 'return b""',
        "tests/access/test_cipher.py::test_cipher_a_text_opens_in_its_own_place_only",
    ),
    Fault(
        "a CPR number is looked up without the key",
        "access/cipher.py", "return digest(keyring().index, ", 'return digest(b"", ',
        "tests/access/test_cipher.py::test_cipher_a_blind_index_needs_its_own_key",
    ),
    Fault(
        "the secret of a link stands in the server's log",
        "access/scrub.py", 'return SECRET.sub(r"\\1…", super().format(record))', "return super().format(record)",
        "tests/access/test_scrub.py::test_scrub_no_line_holds_a_token",
    ),
    Fault(
        "a field says nothing of what it gives away",
        "casework/models/citizen.py", 'key="citizen user seen_by",', 'key="citizen user",',
        "tests/access/test_data_policy.py::test_check_has_nothing_to_say_of_the_product",
    ),
    Fault(
        "a colleague's words in a plan are overwritten",
        "casework/actions/plan.py", "if now != seen:", "if False:",
        "tests/casework/test_plan_merge.py::test_plan_first_draft_of_two_at_once_shows_both",
    ),
    Fault(
        "two workers tell of the same person who is not back",
        "casework/actions/alarm.py", "back_at=visit.back_at, **{told_at: None})", "back_at=visit.back_at)",
        "tests/casework/test_alarm.py::test_alarm_by_two_workers_at_once_is_sent_once",
    ),
    Fault(
        "one person removes a safety notice",
        "casework/rules/safety.py", "if asked_by is None or asked_by == by", "if asked_by is None",
        "tests/casework/test_safety.py::test_safety_is_removed_by_two_and_never_by_one_in_two_sessions",
    ),
    Fault(
        "what the camera wrote is kept with the picture of a letter",
        "casework/rules/picture.py", "return _packed(drawn)", "return content",
        "tests/casework/test_picture.py::test_picture_loses_what_the_camera_wrote",
    ),
    Fault(
        "nobody is told that something was not fetched",
        "casework/actions/pick_up.py", "        if not fetched:\n", "        if False:\n",
        "tests/casework/test_pick_up.py::"
        "test_pick_up_not_fetched_is_told_to_the_owner_the_same_day_exactly_once",
    ),
    Fault(
        "parts that are all alike are hidden one by one, so that their sum tells",
        "casework/rules/counts.py", "return hidden if len(hidden) > 1 else None", "return hidden",
        "tests/casework/test_counts.py::test_counts_every_hidden_part_has_two_values_for_one_who_knows_the_rules",
    ),
    Fault(
        "what is written late changes a page the steering group has read",
        "casework/selectors/quarter.py", "f\"{day}__lt\": end, f\"{made}__lt\": known_by}", "f\"{day}__lt\": end}",
        "tests/casework/test_steering.py::"
        "test_steering_of_a_closed_quarter_is_the_same_whatever_is_written_later",
    ),
    Fault(
        "a course is ended by what is no person",
        "casework/rules/ending.py", "    if not is_person:\n", "    if False:\n",
        "tests/casework/test_ending.py::test_farewell_by_nobody_is_refused",
    ),
    Fault(
        "we come more seldom before anybody else has said yes",
        "casework/rules/transition.py", "Verdict.yes() if is_accepted else Verdict.no(STILL_YOURS)", "Verdict.yes()",
        "tests/casework/test_handover.py::test_handover_rhythm_thins_only_once_another_carries",
    ),
    Fault(
        "a task is seen by whoever has it, though the yes is gone",
        "casework/rules/task.py", "return bool(topics)", "return True",
        "tests/casework/test_task.py::test_task_whose_yes_is_withdrawn_is_gone_at_the_next_request",
    ),
    Fault(
        "a task is given to a house that must not be told",
        "casework/rules/task.py", "    if topic not in topics:\n        return Verdict.no(NOT_TOLD)\n", "",
        "tests/casework/test_task.py::test_task_action_asks_for_the_yes_itself",
    ),
    Fault(
        "a role is given to somebody whom no yes covers",
        "casework/rules/role_card.py", "Verdict.yes() if follows or topics else Verdict.no(MISSING_YES)",
        "Verdict.yes()",
        "tests/casework/test_role_card.py::test_role_of_who_has_no_yes_is_not_kept_and_leads_to_asking",
    ),
    Fault(
        "the leader reads what somebody wrote to themselves",
        "partnership/selectors/sparring.py", "filter(by=reach.user_id, is_own=True,", "filter(is_own=True,",
        "tests/partnership/test_sparring.py::test_own_notes_are_read_by_their_writer_and_nobody_else",
    ),
    Fault(
        "somebody sits at a meeting about one who has not said yes to them",
        "casework/actions/meeting_plan.py", "if missing or chair:", "if False:",
        "tests/casework/test_meeting_plan.py::"
        "test_meeting_with_an_actor_whom_one_of_them_does_not_cover_is_refused_whole",
    ),
    Fault(
        "a calendar file is fetched by a seat whose yes is gone",
        "casework/selectors/calendar.py",
        "if seat is not None and not is_open(meeting, seat, cover, Use.CALENDAR, reach):", "if False:",
        "tests/casework/test_calendar.py::test_calendar_is_gone_when_the_yes_is_and_looks_like_nothing",
    ),
]  # fmt: skip
FAULTS = THE_DOOR_OF_A_PAGE + REACH + PEOPLE + LOGGING_IN + THE_LOG_AND_WHAT_IS_SEALED
