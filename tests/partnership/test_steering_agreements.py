"""S2: the steering group sees what is agreed, who backs it and what it costs, and confirms it once (F71, F77)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event, Organisation
from fremskudt.access.roles import Role
from fremskudt.partnership.models import Proposal, ProposalAnswer
from fremskudt.partnership.rules import agreement as rules
from tests.access.agreement_pages import agreement, house_elsewhere, signed
from tests.casework.pages import shown, words
from tests.cast import Cast, enter, person

pytestmark = [pytest.mark.database, pytest.mark.django_db]
PAGE, CONFIRM = reverse("partnership:steering_agreements"), reverse("partnership:agreement_confirm")


def test_steering_without_an_agreement_says_so(people: Cast) -> None:
    agreement(people.drop_in, people.leader, what="Kun en kladde")
    page = shown(enter(Client(), people.steering), PAGE)
    assert "Ingen aftale er underskrevet." in page
    assert "Kun en kladde" not in page
    assert "Værestedet Kajen" in page  # among those without
    assert "<title>Aftaler" in page
    for user in (people.therapist, people.partner_contact, people.peer, people.administrator, people.evaluator):
        assert enter(Client(), user).get(PAGE).status_code == 403


def test_steering_sees_money_backing_and_reviews_that_are_due(people: Cast) -> None:
    today, both = timezone.localdate(), (people.leader, people.partner_contact)
    signed(
        people.drop_in, *both, today - timedelta(days=100), review_on=today - timedelta(days=1), budget_kroner=50000,
        backed_on=today, backed_by="Hanne Holm, forstander",
    )  # fmt: skip
    signed(people.jobcentre, *both, budget_kroner=25000)
    signed(house_elsewhere(people), *both, budget_kroner=999)
    page = words(enter(Client(), people.steering).get(PAGE))  # type: ignore[arg-type]
    for said in (
        "Datoen for gennemsyn er passeret.", "50.000 kr.", "Husets ledelse står bag siden",
        "Husets ledelse har ikke skrevet, at den står bag.", "I alt 75.000 kr. om året går til partnerne.",
    ):  # fmt: skip
        assert said in page
    assert "Værestedet Havnen" not in page


def test_steering_confirms_each_version_once_and_nobody_else_does(people: Cast) -> None:
    one = signed(people.drop_in, people.leader, people.partner_contact)
    stine, lea = enter(Client(), people.steering), enter(Client(), people.leader)
    late = lea.post(CONFIRM, {"row": one.pk})
    assert late.status_code == 409
    assert rules.ONLY_STEERING in words(late)  # type: ignore[arg-type]
    assert "Venter på, at styregruppen bekræfter." in shown(lea, PAGE)
    for _press in range(2):
        assert stine.post(CONFIRM, {"row": one.pk}).status_code == 302
    one.refresh_from_db()
    first = one.steering_seen_at
    assert one.steering_seen_by == people.steering
    assert "Stine bekræftede den" in words(stine.get(PAGE))  # type: ignore[arg-type]
    enter(Client(), person("Sten", people.drop_in, Role.STEERING_GROUP)).post(CONFIRM, {"row": one.pk})
    one.refresh_from_db()
    assert (one.steering_seen_at, one.steering_seen_by) == (first, people.steering)
    assert Event.objects.filter(action="agreement.confirm").count() == 1
    new = signed(people.drop_in, people.leader, people.partner_contact)
    assert f'value="{new.pk}"' in shown(stine, PAGE)  # a new version is asked for again
    assert stine.post(CONFIRM, {"row": one.pk}).status_code == 409


def test_steering_confirms_only_what_holds_in_its_own_town(people: Cast) -> None:
    stine = enter(Client(), people.steering)
    far = signed(house_elsewhere(people), people.leader, people.partner_contact)
    draft = agreement(people.drop_in, people.leader)
    assert stine.post(CONFIRM, {"row": far.pk}).status_code == 404
    assert stine.post(CONFIRM, {"row": draft.pk}).status_code == 409
    for odd in ({}, {"row": "x"}, {"row": "0"}):
        assert stine.post(CONFIRM, odd).status_code == 302
    assert stine.post(CONFIRM, {"row": 987654}).status_code == 404
    assert not Event.objects.filter(action="agreement.confirm").exists()


def test_steering_sees_titles_of_proposals_and_what_became_of_them(people: Cast) -> None:
    kept = {"organisation": people.drop_in, "made_at": timezone.now(), "by": people.partner}
    Proposal.objects.create(title="Kaffe i haven", words="Kun for huset", **kept)
    Proposal.objects.create(title="Taget tilbage", taken_back_at=timezone.now(), **kept)
    tried = Proposal.objects.create(title="Fælles gåtur", **kept)
    for kind in ("seen", "trying"):
        ProposalAnswer.objects.create(proposal=tried, kind=kind, made_at=timezone.now(), by=people.leader)
    page = words(enter(Client(), people.steering).get(PAGE))  # type: ignore[arg-type]
    assert "Venter på svar (1)Kaffe i haven" in page
    assert "Vi prøver det (1)Fælles gåtur" in page
    for said in ("Kun for huset", "Taget tilbage", "Palle", "Set (1)"):
        assert said not in page


def test_steering_asks_the_database_as_often_for_many_as_for_one(people: Cast) -> None:
    stine, counts = enter(Client(), people.steering), []
    stine.get(PAGE)  # the first visit notes that the screen is in use
    for n in (1, 10):
        for at in range(n):
            house = Organisation.objects.create(
                kind="drop_in", name=f"Hus {n} {at}", municipality=people.municipalities["Randers"]
            )
            signed(house, people.leader, people.partner_contact)
            idea = Proposal.objects.create(
                organisation=house, title=f"Idé {at}", made_at=timezone.now(), by=people.leader
            )
            ProposalAnswer.objects.create(proposal=idea, kind="seen", made_at=timezone.now(), by=people.leader)
        with CaptureQueriesContext(connection) as asked:
            shown(stine, PAGE)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15
