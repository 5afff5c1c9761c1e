"""What keeps asking gentle, once and secret, each guard with the tests that hold it."""

from tests.access.fault import Fault

OF_ASKING: list[Fault] = [
    Fault(
        "a message that was claimed by a worker that was killed goes again",
        "casework/rules/message.py", "return not is_sent and failed_at is not None and now >= failed_at + TRY_AGAIN",
        "return not is_sent",
        "tests/casework/test_message.py::test_message_of_a_worker_that_was_killed_never_goes_again",
    ),
    Fault(
        "somebody who wrote STOP is written to",
        "casework/rules/message.py", 'if to.answer != "yes":', 'if to.answer == "no":',
        "tests/casework/test_message.py::test_message_does_not_go",
    ),
    Fault(
        "others than their own leader read how many were in prison, ill or said no, also where it is one",
        "surveys/selectors/turnout.py", "(shown_openly if is_own else shown)(", "shown_openly(",
        "tests/surveys/test_team_reminder.py::test_evaluator_sees_the_same_numbers_with_the_small_ones_hidden",
    ),
    Fault(
        "the team is reminded at every press",
        "surveys/actions/team_reminder.py", "return row if is_new else None", "return row",
        "tests/surveys/test_team_reminder.py::test_team_is_reminded_once_a_week_and_citizens_never",
    ),
    Fault(
        "a phone that was given away opens the worker's pages",
        "access/lock.py", "is_theirs = request.path in addresses_of(OPEN_WHEN_HANDED_OVER)", "is_theirs = True",
        "tests/surveys/test_hand_over.py::test_no_other_page_can_be_reached_in_any_tab",
    ),
    Fault(
        "a therapist reads answers that the citizen has not shared",
        "surveys/selectors/questions_shared.py", 'response__shared="yes", response__respondent', "response__respondent",
        "tests/surveys/test_questions.py::test_answers_are_shown_only_where_the_citizen_has_said_so",
    ),
    Fault(
        "answers are stored of one who has stopped taking part",
        "surveys/rules/asking.py",
        "    if is_cut:\n        return Verdict.no(CUT)\n    if not takes_part:\n        return Verdict.no(NO_YES)\n",
        "    if is_cut:\n        return Verdict.no(CUT)\n",
        "tests/surveys/test_answer.py::test_answer_is_not_taken_of_one_who_does_not_take_part",
    ),
    Fault(
        "a tie that is cut leaves the hour at which the log names the citizen",
        "surveys/actions/tie.py", 'update(at=TruncMonth("at"), helped_by=None)', "update(helped_by=None)",
        "tests/surveys/test_tie.py::test_tie_of_one_who_has_stopped_is_cut_and_nothing_leads_back",
    ),
    Fault(
        "a typed sheet writes over what was answered otherwise",
        "surveys/actions/sheet.py", "wanted = {*turned.new, *(turned.clashes if keep == PAPER else ())}",
        "wanted = {*given}",
        "tests/surveys/test_typing.py::test_sheet_fills_only_what_nobody_has_answered_and_asks_what_to_keep",
    ),
    Fault(
        "who types a sheet reads what the citizen answered otherwise and has not shared",
        "surveys/selectors/sheet.py", " if page.sees else None", "",
        "tests/surveys/test_typing.py::test_sheet_fills_only_what_nobody_has_answered_and_asks_what_to_keep",
    ),
    Fault(
        "a key that only writes shows the answer that stands already",
        "surveys/selectors/own_questions.py", "own = is_own(found.asked, found.item, sitting.given)", "own = True",
        "tests/surveys/test_own_answers.py::test_own_answer_by_a_key_that_only_writes_shows_nothing_that_stood",
    ),
    Fault(
        "the log names the key of a sheet beside the citizen",
        "surveys/selectors/own_key.py", "return NOBODY if self.sheet else self.actor", "return self.actor",
        "tests/surveys/test_own_page.py::test_sheet_and_citizen_stand_together_in_no_row_of_the_log",
    ),
    Fault(
        "a questionnaire loses a way through it when it is taken in, and others are asked",
        "instruments/taking/assembling.py", "        draft.refuse(question.place, why.danish, why.english)\n", "",
        "tests/instruments/test_fhir_foreign.py::test_fhir_foreign_that_would_change_its_meaning_is_refused",
    ),
    Fault(
        "an administrator confirms a licence for another municipality",
        "surveys/selectors/licence.py", 'pk__in=reach.towns(Permission.LICENCE_CONFIRM), kind="municipality"',
        'kind="municipality"',
        "tests/surveys/test_licence.py::test_licence_beyond_reach_does_not_exist",
    ),
]  # fmt: skip
