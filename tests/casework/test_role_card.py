"""Role cards: who does what around one citizen. Nobody gets one, nor sees one, whom no yes covers (F57, F75)."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.access.roles import Role
from fremskudt.casework.models import Barring, Case, ChannelIn, Citizen, ConsentEnd, RoleCard, Task
from fremskudt.casework.rules import role_card as rules
from tests.access.role_pages import role_of
from tests.casework.consent_field import say
from tests.casework.field import citizen
from tests.casework.pages import at, fill, form_at, send_from, shown, words
from tests.casework.test_plan import end
from tests.cast import Cast, enter, person

pytestmark = [pytest.mark.database, pytest.mark.django_db]
TODAY = date(2026, 11, 22)
HELD = {"role": "Følgesvend", "does": "Går med til aftaler om torsdagen"}


def of(name: str, kanel: Citizen, card: RoleCard) -> str:
    return reverse(f"casework:{name}", args=[kanel.code, card.pk])


def add(client: Client, kanel: Citizen, holder: str, **more: Any) -> Any:
    return fill(client, at("role_new", kanel), holder=holder, **{**HELD, **more})


def house(people: Cast) -> str:
    return f"{people.drop_in.pk}-"


@pytest.mark.parametrize(
    ("follows", "topics", "may"), [(False, (), False), (True, (), True), (False, ("housing",), True)]
)
def test_role_is_held_by_who_follows_or_is_covered(follows: bool, topics: tuple[str, ...], may: bool) -> None:
    verdict = rules.may_hold(follows=follows, topics=topics)
    assert (bool(verdict), verdict.reason) == (may, "" if may else "Der mangler et ja.")


@pytest.mark.parametrize(
    ("day", "may"),
    [(TODAY, False), (date(2026, 11, 23), True), (date(2027, 11, 22), True), (date(2027, 11, 23), False)],
)
def test_role_runs_for_a_year_at_most(day: date, may: bool) -> None:
    assert rules.may_run_until(day, TODAY) is may


def test_role_is_agreed_again_from_the_day_after_its_last() -> None:
    assert [rules.is_to_confirm(TODAY + timedelta(days=n), TODAY) for n in (-1, 0, 1)] == [True, False, False]
    for is_ended in (False, True):
        for is_replaced in (False, True):
            verdict = rules.may_agree_again(is_ended=is_ended, is_replaced=is_replaced)
            assert bool(verdict) is not (is_ended or is_replaced)


def test_roles_of_nobody_ask_whom_the_citizen_trusts(tea: Client, kanel: Citizen) -> None:
    page = shown(tea, at("roles", kanel))
    assert "Kun dig indtil videre. Hvem har borgeren selv tillid til?" in page
    assert "Ingen aftalt endnu" in shown(tea, at("citizen", kanel))
    assert Event.objects.filter(action="role_card.read", subject=kanel.key, fields="free_text").count() == 1


def test_role_of_a_house_with_a_yes_is_agreed_in_one_form(tea: Client, kanel: Citizen, people: Cast) -> None:
    say(kanel, people.drop_in, "appointments", by=people.therapist)
    assert add(tea, kanel, house(people), does_not="Holder ikke øje med medicin").status_code == 302
    card = RoleCard.objects.get()
    assert (card.organisation, card.user, card.confirmed_on) == (people.drop_in, None, timezone.localdate())
    page = words(tea.get(at("roles", kanel)))
    for said in ("Følgesvend", "Værestedet Kajen", "Går med til aftaler", "Holder ikke øje med medicin", "Til og med"):
        assert said in page
    assert Event.objects.filter(action="role_card.add", subject=kanel.key).count() == 1
    assert "Aftales igen" in shown(tea, at("citizen", kanel))


def test_role_of_who_has_no_yes_is_not_kept_and_leads_to_asking(tea: Client, kanel: Citizen, people: Cast) -> None:
    refused = add(tea, kanel, f"{people.jobcentre.pk}-")
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Jobcentret i Randers må ikke få det at vide endnu. Spørg om et ja." in page
    assert at("consent_ask", kanel) in page
    assert form_at(refused, at("role_new", kanel))["does"] == [HELD["does"]]
    assert not RoleCard.objects.exists()


def test_role_choices_put_first_whom_a_yes_covers(tea: Client, kanel: Citizen, people: Cast) -> None:
    say(kanel, people.drop_in, "appointments", by=people.therapist)
    say(kanel, people.centre, "appointments", by=people.therapist, role=Role.PEER)
    say(kanel, "Min søster", "appointments", by=people.therapist)
    page = shown(tea, at("role_new", kanel)).split("<select")[1]
    order = ["Borgeren har sagt ja", "Værestedet Kajen", "Følger borgeren", ">Tea", "Mangler et ja", "Jobcentret"]
    places = [page.index(word) for word in order]
    assert places == sorted(places)
    covered = page[page.index("Borgeren har sagt ja") : page.index("Følger borgeren")]
    for name in ("Palle · Værestedet Kajen", "Karla · Værestedet Kajen", "Pia · Centret i Randers", "Min søster"):
        assert name in covered
    assert "Jens" not in page  # of a house without a yes, nobody is named
    assert "Centret i Vejle" not in page


def test_role_of_one_person_of_a_peer_and_of_somebody_outside(tea: Client, kanel: Citizen, people: Cast) -> None:
    say(kanel, people.jobcentre, "economy", by=people.therapist, user=people.professional)
    say(kanel, people.centre, "appointments", by=people.therapist, role=Role.PEER)
    say(kanel, "Min søster", "appointments", by=people.therapist)
    for holder in (
        f"{people.jobcentre.pk}-{people.professional.pk}", f"{people.centre.pk}-{people.peer.pk}", "Min søster",
        f"{people.centre.pk}-{people.therapist.pk}",
    ):  # fmt: skip
        assert add(tea, kanel, holder).status_code == 302
    page = words(tea.get(at("roles", kanel)))
    for who in ("Jens · Jobcentret i Randers", "Pia · Centret i Randers Peer", "Min søster", "Tea · Centret i Randers"):
        assert who in page
    assert "Mangler et ja" not in page
    assert RoleCard.objects.count() == 4  # one person may hold several too
    assert add(tea, kanel, "Min søster", role="Ringer om søndagen").status_code == 302
    assert RoleCard.objects.filter(outside="Min søster").count() == 2


def test_role_whose_yes_is_withdrawn_is_shown_as_that_and_not_agreed_again(
    tea: Client, kanel: Citizen, people: Cast
) -> None:
    yes = say(kanel, people.drop_in, "appointments", by=people.therapist)
    card = role_of(kanel, people)
    open_page = tea.get(of("role_again", kanel, card))
    ConsentEnd.objects.create(entry=yes, why="withdrawn", at=timezone.now(), by=people.therapist)
    page = shown(tea, at("roles", kanel))
    assert "Mangler et ja" in page
    assert of("role_again", kanel, card) not in page
    refused = send_from(tea, open_page, of("role_again", kanel, card))  # type: ignore[arg-type]
    assert refused.status_code == 409
    assert "Der mangler et ja." in refused.content.decode()
    assert 'aria-disabled="true"' in shown(tea, of("role_again", kanel, card))
    assert RoleCard.objects.count() == 1


def test_role_of_who_left_the_house_is_nobodys_to_see(tea: Client, kanel: Citizen, people: Cast) -> None:
    say(kanel, people.drop_in, "appointments", by=people.therapist)
    role_of(kanel, people, user=people.partner)
    assert "Mangler et ja" not in shown(tea, at("roles", kanel))
    people.partner.memberships.all().delete()
    assert "Mangler et ja" in shown(tea, at("roles", kanel))


def test_role_of_one_who_is_barred_cannot_be_agreed(tea: Client, kanel: Citizen, people: Cast) -> None:
    say(kanel, people.drop_in, "appointments", by=people.therapist)
    Barring.objects.create(
        citizen=kanel, user=people.partner, reason="Borgeren bad om det", set_at=timezone.now(), set_by=people.leader,
        review_on=timezone.localdate(),
    )  # fmt: skip
    page = shown(tea, at("role_new", kanel))
    assert "Karla" in page
    assert "Palle" not in page
    assert add(tea, kanel, f"{people.drop_in.pk}-{people.partner.pk}").status_code == 422


def test_role_pressed_twice_is_one_and_agreed_again_keeps_the_old(tea: Client, kanel: Citizen, people: Cast) -> None:
    say(kanel, people.drop_in, "appointments", by=people.therapist)
    for _press in range(2):
        assert add(tea, kanel, house(people)).status_code == 302
    card = RoleCard.objects.get()
    again = tea.get(of("role_again", kanel, card))
    until = f"{timezone.localdate() + timedelta(days=200):%Y-%m-%d}"
    for _press in range(2):
        told = send_from(tea, again, of("role_again", kanel, card), until_on=until, does="Ringer også")  # type: ignore[arg-type]
        assert told.status_code == 302
    newer = RoleCard.objects.get(replaces=card)
    assert (newer.does, newer.role, newer.organisation) == ("Ringer også", "Følgesvend", people.drop_in)
    assert RoleCard.objects.standing().get() == newer
    page = words(tea.get(at("roles", kanel)))
    assert "Tidligere (1)" in page
    assert "aftalt igen siden" in page
    told = send_from(tea, again, of("role_again", kanel, card), until_on=until, does="Noget tredje")  # type: ignore[arg-type]
    assert told.status_code == 409
    assert "Rollen er aftalt igen imens. Se det nye kort." in told.content.decode()
    assert [Event.objects.filter(action=f"role_card.{act}").count() for act in ("add", "again")] == [1, 1]


def test_role_is_ended_once_on_a_page_of_its_own(tea: Client, kanel: Citizen, people: Cast) -> None:
    card = role_of(kanel, people)
    assert "Ja, slut rollen" in shown(tea, of("role_end", kanel, card))
    for _press in range(2):
        assert tea.post(of("role_end", kanel, card)).status_code == 302
    assert not RoleCard.objects.standing().exists()
    assert "sluttet" in words(tea.get(at("roles", kanel)))
    assert Event.objects.filter(action="role_card.end", subject=kanel.key).count() == 1
    say(kanel, people.drop_in, "appointments", by=people.therapist)
    told = tea.post(of("role_again", kanel, card), {**HELD, "until_on": f"{timezone.localdate() + timedelta(days=9)}"})
    assert told.status_code == 409
    assert "Rollen er sluttet. Skriv et nyt rollekort." in told.content.decode()


def test_role_past_its_day_is_to_be_agreed_again(tea: Client, kanel: Citizen, people: Cast) -> None:
    role_of(kanel, people)
    RoleCard.objects.update(until_on=timezone.localdate() - timedelta(days=1))
    assert "Skal aftales igen" in shown(tea, at("roles", kanel))
    assert "En rolle skal aftales igen" in shown(tea, at("citizen", kanel))


def test_role_that_is_borrowed_is_to_be_handed_on(tea: Client, kanel: Citizen, people: Cast) -> None:
    say(kanel, people.drop_in, "appointments", by=people.therapist)
    assert add(tea, kanel, f"{people.centre.pk}-{people.therapist.pk}", borrowed_from="home_support").status_code == 302
    page = tea.get(at("roles", kanel))
    assert "Lånt fra bostøtte (støtte i hjemmet)." in words(page)
    for name in ("consent_ask", "task_new"):
        assert at(name, kanel) in page.content.decode()


def test_role_page_shows_companion_and_what_is_nobodys(tea: Client, kanel: Citizen, people: Cast) -> None:
    now, case = timezone.now(), kanel.cases.get()
    ChannelIn.objects.create(case=case, companion="En ven", made_at=now, by=people.therapist)
    gone = person("Gitte", people.centre, Role.THERAPIST)
    told = {
        "municipality": kanel.municipality, "case": case, "source": "own", "topic": "agreements", "made_at": now,
        "on": timezone.localdate(), "by": people.therapist,
    }  # fmt: skip
    for what, owner, place in (
        ("Ingens", None, None), ("Den lukkedes", gone, people.centre), ("Teas", people.therapist, people.centre),
        ("Ikke dækket", people.partner, people.drop_in), ("Gjort", None, None),
    ):  # fmt: skip
        task = Task.objects.create(words=what, owner=owner, organisation=place, operation=uuid.uuid4(), **told)
        if what == "Gjort":
            Task.objects.filter(pk=task.pk).update(done_at=now)
    gone.is_active = False
    gone.save()
    page = words(tea.get(at("roles", kanel)))
    assert "En ven" in page
    assert "En opgave skal have én person." in page
    for what in ("Ingens", "Den lukkedes", "Ikke dækket"):
        assert what in page
    for what in ("Teas", "Gjort"):
        assert what not in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"holder": ""}, "Vælg, hvem det er."),
        ({"holder": "999999-"}, "Vælg en fra listen. Den har ændret sig."),
        ({"role": " "}, "Skriv, hvad rollen hedder."),
        ({"does": ""}, "Skriv mindst én ting."),
        ({"does": "x" * 10000}, "10.000 tegn, og der er plads til 500"),
        ({"until_on": ""}, "Vælg en dag efter i dag og højst 12 måneder frem."),
        ({"until_on": "2001-01-01"}, "Vælg en dag efter i dag og højst 12 måneder frem."),
        ({"until_on": "2999-01-01"}, "Vælg en dag efter i dag og højst 12 måneder frem."),
        ({"until_on": "snart"}, "Skriv dagen som"),
        ({"borrowed_from": "naboen"}, "Vælg en fra listen. Den har ændret sig."),
    ],
)
def test_role_form_says_what_is_wrong(
    tea: Client, kanel: Citizen, people: Cast, wrong: dict[str, str], said: str
) -> None:
    say(kanel, people.drop_in, "appointments", by=people.therapist)
    told = add(tea, kanel, **{"holder": house(people), "does_not": "<b>Intet</b>", **wrong})
    assert told.status_code == 422
    page = told.content.decode()
    assert said in page
    assert "&lt;b&gt;Intet&lt;/b&gt;" in page
    assert not RoleCard.objects.exists()


def test_role_rests_after_farewell_but_can_be_ended(tea: Client, kanel: Citizen, people: Cast) -> None:
    say(kanel, people.drop_in, "appointments", by=people.therapist)
    card = role_of(kanel, people)
    until = f"{timezone.localdate() + timedelta(days=9)}"
    end(kanel, people)
    page = shown(tea, at("roles", kanel))
    assert "Forløbet er sagt farvel til." in page
    assert of("role_again", kanel, card) not in page
    for told in (
        tea.get(at("role_new", kanel)), tea.post(at("role_new", kanel), {"holder": house(people), **HELD}),
        tea.post(of("role_again", kanel, card), {**HELD, "until_on": until}),
    ):  # fmt: skip
        assert told.status_code == 409
        assert "Kom igen" in told.content.decode()
    assert tea.post(of("role_end", kanel, card)).status_code == 302
    assert not RoleCard.objects.standing().exists()


def test_role_of_an_earlier_course_goes_on_in_the_next(tea: Client, kanel: Citizen, people: Cast) -> None:
    say(kanel, people.drop_in, "appointments", by=people.therapist)
    card = role_of(kanel, people)
    end(kanel, people)
    later = Case.objects.create(
        citizen=kanel, number=2, found_on=timezone.localdate() + timedelta(days=1), made_at=timezone.now(),
        by=people.therapist,
    )  # fmt: skip
    assert "Følgesvend" in shown(tea, at("roles", kanel))
    assert fill(tea, of("role_again", kanel, card)).status_code == 302
    assert RoleCard.objects.standing().get().case == later


def test_roles_beyond_reach_are_nobodys(kanel: Citizen, people: Cast) -> None:
    card = role_of(kanel, people)
    other = citizen(people, "Havre", followed_by=people.colleague)
    for user in (people.colleague, people.leader, people.therapist_elsewhere):
        client = enter(Client(), user)
        for address in (
            at("roles", kanel),
            at("role_new", kanel),
            of("role_again", kanel, card),
            of("role_end", kanel, card),
        ):
            assert client.get(address).status_code == 404
        assert client.post(of("role_end", kanel, card)).status_code == 404
    tom = enter(Client(), people.colleague)
    assert tom.post(of("role_end", other, card)).status_code == 404  # a card of somebody else's
    for user in (people.partner, people.peer, people.administrator):
        assert enter(Client(), user).get(at("roles", kanel)).status_code == 403
    assert RoleCard.objects.standing().exists()


def test_own_sheet_names_the_roles_of_those_who_may_know(tea: Client, kanel: Citizen, people: Cast) -> None:
    say(kanel, people.drop_in, "appointments", by=people.therapist)
    say(kanel, "Min søster", "appointments", by=people.therapist)
    told = {"organisation": None, "outside": "Min søster", "role": "Følgesvend"}
    role_of(kanel, people, user=people.partner_contact, role="Kører med")
    role_of(kanel, people, **told)
    role_of(kanel, people, role="Af huset")  # the house would stand on the paper
    role_of(kanel, people, organisation=people.jobcentre, user=people.professional, role="Uden ja")
    role_of(kanel, people, user=people.partner, role="Hjælper efter behandling")  # tells too much
    paper = words(tea.get(at("own_sheet", kanel) + "?print=1&part=people"))
    assert "Karla: Kører med" in paper
    assert "Min søster: Følgesvend" in paper
    for absent in ("Uden ja", "Jens", "behandling", "Værestedet"):
        assert absent not in paper
    assert "Palle: Hjælper efter behandling" in words(tea.get(at("own_sheet", kanel)))  # what was left out


def test_roles_cost_the_same_with_many_as_with_one(tea: Client, kanel: Citizen, people: Cast) -> None:
    def cost() -> list[int]:
        found = []
        for address in (at("roles", kanel), at("role_new", kanel), at("own_sheet", kanel)):
            with CaptureQueriesContext(connection) as asked:
                assert tea.get(address).status_code == 200
            found.append(len(asked))
        return found

    say(kanel, people.drop_in, "appointments", by=people.therapist)
    role_of(kanel, people, user=people.partner)
    cost()  # the first look of a session and of the log costs more
    one = cost()
    for number in range(12):
        user = person(f"Frivillig{number}", people.drop_in, Role.PARTNER)
        role_of(kanel, people, user=user, role=f"Rolle {number}")
        say(kanel, f"Ven {number}", "appointments", by=people.therapist)
    many = cost()
    assert many == one
    assert max(many) <= 15, many
