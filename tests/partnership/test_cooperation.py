"""P7 »Samarbejde«: what a house reads of what it and the municipality have promised each other (F71, F46)."""

from datetime import timedelta
from re import sub
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event, Organisation
from fremskudt.access.roles import Role
from fremskudt.access.strength import Strength
from fremskudt.partnership.models import ContactPerson, HouseRules, Mishap, Proposal, ProposalAnswer
from tests.access.agreement_pages import agreement, house_elsewhere, signed, term
from tests.access.sparring_pages import sparring
from tests.casework.lix import lix
from tests.casework.pages import fill, form_at, shown, words
from tests.cast import Cast, enter, person

pytestmark = [pytest.mark.database, pytest.mark.django_db]
PAGE, PAPER = reverse("partnership:cooperation"), reverse("partnership:cooperation_print")


def of(name: str, row: Any) -> str:
    return reverse(f"partnership:{name}", args=[row.pk])


def rules(house: Organisation, people: Cast, who: str = "Én ad gangen", **more: Any) -> HouseRules:
    today = timezone.localdate()
    told = {"who": who, "from_on": today, "made_at": timezone.now(), "by": people.partner_contact, **more}
    return HouseRules.objects.create(organisation=house, **told)


def full(people: Cast) -> None:
    """All that can stand on the page of Værestedet Kajen."""
    kept = {"made_at": timezone.now(), "by": people.leader, "organisation": people.drop_in}
    signed(
        people.drop_in, people.leader, people.partner_contact, what="Vi holder øje sammen og ringer til hinanden.",
        they_expect="Svar inden en uge.", we_expect="Et praj, når I ser nogen.", meets_every_days=14,
    )  # fmt: skip
    agreement(people.drop_in, people.leader, what="Vi mødes over en kop kaffe.")
    ContactPerson.objects.create(side="ours", name="Lea", phone="22 33 44 55", about="besøg", **kept)
    rules(people.drop_in, people, when="Ikke under spisning", must_call_first=True)
    sparring(people, "Randers")
    idea = Proposal.objects.create(title="Fælles gåtur", **kept)
    ProposalAnswer.objects.create(proposal=idea, kind="trying", made_at=timezone.now(), by=people.leader)
    Mishap.objects.create(words="En besked gik til den forkerte.", **kept)
    term(people, "Randers")


def test_cooperation_without_an_agreement_says_whom_to_ring(people: Cast) -> None:
    for user in (people.partner, people.partner_contact, people.professional):
        assert "Aftalen er ikke skrevet endnu. Ring til projektlederen." in shown(enter(Client(), user), PAGE)
    for user in (people.therapist, people.steering, people.administrator, people.dpo, people.evaluator):
        assert enter(Client(), user).get(PAGE).status_code == 403


def test_cooperation_tells_a_volunteer_all_of_their_own_house(people: Cast) -> None:
    full(people)
    palle = enter(Client(), people.partner, Strength.LINK)
    page = words(palle.get(PAGE))  # type: ignore[arg-type]
    for said in (
        "Vi holder øje sammen", "Værestedet Kajen venter sig af kommunen: Svar",
        "Kommunen venter sig af Værestedet Kajen: Et praj",
        "Hver 14. dag", "En aftale venter på jeres underskrift.", "Vi mødes over en kop kaffe.", "Lea",
        "Ring 22 33 44 55", "Én ad gangen", "Teamet ringer, før de kommer.", "Sparring: ", "1 ord står på listen.",
        "Fælles gåtur", "Vi prøver det", "En besked gik til den forkerte.", "Det gik galt: sendt til den forkerte",
    ):  # fmt: skip
        assert said in page, said
    html = shown(palle, PAGE)
    for address in (of("own_house_rules", people.drop_in), of("contact_person_new", people.drop_in)):
        assert address not in html  # the contact's to write
    assert "<title>Samarbejde</title>" in html
    assert "<script" not in html


def test_cooperation_of_another_house_is_not_on_it(people: Cast) -> None:
    full(people)
    for user in (people.professional, people.peer):
        page = shown(enter(Client(), user), PAGE)
        for said in ("Vi holder øje", "kop kaffe", "22 33 44 55", "Fælles gåtur", "En besked gik"):
            assert said not in page
    person("Finn", house_elsewhere(people), Role.PARTNER)
    finn = enter(Client(), house_elsewhere(people).memberships.get().user)
    assert "1 ord" not in shown(finn, PAGE)


