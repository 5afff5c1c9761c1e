"""The guards of the log and of what is sealed."""

from tests.access.fault import Fault

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
        "access/scrub.py", 'return SECRET.sub(r"\\1\\2…", super().format(record))', "return super().format(record)",
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
        "basics/picture.py", "return _packed(drawn)", "return content",
        "tests/basics/test_picture.py::test_picture_loses_what_the_camera_wrote",
    ),
    Fault(
        "nobody is told that something was not fetched",
        "casework/actions/pick_up.py", "        if not fetched:\n", "        if False:\n",
        "tests/casework/test_pick_up.py::"
        "test_pick_up_not_fetched_is_told_to_the_owner_the_same_day_exactly_once",
    ),
    Fault(
        "parts that are all alike are hidden one by one, so that their sum tells",
        "basics/small_counts.py", "return hidden if len(hidden) > 1 else None", "return hidden",
        "tests/basics/test_small_counts.py::test_counts_every_hidden_part_has_two_values_for_one_who_knows_the_rules",
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
