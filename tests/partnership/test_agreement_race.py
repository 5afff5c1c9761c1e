"""Two who sign, write and sign, or answer at the very same moment: one effect, and the other is told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.basics.verdict import NotNow
from fremskudt.partnership.actions import agreement as actions
from fremskudt.partnership.actions import term as terms
from fremskudt.partnership.models import Agreement, TermSigning
from fremskudt.partnership.rules import agreement as rules
from tests.access.agreement_pages import agreement, term
from tests.casework.test_contact_race import at_once
from tests.cast import assemble

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def told(said: list[str], act: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        try:
            act()
            said.append("")
        except NotNow as no:
            said.append(no.reason)

    return run


def test_agreement_two_who_sign_for_the_same_side_at_once_are_one() -> None:
    people = assemble()
    one, said = agreement(people.drop_in, people.leader), list[str]()
    both = (people.leader, people.second_leader)
    at_once(*[told(said, lambda by=by: actions.sign(agreement=one, side=rules.OURS, by=by)) for by in both])
    assert sorted(said) == ["", rules.SIGNED_BY_ANOTHER]
    assert Event.objects.filter(action="agreement.sign").count() == 1


def test_agreement_both_sides_sign_at_once_and_both_stand() -> None:
    people = assemble()
    one, said = agreement(people.drop_in, people.leader), list[str]()
    signers = {rules.OURS: people.leader, rules.THEIRS: people.partner_contact}
    at_once(*[told(said, lambda s=s, by=by: actions.sign(agreement=one, side=s, by=by)) for s, by in signers.items()])
    one.refresh_from_db()
    assert said == ["", ""]
    assert rules.is_signed(one)


def test_agreement_that_is_rewritten_while_somebody_signs_is_never_signed_as_a_replaced_one() -> None:
    people = assemble()
    one, said = agreement(people.drop_in, people.leader), list[str]()
    today = timezone.localdate()
    new = {"what": "Nyt", "from_on": today, "review_on": today + timedelta(days=9)}
    at_once(
        told(said, lambda: actions.sign(agreement=one, side=rules.THEIRS, by=people.partner_contact)),
        told(said, lambda: actions.write(house=people.drop_in, base=one.pk, told=new, by=people.leader)),
    )
    one.refresh_from_db()
    refused = rules.REPLACED in said
    assert (one.signed_by_them is None) is refused
    signings = Event.objects.filter(action="agreement.sign").values_list("number", flat=True)
    rewritten = Event.objects.get(action="agreement.write").number
    assert all(number < rewritten for number in signings)  # signed before it was replaced, or not at all


def test_agreement_two_who_write_from_the_same_words_make_one_version() -> None:
    people = assemble()
    today, said = timezone.localdate(), list[str]()
    new = {"from_on": today, "review_on": today + timedelta(days=9)}
    at_once(
        told(said, lambda: actions.write(house=people.drop_in, base=None, told={"what": "A", **new}, by=people.leader)),
        told(
            said,
            lambda: actions.write(house=people.drop_in, base=None, told={"what": "B", **new}, by=people.second_leader),
        ),
    )
    assert sorted(said) == ["", rules.WRITTEN_MEANWHILE]
    assert Agreement.objects.count() == 1


def test_term_signed_twice_at_once_is_signed_once() -> None:
    people = assemble()
    one, said = term(people, "Randers"), list[str]()
    act = told(said, lambda: terms.sign(term=one, houses=[people.drop_in], by=people.partner_contact))
    at_once(act, act)
    assert said == ["", ""]
    assert TermSigning.objects.count() == Event.objects.filter(action="term.sign").count() == 1
