"""Supervision and sparring: booked across houses and noted without anybody in it (F79)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.access.strength import Strength
from fremskudt.partnership.models import Sparring, SparringNote
from fremskudt.partnership.rules import sparring as rules
from tests.access.safety_pages import area_in
from tests.access.sparring_pages import sparring
from tests.casework.pages import fill, form_at, send_from, shown, words
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LIST, NEW = reverse("partnership:sparrings"), reverse("partnership:sparring_new")
OWN, ASK = reverse("partnership:sparring_own"), reverse("partnership:sparring_ask")
REMOVE, BACK = reverse("partnership:sparring_note_remove"), reverse("partnership:sparring_note_back")
NOW = datetime(2026, 11, 22, 12, tzinfo=timezone.get_default_timezone())
HOUR = timedelta(hours=1)
STOPPED = "Det ligner et navn. Skriv et andet ord, så gemmer vi."


def of(one: Sparring, name: str = "sparring") -> str:
    return reverse(f"partnership:{name}", args=[one.pk])


def told(people: Cast, **more: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=8)
    return {
        "kind": "supervision", "on": f"{day:%Y-%m-%d}", "clock": "13.30", "place": "Havnegade 12",
        "about": "At blive ved uden at presse", "houses": [people.drop_in.pk, people.centre.pk], **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("at", "may"),
    [(NOW, False), (NOW + HOUR, True), (NOW + timedelta(days=366), True), (NOW + timedelta(days=367), False)],
)
def test_sparring_lies_ahead_and_within_a_year(at: datetime, may: bool) -> None:
    assert rules.may_be_at(at, NOW) is may


@pytest.mark.parametrize("is_mine", [True, False])
@pytest.mark.parametrize("is_leader", [True, False])
@pytest.mark.parametrize("is_held", [True, False])
def test_sparring_is_called_off_by_who_arranged_it_or_a_leader(is_mine: bool, is_leader: bool, is_held: bool) -> None:
    at = NOW - HOUR if is_held else NOW + HOUR
    verdict = rules.may_call_off(is_mine=is_mine, is_leader=is_leader, at=at, now=NOW)
    assert bool(verdict) is ((is_mine or is_leader) and not is_held)


@pytest.mark.parametrize(
    ("text", "shared", "sentence", "word"),
    [
        ("Vi øvede os i at vente.", True, "", ""),
        ("Vi talte om Jens.", True, STOPPED, ""),
        ("Vi talte om Jens.", False, STOPPED, ""),
        ("Ring på 22 33 44 55", False, "Det ligner et nummer eller en adresse. Skriv kun området.", ""),
        ("Noget om K7M4-Q2RX", True, "Det ligner en borgers kode. Skriv det uden.", ""),
        ("Vi talte om Kanel.", True, rules.AN_ALIAS, "Kanel"),
        ("Vi talte om Kanel.", False, "", ""),  # read by its writer alone
        ("Vi var på Perlekæden i Nordkvarteret", True, "", ""),  # a house and an area that are known
        ("Kanel sover bedre", True, "", ""),  # what is left: the first word of a sentence
    ],
)
def test_sparring_note_may_not_tell_who_it_is(text: str, shared: bool, sentence: str, word: str) -> None:
    objection = rules.objection_to(text, known=["Herberget Perlekæden", "Nordkvarteret"] if shared else None)
    assert (objection.sentence, objection.word) == (sentence, word) if objection else not sentence


def test_sparring_of_nobody_says_to_ask_for_a_date(people: Cast) -> None:
    for user in (people.peer, people.partner, people.therapist, people.professional):
        page = shown(enter(Client(), user), LIST)
        assert "Ingen dato. Bed om en." in page
        assert NEW not in page
    for user in (people.leader, people.partner_contact):
        assert NEW in shown(enter(Client(), user), LIST)
    for user in (people.steering, people.administrator, people.dpo, people.evaluator):
        assert enter(Client(), user).get(LIST).status_code == 403


def test_sparring_is_planned_once_and_seen_by_the_houses_that_are_invited(people: Cast) -> None:
    karla = enter(Client(), people.partner_contact)
    for _press in range(2):
        made = fill(karla, NEW, **told(people))
        assert made.status_code == 302
    one = Sparring.objects.get()
    assert Event.objects.filter(action="sparring.plan", subject=f"sparring:{one.pk}").count() == 1
    assert timezone.localtime(one.at).strftime("%H:%M") == "13:30"
    for user in (people.partner, people.therapist, people.peer, people.partner_contact):
        client = enter(Client(), user)
        assert of(one) in shown(client, LIST)
        page = words(client.get(of(one)))
        for said in ("kl. 13.30", "Havnegade 12", "At blive ved uden at presse", "Værestedet Kajen", "Supervision"):
            assert said in page
    for user in (people.professional, people.leader, people.therapist_elsewhere, people.leader_elsewhere):
        client = enter(Client(), user)
        assert of(one) not in shown(client, LIST)
        assert client.get(of(one)).status_code == 404
        assert client.post(of(one, "sparring_note"), {"words": "Noget"}).status_code == 404
    assert enter(Client(), people.partner, Strength.LINK).get(of(one)).status_code == 200


def test_sparring_of_one_who_moved_away_is_seen_no_more(people: Cast) -> None:
    one = sparring(people, "Randers", people.drop_in, by=people.partner_contact)
    people.partner_contact.memberships.update(organisation=people.centre_elsewhere)
    assert enter(Client(), people.partner_contact).get(of(one)).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": "fest"}, "Vælg en fra listen."),
        ({"on": ""}, "Skriv en dag."),
        ({"on": "2001-01-01"}, "Vælg et tidspunkt, der ligger forude, og højst et år frem."),
        ({"on": "2999-01-01"}, "Vælg et tidspunkt, der ligger forude, og højst et år frem."),
        ({"clock": "snart"}, "Skriv tiden som 9.40."),
        ({"place": ""}, "Skriv, hvor det er."),
        ({"place": "x" * 10000}, "højst 120 tegn"),
        ({"about": "Om Jens og hans bror"}, STOPPED),
        ({"about": "cpr 010180-1234"}, "Det ligner et nummer eller en adresse."),
        ({"houses": []}, "Vælg mindst ét hus."),
        ({"houses": [999999]}, "Vælg en fra listen."),
    ],
)
def test_sparring_form_says_what_is_wrong_and_keeps_what_was_typed(
    people: Cast, wrong: dict[str, Any], said: str
) -> None:
    lea = enter(Client(), people.leader)
    response = fill(lea, NEW, **told(people, **{"about": "<i>Mod</i>", **wrong}))
    assert response.status_code == 422
    assert said in response.content.decode()
    kept = form_at(response, NEW)  # type: ignore[arg-type]
    assert kept["about"] == [wrong.get("about", "<i>Mod</i>")]
    assert not Sparring.objects.exists()


def test_sparring_of_another_municipality_is_nobodys_to_invite(people: Cast) -> None:
    lea = enter(Client(), people.leader)
    assert "Centret i Vejle" not in shown(lea, NEW)
    assert fill(lea, NEW, **told(people, houses=[people.centre_elsewhere.pk])).status_code == 422
    assert not Sparring.objects.exists()


def test_shared_note_is_read_by_the_invited_and_holds_nobody(people: Cast) -> None:
    one = sparring(people, "Randers", people.drop_in, people.centre)
    area_in(people, "Randers", "Nordkvarteret")
    pia = enter(Client(), people.peer)
    for text in ("Vi talte om Jens", "hun er født 120384", "Ring på 22 33 44 55", "Vi talte om Kanel i går"):
        response = send_from(pia, pia.get(of(one)), of(one, "sparring_note"), words=text)  # type: ignore[arg-type]
        assert response.status_code == 422
        assert form_at(response, of(one, "sparring_note"))["words"] == [text]
    assert "»Kanel« kan være et dæknavn. Skriv det med andre ord, eller med lille bogstav." in response.content.decode()
    assert not SparringNote.objects.exists()
    kept = "I Nordkvarteret og på Værestedet Kajen lærte vi at vente. <b>tak</b>"
    for _press in range(2):
        assert send_from(pia, pia.get(of(one)), of(one, "sparring_note"), words=kept).status_code == 302  # type: ignore[arg-type]
    assert Event.objects.filter(action="sparring.note", subject=f"sparring:{one.pk}").count() == 1
    page = shown(enter(Client(), people.partner), of(one))
    assert "lærte vi at vente. &lt;b&gt;tak&lt;/b&gt;" in page
    assert REMOVE not in page  # its writer alone takes it away
    assert REMOVE in shown(pia, of(one))


def test_own_notes_are_read_by_their_writer_and_nobody_else(people: Cast) -> None:
    sparring(people, "Randers")
    pia = enter(Client(), people.peer)
    for _press in range(2):
        assert send_from(pia, pia.get(LIST), OWN, words="Jeg blev ked af det").status_code == 302  # type: ignore[arg-type]
    note = SparringNote.objects.get()
    assert note.is_own
    assert "Jeg blev ked af det" in shown(pia, LIST)
    assert Event.objects.filter(action="sparring.own_note", subject=people.peer.key).count() == 1
    for user in (people.leader, people.second_leader, people.therapist, people.partner, people.leader_elsewhere):
        client = enter(Client(), user)
        assert "ked af det" not in shown(client, LIST)
        assert client.post(REMOVE, {"note": note.pk}).status_code == 404
        assert client.post(BACK, {"note": note.pk}).status_code == 404
    for user in (people.administrator, people.dpo, people.steering):
        client = enter(Client(), user)
        assert client.get(LIST).status_code == client.post(REMOVE, {"note": note.pk}).status_code == 403
    note.refresh_from_db()
    assert note.removed_at is None


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "Skriv mindst én sætning."), ("Jens var vred", STOPPED), ("x " * 5000, "højst 2000 tegn. Intet er slettet.")],
)
def test_own_note_that_is_stopped_is_not_kept_but_stands_in_the_field(people: Cast, text: str, said: str) -> None:
    pia = enter(Client(), people.peer)
    response = send_from(pia, pia.get(LIST), OWN, words=text)  # type: ignore[arg-type]
    assert response.status_code == 422
    assert said in response.content.decode()
    assert form_at(response, OWN)["words"] == [text]  # type: ignore[arg-type]
    assert not SparringNote.objects.exists()


def test_note_is_removed_by_its_writer_and_back_within_ten_minutes(people: Cast) -> None:
    one = sparring(people, "Randers")
    pia = enter(Client(), people.peer)
    send_from(pia, pia.get(LIST), OWN, words="For mig selv")  # type: ignore[arg-type]
    send_from(pia, pia.get(of(one)), of(one, "sparring_note"), words="For alle")  # type: ignore[arg-type]
    for words_, address in (("For mig selv", LIST), ("For alle", of(one))):
        note = SparringNote.objects.get(words=words_)
        for _press in range(2):
            assert pia.post(REMOVE, {"note": note.pk}).headers["Location"] == address
        page = shown(pia, address)
        assert words_ not in page
        assert "Noten er fjernet." in page
        assert pia.post(BACK, {"note": note.pk}).status_code == 302
        assert words_ in shown(pia, address)
        pia.post(REMOVE, {"note": note.pk})
    assert "For alle" not in shown(enter(Client(), people.partner), of(one))
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        assert "Noten er fjernet." not in shown(pia, LIST)
        pia.post(BACK, {"note": note.pk})
    note.refresh_from_db()
    assert note.removed_at is not None
    assert [Event.objects.filter(action=f"sparring.note_{act}").count() for act in ("remove", "back")] == [4, 2]
    assert pia.post(REMOVE, {"note": "x"}).status_code == pia.post(BACK).status_code == 302


def test_sparring_is_called_off_on_a_page_of_its_own(people: Cast) -> None:
    one = sparring(people, "Randers", by=people.leader)
    lea, line, karla = (enter(Client(), user) for user in (people.leader, people.second_leader, people.partner_contact))
    assert of(one, "sparring_cancel") not in shown(karla, of(one))
    refused = karla.post(of(one, "sparring_cancel"))
    assert refused.status_code == 409
    assert rules.NOT_YOURS in refused.content.decode()
    assert enter(Client(), people.therapist).post(of(one, "sparring_cancel")).status_code == 403
    assert "Ja, aflys" in shown(line, of(one, "sparring_cancel"))
    page = lea.get(of(one))
    for client in (lea, line):
        assert client.post(of(one, "sparring_cancel")).status_code == 302
    assert Event.objects.filter(action="sparring.cancel", subject=f"sparring:{one.pk}").count() == 1
    assert of(one) not in shown(lea, LIST)
    assert "Den er aflyst." in shown(lea, of(one))
    late = send_from(lea, page, of(one, "sparring_note"), words="Noget")  # type: ignore[arg-type]
    assert late.status_code == 409


def test_asking_for_a_talk_mails_the_leaders_once_and_tells_nothing_more(people: Cast, settings: Any) -> None:
    settings.MAIL_IS_ON = True
    pia = enter(Client(), people.peer)
    page = shown(pia, ASK)
    assert "Lea" in page
    assert "Viggo" not in page
    for _press in range(2):
        assert pia.post(ASK).status_code == 302
    assert sorted(one.to[0] for one in mail.outbox) == ["lea@example.org", "line@example.org"]
    assert {one.subject for one in mail.outbox} == {"Ring i dag"}
    for one in mail.outbox:
        assert "Pia vil gerne tale med dig i dag." in one.body
        for absent in ("sparring", "supervision", "behandling", "Centret", "peer"):
            assert absent not in one.body.lower() + one.subject.lower()
    assert Event.objects.filter(action="sparring.ask", subject=people.peer.key).count() == 1
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        pia.post(ASK)
    assert len(mail.outbox) == 4
    mail.outbox.clear()
    enter(Client(), people.leader).post(ASK)
    assert [one.to for one in mail.outbox] == [["line@example.org"]]  # never oneself


def test_asking_where_no_mail_goes_says_to_ring(people: Cast, settings: Any) -> None:
    settings.MAIL_IS_ON = False
    pia = enter(Client(), people.peer)
    assert "Der sendes ingen mails herfra. Ring til din leder:" in shown(pia, ASK)
    for n_asked in (1, 2):  # what was not sent may be asked again at once
        assert "Mailen kunne ikke sendes. Ring til din leder." in words(pia.post(ASK, follow=True))
        assert Event.objects.filter(action="sparring.ask_unsent").count() == n_asked
    people.leader.memberships.all().delete()
    people.second_leader.memberships.all().delete()
    assert "Der er ingen leder at spørge her." in shown(pia, ASK)
    assert pia.post(ASK).status_code == 200


def test_sparring_pages_cost_the_same_with_many_as_with_one(people: Cast) -> None:
    one = sparring(people, "Randers")
    pia, lea = enter(Client(), people.peer), enter(Client(), people.leader)

    def cost() -> list[int]:
        found = []
        for client, address in ((pia, LIST), (pia, of(one)), (pia, ASK), (lea, NEW), (lea, of(one, "sparring_cancel"))):
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            found.append(len(asked))
        return found

    few = cost()
    for number in range(25):
        sparring(people, "Randers", place=f"Sted {number}")
        for sparring_of, is_own in ((None, True), (one, False)):
            SparringNote.objects.create(
                sparring=sparring_of, is_own=is_own, words=f"Note {number}", made_at=timezone.now(), by=people.peer
            )
    assert cost() == few
    assert max(few) <= 15
    page = shown(pia, LIST)
    assert page.count("Note ") == 20
    assert "Vis flere" in page
    assert shown(pia, LIST + "?alle").count("Note ") == 25
