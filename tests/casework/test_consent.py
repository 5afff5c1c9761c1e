"""Asking who may know what, as a therapist does on a doorstep: the sentence, the answer, whom it is to, bad input."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.casework.models import Barring, Citizen, ConsentEntry
from fremskudt.casework.rules.consent import Use
from fremskudt.casework.rules.consent_answer import usual_end
from fremskudt.casework.selectors.consent import recipients_for, sharing
from tests.casework.consent_field import say
from tests.casework.consent_ways import cards, chosen, day, give, known, shown
from tests.casework.plan_pages import at
from tests.cast import Cast

pytestmark = [pytest.mark.database, pytest.mark.django_db]
FOUND_DAYS_AGO = 40


# giving a yes


def test_consent_yes_is_written_as_it_was_read_aloud(tea: Client, kanel: Citizen, people: Cast) -> None:
    assert "Ingen må vide noget endnu. Spørg, når der er en grund." in cards(tea, kanel)
    told = chosen(people.drop_in, "appointments", "housing")
    sentence = shown(tea, kanel, told).content.decode()
    assert "Må Værestedet Kajen få at vide, hvornår vi ses, og noget om din bolig – indtil " in sentence
    assert "Gemmes som: sagt højt" in sentence
    assert not ConsentEntry.objects.exists()
    assert give(tea, kanel, told).status_code == 302
    entry = ConsentEntry.objects.get()
    assert entry.words.startswith("Må Værestedet Kajen få at vide, hvornår vi ses, og noget om din bolig – indtil ")
    assert (entry.witness, entry.form, entry.direction, entry.purpose) == ("I var alene", "oral", "tell", "help")
    assert entry.until_on == usual_end(timezone.localdate())
    assert known(kanel, people.drop_in) == {"appointments", "housing"}
    page = cards(tea, kanel)
    for words in ("Værestedet Kajen", "Må vide: hvornår vi ses, bolig", "sagt højt", "Træk tilbage", "Se det, de ser"):
        assert words in page
    assert Event.objects.filter(action="consent.answer", subject=kanel.key).count() == 1


def test_consent_no_and_not_now_open_nothing(tea: Client, kanel: Citizen, people: Cast) -> None:
    say(kanel, people.drop_in, "appointments housing", by=people.therapist)
    assert give(tea, kanel, chosen(people.drop_in, "housing"), "not_now").status_code == 302
    assert known(kanel, people.drop_in) == {"appointments", "housing"}
    assert give(tea, kanel, chosen(people.drop_in, "housing"), "no").status_code == 302
    assert known(kanel, people.drop_in) == {"appointments"}
    page = cards(tea, kanel)
    assert "Sagt nej siden: bolig" in page
    assert "Må ikke vide: bolig" in page
    assert ConsentEntry.objects.filter(answer="no").get().until_on is None


def test_consent_the_three_answers_are_equal_and_nothing_is_ticked(tea: Client, kanel: Citizen, people: Cast) -> None:
    new = tea.get(at("consent_ask", kanel)).content.decode()
    assert 'name="topics"' in new
    topics_and_who = [line for line in new.split("<input") if 'name="topics"' in line or 'name="who"' in line]
    assert topics_and_who
    assert not [line for line in topics_and_who if "checked" in line.split(">")[0]]
    for word in ("alle partnere", "Alle partnere", "vælg alle", "Vælg alle"):
        assert word not in new
    asked = shown(tea, kanel, chosen(people.drop_in, "housing")).content.decode()
    buttons = [part.split(">")[0] for part in asked.split("<button") if 'name="answer"' in part]
    assert len(buttons) == 3
    assert len({part.replace(value, "") for part, value in zip(buttons, ("yes", "no", "not_now"), strict=True)}) == 1
    assert "button-primary" not in asked.split("<main")[1]


def test_consent_answer_to_another_sentence_than_was_read_is_not_taken(
    tea: Client, kanel: Citizen, people: Cast
) -> None:
    told = chosen(people.drop_in, "housing")
    words = "Må Værestedet Kajen få at vide, hvornår vi ses?"
    for sent in ({**told, "words": words, "answer": "yes"}, {**told, "answer": "yes"}):
        response = tea.post(at("consent_ask", kanel), sent)
        assert response.status_code == 422
        assert "Læs højt" in response.content.decode()
    assert not ConsentEntry.objects.exists()


def test_consent_the_same_answer_pressed_twice_is_one(tea: Client, kanel: Citizen, people: Cast) -> None:
    told = chosen(people.drop_in, "housing")
    for _press in range(2):
        assert give(tea, kanel, told).status_code == 302
    assert ConsentEntry.objects.count() == 1
    assert Event.objects.filter(action="consent.answer").count() == 1
    give(tea, kanel, told, "no")
    give(tea, kanel, told)
    assert ConsentEntry.objects.count() == 3
    assert known(kanel, people.drop_in) == {"housing"}


def test_consent_new_answer_takes_the_place_of_what_it_covers(tea: Client, kanel: Citizen, people: Cast) -> None:
    small = say(kanel, people.drop_in, "housing", by=people.therapist)
    wide = say(kanel, people.drop_in, "housing health", by=people.therapist)
    elsewhere = say(kanel, people.jobcentre, "housing", by=people.therapist)
    give(tea, kanel, chosen(people.drop_in, "housing", "appointments", until_on=day(10)))
    small.refresh_from_db()
    assert small.end.why == "replaced"
    assert not hasattr(ConsentEntry.objects.get(pk=wide.pk), "end")
    assert not hasattr(ConsentEntry.objects.get(pk=elsewhere.pk), "end")
    assert "Et nyt svar kom i stedet" in cards(tea, kanel)


# who it is to


def test_consent_to_one_person_or_one_role_opens_for_no_other(tea: Client, kanel: Citizen, people: Cast) -> None:
    one = chosen(people.drop_in, "housing", narrow=f"user:{people.drop_in.pk}:{people.partner.pk}")
    give(tea, kanel, one)
    assert "Må Palle fra Værestedet Kajen få noget at vide om din bolig" in ConsentEntry.objects.get().words
    role = chosen(people.drop_in, "health", narrow=f"role:{people.drop_in.pk}:partner_contact")
    give(tea, kanel, role)
    asked = sharing([kanel.pk])
    found = recipients_for([people.partner.pk, people.partner_contact.pk])
    assert asked.any_of(kanel.pk, found[people.partner.pk], Use.PAGE) == {"housing"}
    assert asked.any_of(kanel.pk, found[people.partner_contact.pk], Use.PAGE) == {"health"}
    assert known(kanel, people.drop_in) == set()


def test_consent_of_the_own_house_is_to_peers_and_never_to_the_house(tea: Client, kanel: Citizen, people: Cast) -> None:
    page = tea.get(at("consent_ask", kanel)).content.decode()
    assert f"house:{people.centre.pk}" not in page
    assert "Peer-medarbejdere fra Centret i Randers" in page
    give(tea, kanel, {**chosen(people.drop_in, "appointments"), "who": f"role:{people.centre.pk}:peer"})
    pia = recipients_for([people.peer.pk])[people.peer.pk]
    assert sharing([kanel.pk]).any_of(kanel.pk, pia, Use.PAGE) == {"appointments"}
    tom = recipients_for([people.colleague.pk])[people.colleague.pk]
    assert not sharing([kanel.pk]).any_of(kanel.pk, tom, Use.PAGE)


def test_consent_to_somebody_outside_is_in_the_citizens_words(tea: Client, kanel: Citizen) -> None:
    assert give(tea, kanel, chosen("min søster", "appointments")).status_code == 302
    page = cards(tea, kanel)
    assert "Min søster" in page
    assert "Se det, de ser" not in page
    pk = ConsentEntry.objects.get().pk
    stopped = tea.post(at("consent_withdraw", kanel, pk=pk), follow=True).content.decode()
    assert "Min søster får ikke mere at vide af os." in stopped


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"who": ""}, "Vælg, hvem det er."),
        ({"who": "house:987654"}, "Vælg en fra listen."),
        ({"who": "outside"}, "Skriv, hvem det er."),
        ({"who": "outside", "outside": "x" * 10000}, "10.000 tegn, og der er plads til 80"),
        ({"topics": []}, "Vælg mindst ét emne."),
        ({"topics": ["everything"]}, "Vælg en fra listen."),
        ({"witness_kind": "heard"}, "Skriv, hvem der hørte det, eller at I var alene."),
        ({"witness_kind": ""}, "Skriv, hvem der hørte det, eller at I var alene."),
        ({"witness_kind": "heard", "witness": "x" * 500}, "der er plads til 120"),
        ({"until_on": ""}, "Vælg en dato inden for 12 måneder."),
        ({"until_on": day(-1)}, "Vælg en dato inden for 12 måneder."),
        ({"until_on": day(366)}, "Vælg en dato inden for 12 måneder."),
        ({"said_on": day(-30), "until_on": day(336)}, "Vælg en dato inden for 12 måneder."),
        ({"said_on": day(1)}, "ude i fremtiden"),
        ({"said_on": day(-41)}, "Den dag kendte vi ikke borgeren."),
        ({"said_clock": "kvart i"}, "Skriv tiden som 9.40."),
        ({"purpose": "gossip"}, "Vælg en fra listen."),
        ({"purpose": "meeting"}, "Vælg en fra listen."),
        ({"form": "link"}, "Vælg en fra listen."),
        ({"direction": ""}, "Vi må"),
        ({"place": "x" * 61}, "der er plads til 60"),
    ],
)
def test_consent_form_says_what_is_wrong_and_keeps_what_was_typed(
    tea: Client, kanel: Citizen, people: Cast, wrong: dict[str, Any], said: str
) -> None:
    told = {**chosen(people.drop_in, "housing", place="Hjemme"), **wrong}
    response = tea.post(at("consent_ask", kanel), {**told, "answer": "yes"})
    assert response.status_code == 422
    page = response.content.decode()
    assert said in page
    if "place" not in wrong:
        assert 'value="Hjemme"' in page
    assert not ConsentEntry.objects.exists()


def test_consent_somebody_of_another_house_is_no_choice(tea: Client, kanel: Citizen, people: Cast) -> None:
    ulla = f"user:{people.centre_elsewhere.pk}:{people.therapist_elsewhere.pk}"
    for narrow in (f"user:{people.jobcentre.pk}:{people.professional.pk}", ulla):
        told = chosen(people.drop_in, "housing", narrow=narrow, answer="yes")
        assert tea.post(at("consent_ask", kanel), told).status_code == 422
    assert not ConsentEntry.objects.exists()


def test_consent_one_who_is_barred_is_nobody_to_choose(tea: Client, kanel: Citizen, people: Cast) -> None:
    say(kanel, people.drop_in, "housing", by=people.therapist, user=people.partner)
    Barring.objects.create(
        citizen=kanel, user=people.partner, reason="Borgeren bad om det", set_at=timezone.now(), set_by=people.leader,
        review_on=timezone.localdate(),
    )  # fmt: skip
    assert ">Palle<" not in tea.get(at("consent_ask", kanel)).content.decode()
    assert "consent-card" not in cards(tea, kanel)
