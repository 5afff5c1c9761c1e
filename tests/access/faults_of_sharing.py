"""One fault for each door through which something about a citizen could reach somebody outside.

The journal of what was said (tests/casework/sharing_memory.py) tells what each door may show.
"""

from tests.access.fault import Fault

PLAYS = "tests/casework/test_sharing_plays.py::test_sharing_"
THE_DOORS_OF_SHARING = [
    Fault(
        "the list tells the next time to one who may only know of housing",
        "casework/selectors/agreed_list.py",
        "topic = opened.topics & {Topic.APPOINTMENTS} or frozenset(rules.in_order(opened.topics)[:1])",
        "topic = frozenset({Topic.APPOINTMENTS})",
        f"{PLAYS}a_yes_opens_exactly_its_topic[list]",
    ),
    Fault(
        "the search finds whoever has an alias like that",
        "casework/selectors/agreed_list.py",
        '    log_shown(reach, [card.code for card in found.cards], "agreed.search")\n',
        "    from dataclasses import replace\n\n"
        "    who = Citizen.objects.filter(alias__icontains=alias)\n"
        "    found = replace(\n"
        '        found, cards=tuple(Card(one.code, one.alias, "", (), (), (), None, False) for one in who)\n'
        "    )\n",
        f"{PLAYS}nothing_is_shown_without_a_yes[search]",
    ),
    Fault(
        "a page is there for one who may know nothing",
        "casework/selectors/agreed_one.py", "goes_on=courses.goes_on)) for one in found if one.topics]",
        "goes_on=courses.goes_on)) for one in found]",
        f"{PLAYS}nothing_is_shown_without_a_yes[page]",
    ),
    Fault(
        "a fragment is the nearest thing of anybody",
        "casework/selectors/agreed_list.py",
        "    card = _list(reach, Use.FRAGMENT, slice(0, rules.SHOWN + 1), 1).first\n",
        "    card = _list(reach, Use.FRAGMENT, slice(0, rules.SHOWN + 1), 1).first\n"
        '    cards = (Card(one.code, one.alias, "", (), (), (), None, False) for one in Citizen.objects.all())\n'
        "    card = card or next(cards, None)\n",
        f"{PLAYS}nothing_is_shown_without_a_yes[fragment]",
    ),
    Fault(
        "the paper shows what was said yes to for something else",
        "casework/rules/consent.py", "Use.PRINT: _TOGETHER | {Purpose.HANDING_ON},", "Use.PRINT: frozenset(Purpose),",
        f"{PLAYS}a_yes_for_something_else_opens_nothing[print]",
    ),
    Fault(
        "a yes to hand on is taken out in a file",
        "casework/rules/consent.py", "Use.EXPORT: _TOGETHER,", "Use.EXPORT: _TOGETHER | {Purpose.HANDING_ON},",
        f"{PLAYS}a_yes_to_hand_on_is_none_to_take_out[export]",
    ),
    Fault(
        "a meeting stays in the calendar when the yes has run out",
        "casework/selectors/calendar.py",
        "if seat is not None and not is_open(meeting, seat, cover, Use.CALENDAR, reach):", "if False:",
        f"{PLAYS}meeting_is_in_no_calendar_once_the_yes_has_run_out",
    ),
    Fault(
        "a mail tells of a meeting whoever has a seat there",
        "casework/actions/seat.py", " if is_open(meeting, seat, cover, Use.MESSAGE)]", "]",
        f"{PLAYS}mail_of_a_meeting_goes_to_those_who_may_know",
    ),
    Fault(
        "a task stays on the list of one who may know nothing any more",
        "casework/rules/task.py", "        return bool(topics)\n", "        return True\n",
        f"{PLAYS}ends_with_the_last_day[tasks]",
    ),
    Fault(
        "a meeting shows its lines on every topic",
        "casework/selectors/meeting.py", "return line.topic in self.mine", "return True",
        f"{PLAYS}meeting_shows_lines_on_the_topics_that_one_may_know",
    ),
    Fault(
        "a yes never runs out",
        "casework/rules/consent.py", "        and on <= one.until_on\n", "",
        "tests/casework/test_consent_rules.py::test_consent_holds_through_its_last_day",
    ),
    Fault(
        "a yes that is withdrawn is one of two",
        "casework/actions/consent.py", "if rules.recipient_key(said_of(one, citizen.pk)) == to),",
        "if one.pk == entry.pk),",
        f"{PLAYS}withdrawn_is_gone_at_the_next_request_whatever_it_was_said_for",
    ),
    Fault(
        "who is barred from a citizen reads on by a yes",
        "casework/selectors/consent.py", ".annotate(root=ROOT).exclude(root__in=barred)", ".annotate(root=ROOT)",
        f"{PLAYS}is_closed_to_one_who_is_barred",
    ),
    Fault(
        "who came in by a mailed link reads on what asks for two factors",
        "casework/selectors/agreed_reader.py", "if self.sees_all or one.kind != Kind.TASK or",
        "if one or one.kind != Kind.TASK or",
        f"{PLAYS}a_log_in_by_mail_shows_little[list]",
    ),
    Fault(
        "a seat alone opens the page of a meeting",
        "casework/selectors/meeting.py", "if not page.is_chair and not (knows and ", "if not page.is_chair and not (",
        f"{PLAYS}seat_alone_opens_no_meeting",
    ),
]  # fmt: skip
