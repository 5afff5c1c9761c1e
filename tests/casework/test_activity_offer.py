"""What a citizen is told of, joins, turns down and leaves: dated, undone, counted in the kinds of figure 3.2 (F76)."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event, Organisation
from fremskudt.casework.actions import activity_offer as actions
from fremskudt.casework.models import ActivityOffer, Case, Citizen, Ending
from fremskudt.casework.rules import activity_offer as rules
from fremskudt.casework.rules.activity_offer import Mark
from fremskudt.casework.selectors.activity_offer import count_kinds, kinds_now
from fremskudt.partnership.rules.activity import KINDS
from tests.access.activity_pages import activity, offer
from tests.casework.field import citizen
from tests.casework.pages import at, fill, form_at, send_from, shown, words
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=timezone.get_default_timezone())
PAGE = "activity_offer"


@pytest.fixture
def kanel(people: Cast) -> Citizen:
    return citizen(people, "Kanel", "FFFF1111", followed_by=people.therapist)


@pytest.fixture
def tea(people: Cast, kanel: Citizen) -> Client:
    return enter(Client(), people.therapist)


def mark_at(one: ActivityOffer, kanel: Citizen) -> str:
    return reverse("casework:activity_offer_mark", args=[kanel.code, one.pk])


def undo_at(one: ActivityOffer, kanel: Citizen) -> str:
    return reverse("casework:activity_offer_undo", args=[kanel.code, one.pk])


def press(client: Client, one: ActivityOffer, kanel: Citizen, act: str, on: date | None = None) -> int:
    """As on the page: the button, and the day that stands in its form."""
    told = {"act": act} | ({"on": f"{on}"} if on else {})
    return int(send_from(client, client.get(at(PAGE, kanel)), mark_at(one, kanel), **told).status_code)  # type: ignore[arg-type]


def end(case: Case, people: Cast) -> None:
    Ending.objects.create(
        case=case,
        reason=2,
        phase=1,
        on=timezone.localdate(),
        onward="support",
        onward_words="Bostøtte",
        made_at=timezone.now(),
        by=people.therapist,
    )


@pytest.mark.parametrize("joined", [None, TODAY])
@pytest.mark.parametrize("declined", [None, TODAY])
@pytest.mark.parametrize("left", [None, TODAY])
def test_offer_stands_as_the_last_of_what_is_dated(
    joined: date | None, declined: date | None, left: date | None
) -> None:
    wanted = Mark.LEFT if left else Mark.JOINED if joined else Mark.DECLINED if declined else Mark.OFFERED
    assert rules.state_of(joined, declined, left) is wanted


@pytest.mark.parametrize("state", list(Mark))
@pytest.mark.parametrize("mark", list(Mark))
def test_offer_is_marked_with_what_can_come_next(state: Mark, mark: Mark) -> None:
    told = {"on": TODAY, "offered_on": TODAY, "joined_on": TODAY, "today": TODAY}
    may = {
        (Mark.OFFERED, Mark.JOINED), (Mark.OFFERED, Mark.DECLINED), (Mark.DECLINED, Mark.JOINED),
        (Mark.JOINED, Mark.LEFT),
    }  # fmt: skip
    assert bool(rules.may_mark(mark, state=state, is_undone=False, **told)) is ((state, mark) in may)
    assert not rules.may_mark(mark, state=state, is_undone=True, **told)


@pytest.mark.parametrize(
    ("mark", "days", "reason"),
    [
        (Mark.JOINED, 0, ""), (Mark.JOINED, 1, rules.AHEAD), (Mark.JOINED, -10, ""),
        (Mark.JOINED, -11, rules.BEFORE_OFFERED), (Mark.LEFT, -5, ""), (Mark.LEFT, -6, rules.BEFORE_JOINED),
        (Mark.DECLINED, -6, ""),
    ],
)  # fmt: skip
def test_offer_day_follows_what_came_first(mark: Mark, days: int, reason: str) -> None:
    on, offered, joined = (TODAY + timedelta(days=n) for n in (days, -10, -5))
    assert rules.may_be_on(mark, on=on, offered_on=offered, joined_on=joined, today=TODAY).reason == reason


@pytest.mark.parametrize(
    ("state", "minutes", "may"),
    [(Mark.JOINED, 10, True), (Mark.JOINED, 11, False), (Mark.LEFT, 1, False), (Mark.JOINED, -1, False)],
)
def test_offer_newest_act_is_undone_for_ten_minutes(state: Mark, minutes: int, may: bool) -> None:
    marked_at = NOW - timedelta(minutes=minutes)
    assert bool(rules.may_take_back(Mark.JOINED, state=state, marked_at=marked_at, now=NOW)) is may


def test_offer_of_a_house_is_picked_from_the_towns_programme(people: Cast, kanel: Citizen, tea: Client) -> None:
    supper = activity(people, people.drop_in, kind="self_help")
    activity(people, people.drop_in, title="Slut nu", ended_at=timezone.now())
    activity(people, people.centre_elsewhere, title="I Vejle")
    page = shown(tea, at(PAGE, kanel))
    assert "Intet endnu. Hvad kan borgeren lide at lave?" in page
    assert "Fællesspisning · Værestedet Kajen · Hver tirsdag kl. 17" in page
    assert "Slut nu" not in page
    assert "I Vejle" not in page
    for _press in range(2):
        assert fill(tea, at(PAGE, kanel), activity=supper.pk, act="offered").status_code == 302
    made = ActivityOffer.objects.get()
    assert (made.kind, made.offered_on, made.joined_on) == ("self_help", timezone.localdate(), None)
    assert Event.objects.filter(action="activity_offer.offer", subject=kanel.key).count() == 1
    assert Event.objects.filter(action="activity_offer.read", subject=kanel.key).exists()
    assert "Har hørt om" in shown(tea, at(PAGE, kanel))
    assert at(PAGE, kanel) in shown(tea, at("roles", kanel))


def test_offer_in_own_words_is_joined_at_once(kanel: Citizen, tea: Client) -> None:
    assert fill(tea, at(PAGE, kanel), kind="network", words="Brunch med sin søster", act="joined").status_code == 302
    made = ActivityOffer.objects.get()
    assert (made.kind, made.words, made.joined_on) == ("network", "Brunch med sin søster", timezone.localdate())
    page = words(tea.get(at(PAGE, kanel)))  # type: ignore[arg-type]
    assert "Er med i Brunch med sin søster" in page
    assert kinds_now(kanel) == {"network"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({}, "Vælg et fællesskab, eller hvilken slags det er."),
        ({"kind": "fest"}, "Vælg en fra listen."),
        ({"kind": "work", "on": "2999-01-01"}, "Dagen ligger ude i fremtiden."),
        ({"kind": "work", "words": "x" * 121}, "Intet er slettet."),
    ],
)
def test_offer_form_says_what_is_wrong_and_keeps_what_was_typed(
    kanel: Citizen, tea: Client, wrong: dict[str, str], said: str
) -> None:
    response = fill(tea, at(PAGE, kanel), **{"words": "<b>Kor</b>", "act": "offered", **wrong})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert form_at(response, at(PAGE, kanel))["words"] == [wrong.get("words", "<b>Kor</b>")]
    assert not ActivityOffer.objects.exists()


def test_offer_goes_from_a_no_to_a_yes_to_an_end_each_undone(people: Cast, kanel: Citizen, tea: Client) -> None:
    one = offer(people, kanel, offered_on=timezone.localdate() - timedelta(days=9))
    yesterday = timezone.localdate() - timedelta(days=1)
    assert press(tea, one, kanel, "declined", yesterday) == 302
    one.refresh_from_db()
    assert (one.declined_on, one.joined_on) == (yesterday, None)
    assert tea.post(undo_at(one, kanel)).status_code == 302
    assert tea.post(undo_at(one, kanel)).status_code == 409  # nothing of this session's is left to undo
    one.refresh_from_db()
    assert one.declined_on is None
    for act, field in (("declined", "declined_on"), ("joined", "joined_on"), ("left", "left_on")):
        assert press(tea, one, kanel, act) == 302
        assert tea.post(mark_at(one, kanel), {"act": act}).status_code == 302  # pressed twice
        one.refresh_from_db()
        assert getattr(one, field) == timezone.localdate()
    for action in ("join", "leave"):
        assert Event.objects.filter(action=f"activity_offer.{action}", subject=kanel.key).count() == 1
    assert kinds_now(kanel) == set()
    assert tea.post(mark_at(one, kanel), {"act": "declined"}).status_code == 409
    assert "Før (1)" in shown(tea, at(PAGE, kanel))
    assert tea.post(undo_at(one, kanel)).status_code == 302
    assert kinds_now(kanel) == {"community"}


def test_offer_undo_lasts_ten_minutes_and_takes_the_row_away(people: Cast, kanel: Citizen, tea: Client) -> None:
    assert fill(tea, at(PAGE, kanel), kind="work", act="joined").status_code == 302
    one = ActivityOffer.objects.get()
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        late = enter(Client(), people.therapist)
        assert undo_at(one, kanel) not in shown(tea, at(PAGE, kanel))
        assert tea.post(undo_at(one, kanel)).status_code == late.post(undo_at(one, kanel)).status_code == 409
    assert undo_at(one, kanel) in shown(tea, at(PAGE, kanel))
    assert tea.post(undo_at(one, kanel)).status_code == 302
    one.refresh_from_db()
    assert one.undone_at is not None
    assert kinds_now(kanel) == set()
    assert tea.post(mark_at(one, kanel), {"act": "left"}).status_code == 404


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"act": "joined", "on": "2001-01-01"}, "Dagen ligger før den dag, borgeren fik det tilbudt."),
        ({"act": "joined", "on": "2999-01-01"}, "Dagen ligger ude i fremtiden."),
        ({"act": "joined", "on": "snart"}, "Skriv dagen som 24-12-2026."),
        ({"act": "offered"}, "Tryk på det, der skete."),
        ({}, "Tryk på det, der skete."),
    ],
)
def test_offer_mark_that_cannot_be_is_told(
    people: Cast, kanel: Citizen, tea: Client, sent: dict[str, str], said: str
) -> None:
    one = offer(people, kanel)
    response = tea.post(mark_at(one, kanel), sent)
    assert response.status_code == 422
    assert said in response.content.decode()
    one.refresh_from_db()
    assert one.joined_on is None


def test_offers_beyond_reach_are_not_there(people: Cast, kanel: Citizen) -> None:
    one = offer(people, kanel)
    for user in (people.colleague, people.therapist_elsewhere, people.leader):
        client = enter(Client(), user)
        assert client.get(at(PAGE, kanel)).status_code == client.post(at(PAGE, kanel)).status_code == 404
        assert client.post(mark_at(one, kanel), {"act": "joined"}).status_code == 404
        assert client.post(undo_at(one, kanel)).status_code == 404
    other = citizen(people, "Havre", "CCCC2222", followed_by=people.therapist)
    wrong = reverse("casework:activity_offer_mark", args=[other.code, one.pk])
    assert enter(Client(), people.therapist).post(wrong, {"act": "joined"}).status_code == 404
    for user in (people.partner, people.peer, people.professional):
        assert enter(Client(), user).get(at(PAGE, kanel)).status_code == 403


def test_offer_after_a_farewell_is_only_left(people: Cast, kanel: Citizen, tea: Client) -> None:
    told, joined = offer(people, kanel), offer(people, kanel, kind="work", joined_on=timezone.localdate())
    end(kanel.cases.get(), people)
    page = shown(tea, at(PAGE, kanel))
    assert "Forløbet er sagt farvel til." in page
    assert tea.post(at(PAGE, kanel), {"kind": "work", "on": f"{timezone.localdate()}"}).status_code == 409
    assert tea.post(mark_at(told, kanel), {"act": "joined"}).status_code == 409
    assert press(tea, joined, kanel, "left") == 302
    assert ActivityOffer.objects.count() == 2


def test_offers_of_a_merged_record_are_the_kept_ones(people: Cast, kanel: Citizen, tea: Client) -> None:
    other = citizen(people, "Havre", "CCCC2222")
    one = offer(people, other, joined_on=timezone.localdate())
    other.merged_into = kanel
    other.save()
    assert "Er med i" in shown(tea, at(PAGE, kanel))
    assert kinds_now(kanel) == kinds_now(other) == {"community"}
    assert press(tea, one, kanel, "left") == 302
    assert Event.objects.filter(action="activity_offer.leave", subject=kanel.key).exists()


def test_offer_kinds_are_counted_with_small_numbers_hidden(people: Cast) -> None:
    town, today = people.municipalities["Randers"], timezone.localdate()
    in_it = [citizen(people, f"Alias {number}", followed_by=people.therapist) for number in range(9)]
    Case.objects.update(started_on=today)
    for number, one in enumerate(in_it):
        if number < 4:
            offer(people, one, joined_on=today)
            offer(people, one, kind="work", joined_on=today, words="en til")  # several can be ticked
        if number < 2:
            offer(people, one, kind="network", joined_on=today)
        offer(people, one, kind="bridge", joined_on=today, left_on=today)
        offer(people, one, kind="other")
    found = count_kinds({town.pk})
    assert found.of.value == 9
    assert {kind: cell.value for kind, cell in found.kinds.items()} == {
        **dict.fromkeys(KINDS, 0), "community": 4, "work": 4, "network": None,
    }  # fmt: skip
    assert count_kinds({people.municipalities["Vejle"].pk}).of.value == 0
    in_it[0].merged_into = in_it[1]  # one person, with two records
    in_it[0].save()
    again = count_kinds({town.pk})
    assert (again.of.value, again.kinds["community"].value) == (8, 3)


def test_offer_kinds_stand_with_the_leaders_numbers_and_on_no_other_page(people: Cast) -> None:
    for number in range(9):
        one = citizen(people, f"Alias {number}", followed_by=people.therapist)
        Case.objects.update(started_on=timezone.localdate())
        if number < 4:
            offer(people, one, joined_on=timezone.localdate())
        if number < 1:
            offer(people, one, kind="work", joined_on=timezone.localdate())
    said = words(enter(Client(), people.leader).get(reverse("casework:numbers")))
    assert "Socialt fællesskab4" in said
    assert "Job, skole eller praktikskjult" in said
    assert "Borgere i et forløb9" in said
    assert "Socialt fællesskab" not in shown(enter(Client(), people.therapist), reverse("casework:numbers"))


def test_offers_ask_the_same_however_many_there_are(people: Cast, kanel: Citizen, tea: Client) -> None:
    def n_asked() -> int:
        tea.get(at(PAGE, kanel))
        with CaptureQueriesContext(connection) as asked:
            assert tea.get(at(PAGE, kanel)).status_code == 200
        return len(asked)

    offer(people, kanel, activity=activity(people, people.drop_in))
    before = n_asked()
    for number in range(25):
        house = Organisation.objects.create(
            kind=Organisation.Kind.SHELTER, name=f"Hus {number}", municipality=people.municipalities["Randers"]
        )
        offer(people, kanel, activity=activity(people, house), words=f"nr {number}")
    assert n_asked() == before <= 15


def test_offer_of_an_activity_that_is_gone_still_counts(people: Cast, kanel: Citizen) -> None:
    supper = activity(people, people.drop_in)
    made = actions.offer(
        case=kanel.cases.get(), activity=supper, kind="", words="", on=timezone.localdate(), is_joined=True,
        by=people.therapist,
    )  # fmt: skip
    supper.delete()
    made.refresh_from_db()
    assert (made.activity, kinds_now(kanel)) == (None, {"community"})
