"""L5: the leader's partners by what to do, and one of them with contacts, visits and mishaps (F71, F72)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event, MunicipalitySettings, Organisation
from fremskudt.partnership.actions import tip_step
from fremskudt.partnership.models import ContactPerson, HouseVisit, Mishap, Proposal
from fremskudt.partnership.rules import agreement as rules
from fremskudt.partnership.rules.tip import Step
from tests.access.agreement_pages import agreement, house_elsewhere, signed
from tests.access.sparring_pages import sparring
from tests.casework.pages import fill, form_at, shown, words
from tests.cast import Cast, enter
from tests.partnership.tip_field import tip

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LIST, COOPERATION = reverse("partnership:partners"), reverse("partnership:cooperation")
END, BACK = reverse("partnership:contact_person_end"), reverse("partnership:contact_person_undo")
UNDO_VISIT = reverse("partnership:house_visit_undo")
STOPPED = "Det ligner et navn. Skriv et andet ord, så gemmer vi."


def of(name: str, row: Any) -> str:
    return reverse(f"partnership:{name}", args=[row.pk])


def house(people: Cast, name: str, kind: str = "drop_in") -> Organisation:
    return Organisation.objects.create(name=name, kind=kind, municipality=people.municipalities["Randers"])


def mishap(one: Organisation, people: Cast, text: str = "En besked gik forkert") -> Mishap:
    return Mishap.objects.create(organisation=one, words=text, made_at=timezone.now(), by=people.partner)


def test_partners_stand_by_what_to_do_and_then_in_words_what_is_agreed(people: Cast) -> None:
    today, lea, both = timezone.localdate(), people.leader, (people.leader, people.partner_contact)
    signed(people.drop_in, *both, what="Vi holder øje sammen", meets_every_days=14)
    agreement(house(people, "Foreningen Halvvejs"), lea, signed_by_us=lea, signed_by_us_at=timezone.now())
    late = house(people, "Herberget Sent", "shelter")
    signed(late, *both, today - timedelta(days=9), review_on=today - timedelta(days=1))
    idea = house(people, "Caféen Idé")
    signed(idea, *both)
    Proposal.objects.create(organisation=idea, title="Gåtur", made_at=timezone.now(), by=people.partner)
    wrong = house(people, "Huset Galt")
    signed(wrong, *both)
    mishap(wrong, people)
    over = house(people, "Stedet Forbi")
    signed(over, *both, today - timedelta(days=9), ends_on=today - timedelta(days=1))
    page = words(enter(Client(), lea).get(LIST))  # type: ignore[arg-type]
    order = [
        "Huset Galt", rules.TODOS["mishap"], "Jobcentret i Randers", rules.TODOS["no_agreement"], "Herberget Sent",
        rules.TODOS["review"], "Foreningen Halvvejs", rules.TODOS["sign_them"], "Caféen Idé", rules.TODOS["proposal"],
        "Værestedet Kajen", "Vi holder øje sammen · Hver 14. dag", "Stedet Forbi", "Aftalen sluttede",
    ]  # fmt: skip
    at = [page.index(said) for said in order]
    assert at == sorted(at)
    assert "Centret i Randers" not in page  # the team's own house is no partner


def test_partners_of_a_town_without_any_teaches_the_next_step(people: Cast) -> None:
    page = shown(enter(Client(), people.leader_elsewhere), LIST)
    assert "Ingen partnere endnu. Begynd med det sted, folk allerede kommer." in page
    house_elsewhere(people)
    assert "Værestedet Havnen" in shown(enter(Client(), people.leader_elsewhere), LIST)
    assert "Værestedet Havnen" not in shown(enter(Client(), people.leader), LIST)
    for user in (people.therapist, people.partner_contact, people.peer, people.steering, people.administrator):
        assert enter(Client(), user).get(LIST).status_code == 403


def test_partners_of_who_is_new_to_it_begin_with_a_visit(people: Cast) -> None:
    hint, lea = "Har I ikke arbejdet sammen før, så begynd med at besøge hinanden.", enter(Client(), people.leader)
    assert hint in shown(lea, LIST)
    MunicipalitySettings.objects.create(
        municipality=people.municipalities["Randers"], has_worked_with_partners_before=True
    )
    assert hint not in shown(lea, LIST)


def test_partners_ask_the_database_as_often_for_many_as_for_one(people: Cast) -> None:
    lea, counts = enter(Client(), people.leader), []
    lea.get(LIST)  # the first visit notes that the screen is in use
    for n in (1, 25):
        for at in range(n):
            one = house(people, f"Hus {n} {at}")
            signed(one, people.leader, people.partner_contact)
            agreement(one, people.leader)
            mishap(one, people)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = shown(lea, LIST)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15
    assert "?alle" in page
    assert page.count("row-title") == 20 + 6


def test_partner_page_holds_all_that_is_agreed(people: Cast) -> None:
    lea, one = enter(Client(), people.leader), people.drop_in
    signed(one, people.leader, people.partner_contact, what="Vi holder øje sammen")
    sparring(people, "Randers")
    page = shown(lea, of("partner", one))
    for said in ("Vi holder øje sammen", "Ingen besøg endnu. En aftale alene er ikke nok.", "Sparring: "):
        assert said in page
    for address in (reverse("casework:cadence_with", args=[one.pk]), of("house_rules_of", one)):
        assert address in page
    assert of("house_rules_of", people.jobcentre) not in shown(lea, of("partner", people.jobcentre))
    assert lea.get(of("partner", house_elsewhere(people))).status_code == 404


def test_partner_page_asks_the_database_as_often_for_much_as_for_little(people: Cast) -> None:
    lea, one, counts = enter(Client(), people.leader), people.drop_in, []
    lea.get(LIST)  # the first visit notes that the screen is in use
    for n in (1, 10):
        for at in range(n):
            kept = {"made_at": timezone.now(), "by": people.partner}
            signed(one, people.leader, people.partner_contact)
            mishap(one, people, f"Noget {n} {at}")
            Proposal.objects.create(organisation=one, title=f"Idé {at}", **kept)
            ContactPerson.objects.create(organisation=one, side="ours", name=f"Ida {at}", **kept)
            HouseVisit.objects.create(organisation=one, on=timezone.localdate(), direction="to_us", **kept)
        with CaptureQueriesContext(connection) as asked:
            shown(lea, of("partner", one))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15


@pytest.mark.parametrize(
    ("n", "n_answered", "said"),
    [
        (0, 0, "Ingen praj. Tag forbi"),
        (2, 0, "For få til et tal."),
        (3, 0, "3 praj på listen. 0 har fået svar."),
        (4, 1, "4 praj på listen. Forslag"),  # 3 wait: one answer could be told from the sum
        (9, 4, "9 praj på listen. 4 har fået svar."),
    ],
)
def test_partner_page_counts_tips_and_answers_but_no_small_number(
    people: Cast, n: int, n_answered: int, said: str
) -> None:
    given = [tip(people) for _each in range(n)]
    tip(people, organisation=people.jobcentre, by=people.professional)
    for one in given[:n_answered]:
        tip_step.step(tip=one, kind=Step.LOOKING, by=people.therapist)
    for one in given[n_answered:]:  # what the house itself writes is no answer
        tip_step.step(tip=one, kind=Step.SAID_NO, by=people.partner, by_house=True)
    assert said in words(enter(Client(), people.leader).get(of("partner", people.drop_in)))  # type: ignore[arg-type]


def test_contact_person_is_shown_to_both_and_ended_but_not_deleted(people: Cast) -> None:
    lea, karla, one = enter(Client(), people.leader), enter(Client(), people.partner_contact), people.drop_in
    address = of("contact_person_new", one)
    for _press in range(2):
        assert fill(lea, address, side="ours", name="Lea Leder", phone="22 33 44 55", about="Besøg").status_code == 302
    assert fill(karla, address, name="Karla Kok", email="karla@example.org").status_code == 302
    assert [str(each) for each in ContactPerson.objects.all()] == ["Lea Leder", "Karla Kok"]
    for user in (people.partner, people.partner_contact):
        page = shown(enter(Client(), user), COOPERATION)
        for said in ("Lea Leder", "tel:22334455", "Besøg", "Karla Kok", "karla@example.org"):
            assert said in page
    assert "Karla Kok" in shown(lea, of("partner", one))
    mine = ContactPerson.objects.get(name="Karla Kok")
    for _press in range(2):
        assert karla.post(END, {"row": mine.pk}).status_code == 302
    page = shown(karla, COOPERATION)
    assert "Karla Kok er taget af listen." in page
    assert "Karla Kok er taget" not in shown(enter(Client(), people.partner), COOPERATION)
    assert karla.post(BACK, {"row": mine.pk}).headers["Location"] == COOPERATION
    mine.refresh_from_db()
    assert mine.ended_at is None
    assert Event.objects.filter(action__startswith="contact_person.").count() == 4
    karla.post(END, {"row": mine.pk})
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        assert lea.post(BACK, {"row": mine.pk}, follow=False).status_code == 302
    mine.refresh_from_db()
    assert mine.ended_at is not None


def test_contact_person_of_the_other_side_or_another_house_is_out_of_reach(people: Cast) -> None:
    kept = {"made_at": timezone.now(), "by": people.leader, "side": "theirs"}
    karla = enter(Client(), people.partner_contact)
    ours = ContactPerson.objects.create(organisation=people.drop_in, name="Lea", **{**kept, "side": "ours"})
    next_door = ContactPerson.objects.create(organisation=house(people, "Naboen"), name="Nanna", **kept)
    far = ContactPerson.objects.create(organisation=house_elsewhere(people), name="Finn", **kept)
    for one in (ours, next_door, far):
        assert karla.post(END, {"row": one.pk}).status_code == karla.post(BACK, {"row": one.pk}).status_code == 404
    assert enter(Client(), people.leader).post(END, {"row": far.pk}).status_code == 404
    assert karla.get(of("contact_person_new", next_door.organisation)).status_code == 404
    told = {"side": "ours", "name": "Karl", "phone": "22334455"}
    assert karla.post(of("contact_person_new", people.drop_in), told).status_code == 422  # not for the municipality
    assert not ContactPerson.objects.exclude(ended_at=None).exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Skriv et navn."),
        ({"name": "x" * 81}, "højst 80 tegn"),
        ({"phone": ""}, "Skriv et telefonnummer eller en mailadresse."),
        ({"phone": "ring bare"}, "Skriv et telefonnummer med tal."),
        ({"email": "ikke en mail"}, "Skriv en hel mailadresse."),
        ({"side": "midten"}, "Vælg en side."),
        ({"about": "Om Jens Hansen"}, STOPPED),
    ],
)
def test_contact_person_form_says_what_is_wrong(people: Cast, wrong: dict[str, str], said: str) -> None:
    address = of("contact_person_new", people.drop_in)
    response = fill(
        enter(Client(), people.leader), address, **{"side": "ours", "name": "Ib", "phone": "+45 22334455", **wrong}
    )
    assert response.status_code == 422
    assert said in words(response)
    assert form_at(response, address).get("name", [""]) == [wrong.get("name", "Ib")]
    assert not ContactPerson.objects.exists()


def test_visit_to_each_other_is_logged_once_and_undone(people: Cast) -> None:
    lea, address = enter(Client(), people.leader), of("house_visit_new", people.drop_in)
    for _press in range(2):
        assert fill(lea, address, direction="to_them", words="Vi så køkkenet").status_code == 302
    page = shown(lea, of("partner", people.drop_in))
    assert "Vi besøgte dem" in page
    assert "Besøget er skrevet." in page
    visit = HouseVisit.objects.get()
    assert enter(Client(), people.second_leader).post(UNDO_VISIT, {"row": visit.pk}).headers["Location"] == LIST
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        lea.post(UNDO_VISIT, {"row": visit.pk})
    assert HouseVisit.objects.exists()
    for _press in range(2):
        assert lea.post(UNDO_VISIT, {"row": visit.pk}).status_code == 302
    assert not HouseVisit.objects.exists()
    written = Event.objects.filter(action__startswith="house_visit.").order_by("number")
    assert list(written.values_list("action", flat=True)) == ["house_visit.log", "house_visit.undo"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"direction": "rundt"}, "Vælg, hvem der besøgte hvem."),
        ({"on": "2999-01-01"}, "Vælg en dag, der har været."),
        ({"on": ""}, "Skriv en dag."),
        ({"words": "Vi talte med Jens"}, STOPPED),
    ],
)
def test_visit_form_says_what_is_wrong(people: Cast, wrong: dict[str, str], said: str) -> None:
    address = of("house_visit_new", people.drop_in)
    response = fill(enter(Client(), people.leader), address, **{"direction": "to_us", "words": "Kaffe", **wrong})
    assert response.status_code == 422
    assert said in words(response)
    assert form_at(response, address)["words"] == [wrong.get("words", "Kaffe")]
    assert not HouseVisit.objects.exists()


def test_mishap_goes_to_the_leader_and_the_answer_to_the_house(people: Cast) -> None:
    palle, lea, new = enter(Client(), people.partner), enter(Client(), people.leader), reverse("partnership:mishap_new")
    for _press in range(2):
        assert fill(palle, new, words="En besked gik til den forkerte").status_code == 302
    one = Mishap.objects.get()
    assert rules.TODOS["mishap"] in shown(lea, LIST)
    page = shown(lea, of("partner", people.drop_in))
    assert "En besked gik til den forkerte" in page
    assert "Palle" not in page  # their house, and not who
    for _press in range(2):
        assert fill(lea, of("mishap_seen", one), words="Vi ringer og retter det i dag").status_code == 302
    late = fill(enter(Client(), people.second_leader), of("mishap_seen", one), words="Noget andet")
    assert late.status_code == 409
    assert rules.ANSWERED_BY_ANOTHER in words(late)
    assert (
        Event.objects.filter(action="mishap.answer").count() == Event.objects.filter(action="mishap.tell").count() == 1
    )
    assert "Vi ringer og retter det i dag" in shown(enter(Client(), people.partner_contact), COOPERATION)
    assert "En besked gik" not in shown(enter(Client(), people.professional), COOPERATION)
    assert rules.TODOS["mishap"] not in shown(lea, LIST)
    assert enter(Client(), people.leader_elsewhere).get(of("mishap_seen", one)).status_code == 404


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Skriv, hvad der gik galt."),
        ("Brevet til Jens Hansen gik forkert", STOPPED),
        ("cpr 010180-1234 blev sendt", "Det ligner et nummer eller en adresse."),
        ("x " * 800, "højst 1000 tegn"),
    ],
)
def test_mishap_that_tells_of_somebody_is_not_kept_but_stands_in_the_field(people: Cast, text: str, said: str) -> None:
    address = reverse("partnership:mishap_new")
    response = fill(enter(Client(), people.partner), address, words=text)
    assert response.status_code == 422
    assert said in words(response)
    assert form_at(response, address).get("words", [""]) == [text]
    assert not Mishap.objects.exists()


def test_mishap_and_proposal_of_the_teams_own_people_go_to_their_leader(people: Cast) -> None:
    for user in (people.peer, people.leader):
        client = enter(Client(), user)
        for name in ("mishap_new", "proposals"):
            address = reverse(f"partnership:{name}")
            assert rules.NOT_A_PARTNER in shown(client, address)
            assert client.post(address, {"words": "Noget", "title": "Noget"}).status_code == 409
    assert not Mishap.objects.exists()
    assert not Proposal.objects.exists()
