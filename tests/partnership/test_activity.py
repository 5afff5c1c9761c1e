"""What the houses invite to: put up, changed, ended, counted as numbers, and never with anybody in it (F76, F93)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from fremskudt.access.models import Event, Organisation, User
from fremskudt.access.roles import Role
from fremskudt.access.strength import Strength
from fremskudt.partnership.models import Activity, ActivityCount
from fremskudt.partnership.rules import activity as rules
from fremskudt.partnership.rules.activity import Counted, Group
from fremskudt.partnership.selectors.activity import list_open, minutes_given
from tests.access.activity_pages import activity
from tests.casework.lix import lix
from tests.casework.pages import fill, form_at, send_from, shown, words
from tests.cast import Cast, enter, person

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LIST, NEW = reverse("partnership:activities"), reverse("partnership:activity_new")
UNDO = reverse("partnership:activity_count_undo")
TODAY = date(2026, 11, 25)
NAME = "Det ligner et navn. Skriv et andet ord, så gemmer vi."
NUMBER = "Det ligner et nummer eller en adresse. Skriv kun området."


def of(one: Activity, name: str = "activity") -> str:
    return reverse(f"partnership:{name}", args=[one.pk])


def told(**more: Any) -> dict[str, Any]:
    return {
        "title": "Gåtur ved åen",
        "where": "Foran huset",
        "when": "Hver torsdag kl. 10",
        "kind": "community",
        **more,
    }


def count(client: Client, one: Activity, **more: Any) -> Any:
    return fill(client, of(one, "activity_count"), **more)


@pytest.mark.parametrize(
    ("days", "when", "group"),
    [
        (0, "Fredag", Group.WEEK), (6, "Fredag", Group.WEEK), (7, "Fredag", Group.LATER), (-1, "Fredag", Group.BEFORE),
        (-1, "Hver fredag kl. 17", Group.AGAIN), (-1, "alle onsdage", Group.AGAIN), (None, "Når du vil", Group.AGAIN),
        (-1, "Hverken før eller siden", Group.BEFORE), (3, "Hver fredag", Group.WEEK),
    ],
)  # fmt: skip
def test_activity_stands_under_a_heading_by_its_day_and_words(days: int | None, when: str, group: Group) -> None:
    assert rules.group_of(None if days is None else TODAY + timedelta(days=days), when, TODAY) is group


@pytest.mark.parametrize(
    ("text", "is_place", "said"),
    [
        ("Fællesspisning", False, ""),
        ("Værestedet Kajen, i køkkenet", True, ""),
        ("Rosa Stue", True, ""),  # the name of a house that is known
        ("Havnegade 12", True, ""),
        ("Havnegade 12", False, NUMBER),
        ("Kaffe med Jens", False, NAME),
        ("Ring på 22 33 44 55", True, NUMBER),
        ("Skriv til palle@example.org", False, NUMBER),
        ("Vi har plads til K7M4-Q2RX", False, NUMBER),
    ],
)
def test_activity_text_may_tell_of_no_one(text: str, is_place: bool, said: str) -> None:
    assert rules.sentence_against(text, ["Rosa Stue", ""], is_place=is_place) == said


@pytest.mark.parametrize(("days", "may"), [(0, True), (-60, True), (-61, False), (1, False)])
def test_activity_is_counted_within_two_months_back(days: int, may: bool) -> None:
    assert rules.may_be_counted(TODAY + timedelta(days=days), TODAY) is may


@pytest.mark.parametrize(("days", "may"), [(0, True), (366, True), (367, False), (-1, False)])
def test_activity_comes_next_from_today_and_within_a_year(days: int, may: bool) -> None:
    assert rules.may_come_next(TODAY + timedelta(days=days), TODAY) is may


@pytest.mark.parametrize("is_mine", [True, False])
@pytest.mark.parametrize("is_fresh", [True, False])
def test_activity_count_is_undone_by_who_counted_while_it_is_fresh(is_mine: bool, is_fresh: bool) -> None:
    assert bool(rules.may_take_back(is_mine=is_mine, is_fresh=is_fresh)) is (is_mine and is_fresh)


def test_activity_months_hide_fewer_than_three_and_add_up_hours() -> None:
    days = [Counted(date(2026, 11, 3), 2, 90), Counted(date(2026, 10, 1), 4, 60), Counted(date(2026, 10, 8), 5, 75)]
    november, october = rules.months(days)
    assert (november.first, november.n_times, november.people.is_hidden, november.hours) == (
        date(2026, 11, 1), 1, True, 1.5,
    )  # fmt: skip
    assert (october.n_times, october.people.value, october.hours) == (2, 9, 2.0)
    assert rules.first_month(date(2026, 11, 25)) == date(2026, 6, 1)
    assert rules.first_month(date(2026, 2, 1)) == date(2025, 9, 1)


def test_activities_of_nobody_say_that_coffee_counts(people: Cast) -> None:
    for user in (people.partner, people.partner_contact, people.leader):
        page = shown(enter(Client(), user), LIST)
        assert "Intet på programmet. Kaffe kl. 10 tæller også." in page
        assert "fase" not in page.lower().split("<main")[1].split("</main")[0]
    for user in (people.peer, people.therapist, people.professional, people.steering, people.administrator):
        assert enter(Client(), user).get(LIST).status_code == 403
    assert enter(Client(), people.partner, Strength.LINK).get(NEW).status_code == 200


def test_activity_is_put_up_once_and_seen_by_the_towns_houses_alone(people: Cast) -> None:
    palle, next_on = enter(Client(), people.partner), timezone.localdate() + timedelta(days=2)
    for _press in range(2):
        made = fill(palle, NEW, **told(on=f"{next_on}", clock="10.30", n_places="8"))
        assert made.status_code == 302
    one = Activity.objects.get()
    assert (one.organisation, one.by, one.n_places) == (people.drop_in, people.partner, 8)
    assert timezone.localtime(one.next_at).strftime("%H:%M") == "10:30"  # type: ignore[arg-type]
    assert Event.objects.filter(action="activity.make", subject=f"activity:{one.pk}").count() == 1
    shelter = Organisation.objects.create(
        kind=Organisation.Kind.SHELTER, name="Herberget", municipality=people.municipalities["Randers"]
    )
    neighbour = person("Nora", shelter, Role.PARTNER)
    for user, is_own in ((people.partner_contact, True), (people.leader, True), (neighbour, False)):
        page = shown(enter(Client(), user), LIST)
        for said in ("Denne uge", "Gåtur ved åen", "Foran huset", "Hver torsdag kl. 10", "kl. 10.30", "Plads til 8"):
            assert said in page
        assert (of(one) in page) is is_own
    assert "Gåtur" not in shown(enter(Client(), people.leader_elsewhere), LIST)
    assert not Event.objects.filter(action__endswith=".read").exists()  # nobody's data


@pytest.mark.parametrize("name", ["activity", "activity_end", "activity_count"])
def test_activity_of_another_house_is_not_there(people: Cast, name: str) -> None:
    near = Organisation.objects.create(
        kind=Organisation.Kind.SHELTER, name="Herberget", municipality=people.municipalities["Randers"]
    )
    theirs, far = activity(people, near), activity(people, people.centre_elsewhere)
    palle, lea = enter(Client(), people.partner), enter(Client(), people.leader)
    for one in (theirs, far):
        assert palle.get(of(one, name)).status_code == palle.post(of(one, name)).status_code == 404
    assert lea.get(of(theirs, name)).status_code == 200  # she helps the houses of her own town
    assert lea.get(of(far, name)).status_code == lea.post(of(far, name)).status_code == 404
    told_of = ActivityCount.objects.create(
        activity=theirs, on=timezone.localdate(), n_people=4, made_at=timezone.now(), by=people.leader
    )
    assert palle.post(UNDO, {"count": told_of.pk}).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "Skriv, hvad det er."),
        ({"where": ""}, "Skriv, hvor og hvornår."),
        ({"when": ""}, "Skriv, hvor og hvornår."),
        ({"title": "Kaffe med Jens"}, NAME),
        ({"where": "Ring 22 33 44 55"}, NUMBER),
        ({"when": "Når Mette Hansen kommer"}, NAME),
        ({"title": "x" * 5000}, "højst 80 tegn. Intet er slettet."),
        ({"kind": "fest"}, "Vælg en fra listen."),
        ({"on": "i går"}, "Skriv dagen som 24-12-2026."),
        ({"on": "2001-01-01"}, "Vælg en dag fra i dag og højst et år frem."),
        ({"clock": "10.30"}, "Skriv dagen også."),
        ({"clock": "snart"}, "Skriv tiden som 9.40."),
        ({"n_places": "mange"}, "Skriv et tal fra 1 til 500."),
        ({"n_places": "0"}, "Skriv et tal fra 1 til 500."),
    ],
)
def test_activity_form_says_what_is_wrong_and_keeps_what_was_typed(
    people: Cast, wrong: dict[str, Any], said: str
) -> None:
    palle = enter(Client(), people.partner)
    response = fill(palle, NEW, **told(**{"title": "<i>Gåtur</i>", **wrong}))
    assert response.status_code == 422
    assert said in response.content.decode()
    kept = form_at(response, NEW)
    assert kept.get("title", [""]) == [wrong.get("title", "<i>Gåtur</i>")]
    assert not Activity.objects.exists()


def test_activity_of_a_leader_is_put_up_for_a_house_of_the_town(people: Cast) -> None:
    lea = enter(Client(), people.leader)
    assert "Centret i Vejle" not in shown(lea, NEW)
    assert "Vælg et hus." in fill(lea, NEW, **told()).content.decode()
    assert fill(lea, NEW, **told(house=people.centre_elsewhere.pk)).status_code == 422
    assert fill(lea, NEW, **told(house=people.drop_in.pk)).status_code == 302
    assert Activity.objects.get().organisation == people.drop_in


def test_activity_is_changed_and_taken_off_after_a_question(people: Cast) -> None:
    one, karla = activity(people, people.drop_in), enter(Client(), people.partner_contact)
    for _press in range(2):
        assert fill(karla, of(one), title="Suppe", n_places="12").status_code == 302
    one.refresh_from_db()
    assert (one.title, one.n_places, one.when) == ("Suppe", 12, "Hver tirsdag kl. 17")
    assert Event.objects.filter(action="activity.change").count() == 1
    assert "Så kan ingen se det mere." in shown(karla, of(one, "activity_end"))
    for _press in range(2):
        assert karla.post(of(one, "activity_end")).status_code == 302
    assert "Suppe" not in shown(karla, LIST)
    assert Event.objects.filter(action="activity.end").count() == 1
    assert karla.get(of(one)).status_code == karla.get(of(one, "activity_count")).status_code == 409
    assert "Den er slut og står ikke på programmet mere." in karla.post(of(one)).content.decode()


def test_activity_keeps_a_day_that_has_passed_where_it_stood(people: Cast) -> None:
    one = activity(people, people.drop_in, when="Fredag", next_at=timezone.now() - timedelta(days=3))
    palle, lea = enter(Client(), people.partner), enter(Client(), people.leader)
    assert "Har været" in shown(palle, LIST)
    assert fill(palle, of(one), title="Fest").status_code == 302
    neighbour = person("Nora", people.jobcentre, Role.PARTNER)
    assert "Fest" not in shown(enter(Client(), neighbour), LIST)  # what is over is its own house's
    assert one not in list_open(people.municipalities["Randers"].pk)
    assert "Fest" in shown(lea, LIST)


def test_activity_count_is_a_number_and_can_be_undone(people: Cast) -> None:
    one, palle = activity(people, people.drop_in), enter(Client(), people.partner)
    for _press in range(2):
        assert count(palle, one, n_people="7", hours="3").status_code == 302
    stands = ActivityCount.objects.get()
    assert (stands.n_people, stands.minutes, stands.on) == (7, 180, timezone.localdate())
    assert Event.objects.filter(action="activity.count").count() == 1
    page = palle.get(LIST)
    assert "Talt: Fællesspisning" in words(page)  # type: ignore[arg-type]
    assert form_at(palle.get(of(one, "activity_count")), of(one, "activity_count"))["hours"] == ["3"]  # type: ignore[arg-type]
    assert count(palle, one, n_people="8", hours="", hours_more="2,5").status_code == 302  # counted anew
    assert ActivityCount.objects.get(taken_back_at=None).minutes == 150
    karla = enter(Client(), people.partner_contact)
    newest = ActivityCount.objects.get(taken_back_at=None)
    assert karla.post(UNDO, {"count": newest.pk}).status_code == 409  # who counted takes it back
    for _press in range(2):
        assert palle.post(UNDO, {"count": newest.pk}).status_code == 302
    assert ActivityCount.objects.get(taken_back_at=None) == stands  # what stood before stands again
    assert Event.objects.filter(action="activity.count_undo").count() == 1
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert palle.post(UNDO, {"count": stands.pk}).status_code == 409
        assert UNDO not in shown(palle, LIST)
    assert palle.post(UNDO, {"count": "x"}).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({}, "Vælg, hvor mange der kom."),
        ({"n_more": "mange"}, "Skriv et tal fra 0 til 500."),
        ({"n_more": "501"}, "Skriv et tal fra 0 til 500."),
        ({"n_people": "5", "hours_more": "længe"}, "Skriv timerne som 2 eller 2,5."),
        ({"n_people": "5", "hours_more": "9999999"}, "Skriv timerne som 2 eller 2,5."),
        ({"n_people": "13"}, "Vælg en fra listen."),
        ({"n_people": "5", "on": "2999-01-01"}, "Vælg en dag inden for de sidste to måneder."),
        ({"n_people": "5", "on": ""}, "Skriv en dag."),
    ],
)
def test_activity_count_says_what_is_wrong(people: Cast, wrong: dict[str, Any], said: str) -> None:
    one = activity(people, people.drop_in)
    response = count(enter(Client(), people.partner), one, **wrong)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not ActivityCount.objects.exists()


def test_activity_months_are_numbers_of_ones_own_house(people: Cast) -> None:
    one = activity(people, people.drop_in)
    palle = enter(Client(), people.partner)
    assert count(palle, one, n_people="2", hours="2").status_code == 302
    page = words(palle.get(LIST))  # type: ignore[arg-type]
    assert "1 gang · færre end 3 kom · 2 timer givet" in page
    assert (
        count(palle, one, n_people="", n_more="20", on=f"{timezone.localdate() - timedelta(days=1)}").status_code == 302
    )
    assert "timer givet" in words(palle.get(LIST))  # type: ignore[arg-type]
    neighbour = person("Nora", people.jobcentre, Role.PARTNER)
    assert "timer givet" not in shown(enter(Client(), neighbour), LIST)
    assert "Værestedet Kajen" in shown(enter(Client(), people.leader), LIST)
    today = timezone.localdate()
    towns = {people.municipalities["Randers"].pk}
    given = minutes_given(towns, today - timedelta(days=2), today)
    assert given == {"Værestedet Kajen": (2, 240)}
    assert minutes_given({people.municipalities["Vejle"].pk}, today, today) == {}


def test_activities_ask_the_same_however_many_there_are(people: Cast) -> None:
    def n_asked(user: User) -> int:
        client = enter(Client(), user)
        client.get(LIST)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(LIST).status_code == 200
        return len(asked)

    activity(people, people.drop_in)
    before = [n_asked(user) for user in (people.partner, people.leader)]
    for number in range(30):
        house = Organisation.objects.create(
            kind=Organisation.Kind.SHELTER, name=f"Hus {number}", municipality=people.municipalities["Randers"]
        )
        made = activity(people, house, title=f"Kaffe {number}")
        ActivityCount.objects.create(
            activity=made, on=timezone.localdate(), n_people=4, minutes=60, made_at=timezone.now(), by=people.leader
        )
    after = [n_asked(user) for user in (people.partner, people.leader)]
    assert after == before
    assert max(after) <= 15
    palle = enter(Client(), people.partner)
    page = shown(palle, LIST)
    assert page.count('class="card"') == 20
    assert "Vis flere" in page
    assert page.index("Fællesspisning") < page.index("Kaffe 0")  # one's own first
    assert shown(palle, f"{LIST}?alle").count('class="card"') == 31


def test_activities_are_in_plain_words(people: Cast) -> None:
    one, palle = activity(people, people.drop_in), enter(Client(), people.partner)
    text = ""
    for address in (LIST, NEW, of(one), of(one, "activity_end"), of(one, "activity_count")):
        main = shown(palle, address).split("<main")[1].split("</main")[0]
        assert "behandling" not in main.lower()
        assert "misbrug" not in main.lower()
        text += "\n".join(part.strip() for part in html.fromstring(f"<main{main}</main>").itertext() if part.strip())
    assert lix(text) <= 30, lix(text)


def test_activity_next_day_without_a_clock_is_a_day(people: Cast) -> None:
    palle, next_on = enter(Client(), people.partner), timezone.localdate() + timedelta(days=1)
    assert fill(palle, NEW, **told(on=f"{next_on}", when="I morgen")).status_code == 302
    one = Activity.objects.get()
    assert not rules.has_clock(timezone.localtime(one.next_at))  # type: ignore[arg-type]
    assert "kl. 0" not in words(palle.get(LIST))  # type: ignore[arg-type]
    assert form_at(palle.get(of(one)), of(one)).get("clock", [""]) == [""]  # type: ignore[arg-type]
    assert send_from(palle, palle.get(of(one)), of(one), title="Tur").status_code == 302  # type: ignore[arg-type]
    one.refresh_from_db()
    assert datetime.combine(next_on, datetime.min.time()) == timezone.localtime(one.next_at).replace(tzinfo=None)  # type: ignore[arg-type]
