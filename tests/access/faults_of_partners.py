"""What keeps the partners' side from telling who somebody is, each guard with the tests that hold it."""

from tests.access.fault import Fault

OF_PARTNERS: list[Fault] = [
    Fault(
        "a house is told »i kontakt« without that person's yes",
        "casework/selectors/feedback.py", " and bool(ledger.topics(tie.root, recipient, Use.FEEDBACK))", "",
        "tests/casework/test_feedback.py::test_feedback_is_nothing_without_a_yes",
    ),
    Fault(
        "a house is told its number where hardly any of its tips is left that is no contact",
        "partnership/rules/house_sum.py", " or n_begun - n_contact < FEWEST:", ":",
        "tests/partnership/test_house_sum.py::test_house_sum_tells_of_no_single_tip",
    ),
    Fault(
        "a tip becomes a record without the person's yes",
        "casework/forms/said_yes.py", "    may_write = forms.BooleanField(\n",
        "    may_write = forms.BooleanField(\n        required=False,\n",
        "tests/casework/test_said_yes.py::test_said_yes_without_all_of_it_makes_nothing_and_keeps_what_was_typed",
    ),
    Fault(
        "what somebody wrote who asks to be rung is stored in the open",
        "casework/actions/call_request.py", "cipher.seal(key, text, bound(call, column)) if text else None",
        "text.encode() if text else None",
        "tests/casework/test_call_request_sealed.py::test_call_request_texts_stand_nowhere_in_the_open",
    ),
    Fault(
        "the team's row of a tip calls it by the tipster's own word",
        "partnership/selectors/tip_facts.py", 'area=tip.area.name if tip.area else "",',
        'area=str(getattr(getattr(tip, "memory_word", None), "words", "")),',
        "tests/partnership/test_tips.py::test_no_page_of_the_municipality_shows_the_memory_word_or_who_gave_it",
    ),
    Fault(
        "a tip that expires keeps the tipster's own word",
        "partnership/actions/tip_expiry.py", "(MemoryWord, TipSeen, Sighting, TipStep)", "(TipSeen, Sighting, TipStep)",
        "tests/partnership/test_tip_expiry.py::test_expiry_empties_all_that_describes_anybody_and_keeps_what_counts",
    ),
    Fault(
        "a house's contact signs for every house of the town",
        "partnership/selectors/agreement.py", "    return reach.towns(Permission.PARTNERS_EDIT)",
        "    return reach.towns(Permission.AGREEMENT_SIGN)",
        "tests/partnership/test_agreement.py::test_agreement_of_another_house_or_town_is_nobodys",
    ),
    Fault(
        "everybody of a house reads what it gets of the budget",
        "partnership/selectors/cooperation.py", "    signs = house.pk in reach.where(Permission.AGREEMENT_SIGN)",
        "    signs = True",
        "tests/partnership/test_agreement.py::test_agreement_budget_is_read_by_those_who_sign_and_nobody_else",
    ),
    Fault(
        "a peer meets somebody whose yes is gone",
        "casework/selectors/peer_day.py",
        "        and any(open_for(reach, told, root, one, Use.PAGE, goes_on=True).topics for one in recipients)\n", "",
        "tests/casework/test_peer_day.py::test_peer_meets_nobody_whom_no_yes_opens[withdrawn]",
    ),
    Fault(
        "a house changes and counts what another house invites to",
        "partnership/selectors/activity.py", "own = Activity.objects.filter(organisation__in=list_houses(reach))",
        "own = Activity.objects.all()",
        "tests/partnership/test_activity.py::test_activity_of_another_house_is_not_there[activity_count]",
    ),
    Fault(
        "the number of tips not agreed is told as it is",
        "partnership/rules/unmet.py", "    low = shown.value // FEWEST * FEWEST\n", "    low = shown.value\n",
        "tests/partnership/test_unmet_rules.py::test_unmet_two_months_do_not_tell_of_one_who_came_or_went",
    ),
    Fault(
        "the number of the month moves when an agreed tip is deleted",
        "partnership/selectors/unmet.py", ' + deleted[agreed[f"org:{house}"] :]', " + deleted",
        "tests/partnership/test_unmet.py::test_unmet_is_the_same_all_month_whatever_is_written",
    ),
    Fault(
        "somebody gets two reminders in a week",
        "partnership/actions/reminder.py", "if not stands or _had_one_lately(one.user, today):", "if not stands:",
        "tests/partnership/test_reminder_sending.py::test_partner_gets_at_most_one_a_week_however_many_there_are",
    ),
    Fault(
        "the photo of one who is not shown, or works elsewhere, is seen",
        "partnership/selectors/poster_face.py", "PosterFace.objects.filter(within, pk=pk)",
        "PosterFace.objects.filter(pk=pk)",
        "tests/partnership/test_poster.py::test_photo_is_for_those_of_the_town_and_kept_by_no_browser",
    ),
    Fault(
        "a name is kept as the word to remember a tip by",
        "partnership/actions/tip.py", "    require(rules.may_keep(words))\n", "",
        "tests/partnership/test_tip.py::test_tip_action_stores_no_word_that_tells_whoever_calls_it",
    ),
    Fault(
        "the note of one wall opens another",
        "partnership/forms/tip.py", "return UUID(operation) if of == code else None", "return UUID(operation)",
        "tests/partnership/test_tip_by_code.py::"
        "test_wall_note_that_is_forged_old_or_of_another_code_stores_nothing_and_keeps_what_was_typed",
    ),
]  # fmt: skip