def test_cooperation_of_a_peer_is_the_words_and_the_rules_of_the_houses(people: Cast) -> None:
    full(people)
    page = words(enter(Client(), people.peer).get(PAGE))  # type: ignore[arg-type]
    for said in ("Værestedet Kajen", "Én ad gangen", "1 ord står på listen."):
        assert said in page
    for said in ("Det har vi lovet hinanden", "Jeres forslag", "Det gik galt"):
        assert said not in page
    assert reverse("partnership:partners") in shown(enter(Client(), people.leader), PAGE)


def test_cooperation_asks_the_database_as_often_for_much_as_for_little(people: Cast) -> None:
    karla, counts = enter(Client(), people.partner_contact), []
    karla.get(PAGE)  # the first visit notes that the screen is in use
    for n in (1, 8):
        for _each in range(n):
            full(people)
        for at in range(n):
            term(people, "Randers", f"ord {n} {at}")
        with CaptureQueriesContext(connection) as asked:
            shown(karla, PAGE)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15


def test_cooperation_is_plain_danish(people: Cast) -> None:
    full(people)
    karla = enter(Client(), people.partner_contact)
    pages = [
        PAGE,
        reverse("partnership:mishap_new"),
        reverse("partnership:proposals"),
        reverse("partnership:dictionary"),
    ]
    pages += [of(name, people.drop_in) for name in ("own_house_rules", "contact_person_new")]
    for address in [*pages, of("agreement_sign", people.drop_in.agreements.first()), PAPER]:
        main = shown(karla, address).split('<main id="main" tabindex="-1">')[1].split("</main>")[0]
        text = sub(r"<[^>]+>", "\n", sub(r"</?(?:strong|span|a)\b[^>]*>", " ", main))
        lines = [line.strip() for line in text.splitlines() if len(line.split()) > 3]
        assert lix("\n".join(lines)) <= 30, (address, lix("\n".join(lines)), lines)


def test_own_house_rules_are_written_by_the_contact_for_their_own_house(people: Cast) -> None:
    karla, address = enter(Client(), people.partner_contact), of("own_house_rules", people.drop_in)
    for _press in range(2):
        assert fill(karla, address, who="Helst den samme", must_call_first="on").headers["Location"] == PAGE
    assert Event.objects.filter(action="house_rules.write", subject=f"org:{people.drop_in.pk}").count() == 1
    assert "Helst den samme" in shown(enter(Client(), people.partner), PAGE)
    wrong = fill(karla, address, from_on="", who="Alle")
    assert wrong.status_code == 422
    assert "Husregler skal have en dato." in words(wrong)
    assert form_at(wrong, address)["who"] == ["Alle"]
    next_door = Organisation.objects.create(
        kind="shelter", name="Naboen", municipality=people.municipalities["Randers"]
    )
    for house in (next_door, people.jobcentre, people.centre, house_elsewhere(people)):
        assert karla.get(of("own_house_rules", house)).status_code == 404
        assert karla.post(of("own_house_rules", house), {"who": "Alle"}).status_code == 404
    assert enter(Client(), people.partner).get(address).status_code == 403
    assert HouseRules.objects.count() == 1


def test_cooperation_of_who_belongs_to_two_houses_names_each(people: Cast) -> None:
    second = Organisation.objects.create(
        kind="shelter", name="Herberget", municipality=people.municipalities["Randers"]
    )
    people.partner.memberships.create(organisation=second, role=Role.PARTNER)
    palle = enter(Client(), people.partner)
    page = shown(palle, PAGE)
    assert page.index("Herberget") < page.index("Værestedet Kajen")
    new = reverse("partnership:mishap_new")
    assert fill(palle, new, words="En besked gik forkert").status_code == 422  # which of them?
    assert fill(palle, new, words="En besked gik forkert", house=str(second.pk)).status_code == 302
    assert fill(palle, new, words="En besked gik forkert", house=str(people.jobcentre.pk)).status_code == 422
    assert Mishap.objects.get().organisation == second


def test_mishap_that_was_answered_long_ago_stands_no_more(people: Cast) -> None:
    long_ago = timezone.now() - timedelta(days=100)
    told = {"made_at": long_ago, "by": people.partner, "organisation": people.drop_in}
    Mishap.objects.create(words="For længst svaret", seen_at=long_ago, seen_by=people.leader, answer="Tak", **told)
    Mishap.objects.create(words="Venter endnu", **told)
    page = shown(enter(Client(), people.partner), PAGE)
    assert "For længst svaret" not in page
    assert "Venter endnu" in page
