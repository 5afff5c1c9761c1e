"""»Kort møde«: begun, walked through, each seeing no more than a yes covers, and nothing typed lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.casework.models import (
    ConsentEntry,
    Ending,
    Meeting,
    MeetingLine,
    Task,
)  # fmt: skip
from fremskudt.casework.rules.meeting import AGENDA
from tests.casework.consent_field import say
from tests.casework.field import citizen
from tests.casework.meeting_field import (
    address,
    begin,
    meeting_about,
    next_week,
    open_page,
    press,
    text,
    three_at_the_jobcentre,
)  # fmt: skip
from tests.casework.pages import words
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def three(people: Cast) -> list[Any]:
    return three_at_the_jobcentre(people)


@pytest.fixture
def meeting(people: Cast, three: list[Any]) -> Meeting:
    return meeting_about(people, three, [(people.professional, people.jobcentre)])


def test_meeting_from_start_to_end_walks_all_three(people: Cast, three: list[Any], tea: Client) -> None:
    meeting = meeting_about(people, three, [(people.professional, people.jobcentre)], runs=False)
    before = text(tea, meeting)
    assert "Start 15 minutter" in before
    assert "Må siges: hvornår vi ses, hvad vi har aftalt, bolig" in before
    assert begin(tea, meeting).status_code == 302
    for number, alias in enumerate(("Havre", "Byg", "Rug"), 1):
        page = text(tea, meeting)
        assert f"{number} af 3: {alias}" in page
        assert f"{alias} vil have ro" in page
        assert "Med: Jobcentret i Randers" in page
        if number < 3:
            assert press(tea, meeting, "meeting_next").status_code == 302
    assert "Næste borger" not in text(tea, meeting)
    assert press(tea, meeting, "meeting_end").status_code == 302
    meeting.refresh_from_db()
    assert meeting.ended_at is not None
    assert meeting.items.filter(began_at__isnull=False, ended_at__isnull=False).count() == 3
    assert "Mødet er slut." in text(tea, meeting)
    told = [Event.objects.filter(action=f"meeting.{act}").count() for act in ("begin", "next", "end")]
    assert told == [1, 2, 1]


def test_meeting_shows_the_five_points_and_the_time(meeting: Meeting, tea: Client) -> None:
    page = text(tea, meeting)
    for number, point in enumerate(AGENDA, 1):
        assert f"{number}. {point}" in page
    end = timezone.localtime(meeting.began_at + timedelta(minutes=15))  # type: ignore[operator]
    assert f"slut {end:%H.%M}" in page
    assert "igen" in page
    Meeting.objects.update(began_at=timezone.now() - timedelta(minutes=16))
    assert "0.00 igen" in text(tea, meeting)
    html = open_page(tea, meeting).content.decode()
    assert "<div data-timer-over>" in html


def test_meeting_time_that_is_not_up_is_not_told(meeting: Meeting, tea: Client) -> None:
    assert "<div data-timer-over hidden>" in open_page(tea, meeting).content.decode()


def test_meeting_with_nobody_to_speak_of(people: Cast, tea: Client) -> None:
    meeting = meeting_about(people, [], runs=False)
    assert "Ingen at tale om i dag. Brug de 15 minutter på jer selv." in text(tea, meeting)
    begin(tea, meeting)
    assert "Ingen at tale om i dag. Brug de 15 minutter på jer selv." in text(tea, meeting)


def test_meeting_is_begun_and_gone_on_with_by_the_one_who_holds_it(
    people: Cast, three: list[Any], tea: Client, jens: Client
) -> None:
    meeting = meeting_about(people, three, [(people.colleague, people.centre)], runs=False)
    for who in three:
        who.assignments.create(user=people.colleague, began_at=timezone.now(), by=people.leader)
    tom = enter(Client(), people.colleague)
    for act in ("meeting_begin", "meeting_next", "meeting_end"):
        answer = tom.post(address(act, meeting))
        assert answer.status_code == 409
        assert "Kun den, der holder mødet, kan det." in answer.content.decode()
        assert jens.post(address(act, meeting)).status_code == 403
    assert not Meeting.objects.exclude(began_at=None).exists()
    assert tea.post(address("meeting_next", meeting)).status_code == 409


def test_meeting_of_another_day_is_not_begun_yet(people: Cast, three: list[Any], tea: Client) -> None:
    meeting = meeting_about(people, three, runs=False, at=timezone.now() + timedelta(days=2))
    assert "Mødet kan begynde på dagen." in text(tea, meeting)
    assert 'aria-disabled="true"' in open_page(tea, meeting).content.decode()
    answer = tea.post(address("meeting_begin", meeting))
    assert answer.status_code == 409
    assert "Mødet kan begynde på dagen." in answer.content.decode()


def test_meeting_is_for_those_who_have_a_seat(people: Cast, meeting: Meeting, jens: Client) -> None:
    assert open_page(jens, meeting)
    for user in (people.partner, people.colleague, people.therapist_elsewhere, people.leader):
        client = enter(Client(), user)
        missing = client.get(reverse("casework:meeting", args=[987654321]))
        hidden = client.get(address("meeting", meeting))
        assert (hidden.status_code, hidden.content) == (404, missing.content)
    meeting.seats.update(removed_at=timezone.now())
    assert jens.get(address("meeting", meeting)).status_code == 404


def test_meeting_seat_of_a_house_that_was_left_opens_nothing(people: Cast, meeting: Meeting, jens: Client) -> None:
    people.professional.memberships.update(organisation=people.drop_in)
    assert jens.get(address("meeting", meeting)).status_code == 404


def test_meeting_that_was_called_off_is_gone(meeting: Meeting, tea: Client, jens: Client) -> None:
    Meeting.objects.update(cancelled_at=timezone.now())
    assert [client.get(address("meeting", meeting)).status_code for client in (tea, jens)] == [404, 404]


def test_meeting_lines_are_kept_by_every_button(meeting: Meeting, tea: Client) -> None:
    press(tea, meeting, "meeting_line", words_2="Bor hos en ven", topic_2="housing")
    press(tea, meeting, "meeting_next", words_4="Pas på varmen")
    press(tea, meeting, "meeting_end", words_5="Vil ringes op først")
    told = MeetingLine.objects.order_by("pk").values_list("item__order", "point", "topic", "words")
    assert list(told) == [
        (1, 2, "housing", "Bor hos en ven"), (1, 4, "agreements", "Pas på varmen"),
        (2, 5, "agreements", "Vil ringes op først"),  # nobody has said yes to wishes here
    ]  # fmt: skip
    minutes = text(tea, meeting)
    for said in ("Bor hos en ven", "Pas på varmen", "Vil ringes op først"):
        assert said in minutes


def test_meeting_double_press_is_one_line_one_agreement_and_one_step(meeting: Meeting, tea: Client) -> None:
    page = open_page(tea, meeting)
    typed = {"words_2": "Én gang", "task_words": "Ring", "task_on": next_week()}
    for _press in range(2):
        assert press(tea, meeting, "meeting_next", page, **typed).status_code == 302
    assert MeetingLine.objects.count() == Task.objects.count() == 1
    assert [item.began_at is not None for item in meeting.items.order_by("order")] == [True, True, False]
    assert Event.objects.filter(action="meeting.next").count() == 1


def test_meeting_agreement_is_a_task_with_one_owner_and_a_date(people: Cast, meeting: Meeting, tea: Client) -> None:
    typed = {"task_words": "Ring om bolig", "task_on": next_week(), "task_owner": str(people.professional.pk)}
    assert press(tea, meeting, "meeting_task", **typed, task_topic="housing").status_code == 302
    task = Task.objects.get()
    assert (task.owner, task.organisation, task.source, task.topic) == (
        people.professional, people.jobcentre, "meeting", "housing",
    )  # fmt: skip
    assert task.item == meeting.items.get(order=1)
    assert "Ring om bolig · Jens" in text(tea, meeting)
    assert press(tea, meeting, "meeting_task", task_words="Skriv", task_on=next_week()).status_code == 302
    mine = Task.objects.get(words="Skriv")
    assert (mine.owner, mine.organisation) == (people.therapist, people.centre)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"task_words": "Ring", "task_on": ""}, "En aftale skal have én person og en dato."),
        ({"task_words": "Ring", "task_owner": ""}, "En aftale skal have én person og en dato."),
        ({"task_words": ""}, "Skriv, hvad der skal gøres."),
        ({"task_words": "Ring", "task_on": "2001-01-01"}, "Vælg i dag eller en dag frem."),
        ({"task_words": "x" * 300}, "300 tegn, og der er plads til 200"),
        ({"task_words": "Ring", "task_topic": "health"}, "Det emne er der ikke et ja til for alle her."),
        ({"task_words": "Ring", "task_owner": "987654"}, "Vælg en fra listen."),
        ({"words_2": "x" * 10_000}, "10.000 tegn, og der er plads til 500"),
        ({"words_2": "Noget", "topic_2": "health"}, "Det emne er der ikke et ja til for alle her."),
    ],
)
def test_meeting_bad_input_keeps_all_that_was_typed(
    meeting: Meeting, tea: Client, typed: dict[str, str], said: str
) -> None:
    told = {"task_on": next_week(), "words_4": "Det her må ikke gå tabt", **typed}
    answer = press(tea, meeting, "meeting_task", **told)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert "Det her må ikke gå tabt" in page
    assert not MeetingLine.objects.exists()
    assert not Task.objects.exists()
    assert meeting.items.filter(ended_at__isnull=False).count() == 0


def test_meeting_half_an_agreement_is_never_lost_by_another_button(meeting: Meeting, tea: Client) -> None:
    answer = press(tea, meeting, "meeting_next", task_words="Ring om bolig")
    assert answer.status_code == 422
    assert "En aftale skal have én person og en dato." in answer.content.decode()
    assert "Ring om bolig" in answer.content.decode()


def test_meeting_agreement_with_one_whom_no_yes_to_tasks_covers_is_refused(
    people: Cast, three: list[Any], tea: Client
) -> None:
    """A yes for meetings only lets somebody hear it, and opens no list of tasks."""
    one = citizen(people, "Kun møde", followed_by=people.therapist)
    meeting = meeting_about(people, [one], [(people.professional, people.jobcentre)])
    entry = say(one, people.jobcentre, "agreements", by=people.therapist, purpose="meeting")
    told = {field.attname: getattr(entry, field.attname) for field in ConsentEntry._meta.concrete_fields}
    ConsentEntry.objects.create(**{**told, "id": None, "meeting_id": meeting.pk})
    typed = {"task_words": "Ring", "task_on": next_week(), "task_owner": str(people.professional.pk)}
    answer = press(tea, meeting, "meeting_task", **typed, words_4="Bliver stående")
    assert answer.status_code == 422
    assert "Spørg om et ja" in answer.content.decode()
    assert "Bliver stående" in answer.content.decode()
    assert not Task.objects.exists()
    assert not MeetingLine.objects.exists()


def test_meeting_line_is_corrected_by_a_new_line_and_undone_for_ten_minutes(meeting: Meeting, tea: Client) -> None:
    press(tea, meeting, "meeting_line", words_2="Første")
    first = MeetingLine.objects.get()
    press(tea, meeting, "meeting_line", **{f"line_{first.pk}": "Anden"})
    second = MeetingLine.objects.get(replaces=first)
    assert (second.words, second.point, second.topic) == ("Anden", 2, first.topic)
    page = text(tea, meeting)
    assert "Anden" in page
    assert "Rettet" in page
    undo = address("meeting_line_undo", meeting, line=second.pk)
    assert undo in open_page(tea, meeting).content.decode()
    assert [tea.post(undo).status_code for _press in range(2)] == [302, 302]
    assert "Anden" not in text(tea, meeting)
    assert "Første" in text(tea, meeting)
    MeetingLine.objects.update(made_at=timezone.now() - timedelta(minutes=11))
    assert address("meeting_line_undo", meeting, line=first.pk) not in open_page(tea, meeting).content.decode()
    late = tea.post(address("meeting_line_undo", meeting, line=first.pk))
    assert late.status_code == 409
    press(tea, meeting, "meeting_line", **{f"line_{first.pk}": "Tredje"})
    assert "Tredje" in text(tea, meeting)
    assert MeetingLine.objects.get(words="Tredje").replaces == second


def test_meeting_line_left_as_it_stands_is_no_correction(meeting: Meeting, tea: Client) -> None:
    press(tea, meeting, "meeting_line", words_2="Står")
    press(tea, meeting, "meeting_line", words_4="Ny")
    assert MeetingLine.objects.filter(replaces__isnull=False).count() == 0
    assert MeetingLine.objects.count() == 2


def test_meeting_line_corrected_by_two_shows_both_and_loses_none(meeting: Meeting, tea: Client, jens: Client) -> None:
    press(tea, meeting, "meeting_line", words_2="Første")
    line = MeetingLine.objects.get()
    teas, jenss = open_page(tea, meeting), open_page(jens, meeting)
    name = f"line_{line.pk}"
    assert press(tea, meeting, "meeting_line", teas, **{name: "Teas"}).status_code == 302
    met = press(jens, meeting, "meeting_line", jenss, **{name: "Jens'", "words_4": "Også det"})
    assert met.status_code == 409
    page = met.content.decode()
    for said in ("En kollega skrev imens. Her er begge tekster.", "Teas", "Jens&#x27;", "Også det"):
        assert said in page
    newest = MeetingLine.objects.get(words="Teas")
    again = press(jens, meeting, "meeting_line", met, **{f"line_{newest.pk}": "Begges"})
    assert again.status_code == 302
    assert list(MeetingLine.objects.order_by("pk").values_list("words", flat=True)) == [
        "Første", "Teas", "Begges", "Også det",
    ]  # fmt: skip


def test_meeting_line_undone_while_another_corrects_it_becomes_a_new_line(
    meeting: Meeting, tea: Client, jens: Client
) -> None:
    press(tea, meeting, "meeting_line", words_2="Første")
    line = MeetingLine.objects.get()
    jenss = open_page(jens, meeting)
    tea.post(address("meeting_line_undo", meeting, line=line.pk))
    met = press(jens, meeting, "meeting_line", jenss, **{f"line_{line.pk}": "Jens skrev"})
    assert met.status_code == 409
    assert press(jens, meeting, "meeting_line", met).status_code == 302
    assert "Jens skrev" in text(tea, meeting)


def test_meeting_line_is_undone_by_its_writer_only(meeting: Meeting, tea: Client, jens: Client) -> None:
    press(tea, meeting, "meeting_line", words_2="Teas")
    undo = address("meeting_line_undo", meeting, line=MeetingLine.objects.get().pk)
    assert jens.post(undo).status_code == 409
    missing = jens.post(address("meeting_line_undo", meeting, line=987654321))
    assert words(missing) == words(jens.post(undo))  # type: ignore[arg-type]
    assert "Teas" in text(tea, meeting)


def test_meeting_pasted_marks_are_text(meeting: Meeting, tea: Client, jens: Client) -> None:
    press(tea, meeting, "meeting_line", words_2="<script>alert(1)</script> 🙂 مرحبا")
    for client in (tea, jens):
        page = open_page(client, meeting).content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt; 🙂 مرحبا" in page


def test_meeting_of_an_ended_course_takes_no_new_line(people: Cast, meeting: Meeting, tea: Client) -> None:
    page = open_page(tea, meeting)
    Ending.objects.create(
        case=meeting.items.get(order=1).case, on=timezone.localdate(), reason=1, phase=1, onward="stay",
        onward_words="Bliver her", made_at=timezone.now(), by=people.therapist,
    )  # fmt: skip
    answer = press(tea, meeting, "meeting_line", page, words_2="For sent")
    assert answer.status_code == 409
    assert "Forløbet er sagt farvel til." in answer.content.decode()
    assert press(tea, meeting, "meeting_next").status_code == 302


def test_meeting_link_of_any_video_tool_opens_beside_it(people: Cast, three: list[Any], tea: Client) -> None:
    meeting = meeting_about(people, three, link="https://video.example.org/rum")
    page = open_page(tea, meeting).content.decode()
    assert 'href="https://video.example.org/rum" target="_blank" rel="noopener noreferrer"' in page
    Meeting.objects.update(link="javascript:alert(1)")
    assert "javascript:" not in open_page(tea, meeting).content.decode()
