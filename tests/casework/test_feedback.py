"""»Vi er i kontakt« by that person's own yes to that house, now, and by nothing else (F50, F73)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fremskudt.access.models import User
from fremskudt.access.reach import reach_of
from fremskudt.access.roles import Role
from fremskudt.access.strength import Strength
from fremskudt.casework.actions import consent, merge
from fremskudt.casework.models import Barring, Citizen
from fremskudt.casework.selectors.feedback import in_contact, keys_in_contact
from fremskudt.partnership.models import Tip
from tests import cast
from tests.casework.consent_field import say
from tests.casework.field import citizen
from tests.casework.own_tips_field import may_know, said_yes
from tests.cast import Cast
from tests.partnership.tip_field import tip

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def kanel(people: Cast) -> Citizen:
    return citizen(people, "Kanel", followed_by=people.therapist)


@pytest.fixture
def mine(people: Cast, kanel: Citizen) -> Tip:
    """Palle's tip, whose person said yes to a course."""
    made = tip(people)
    said_yes(made, kanel, people)
    return made


def known_to(user: User, *tips: Tip) -> bool:
    return in_contact(tips, reach_of(user)) == {one.pk for one in tips}


def test_feedback_is_nothing_without_a_yes(people: Cast, mine: Tip) -> None:
    assert in_contact([mine, tip(people)]) == in_contact([mine], reach_of(people.partner)) == in_contact([]) == set()


def test_feedback_of_a_yes_to_the_house_is_for_all_in_it(people: Cast, mine: Tip, kanel: Citizen) -> None:
    may_know(kanel, people.drop_in, people)
    other = tip(people)
    assert in_contact([mine, other]) == {mine.pk}
    for user in (people.partner, people.partner_contact):
        assert in_contact([mine, other], reach_of(user)) == {mine.pk}
    assert known_to(people.partner, mine)
    assert in_contact([mine], reach_of(people.partner, Strength.LINK)) == {mine.pk}
    for user in (people.professional, people.peer, people.therapist, people.therapist_elsewhere, people.leader):
        assert in_contact([mine], reach_of(user)) == set()


@pytest.mark.parametrize(
    "more",
    [
        {"answer": "no"},
        {"answer": "not_now"},
        {"purpose": "help"},
        {"purpose": "handing_on"},
        {"purpose": "meeting"},
        {"days": -1},
        {"direction": "ask"},
    ],
)
def test_feedback_takes_no_other_answer_for_it(people: Cast, mine: Tip, kanel: Citizen, more: dict[str, str]) -> None:
    may_know(kanel, people.drop_in, people, **more)
    assert in_contact([mine]) == in_contact([mine], reach_of(people.partner)) == set()


def test_feedback_of_a_yes_to_another_house_or_of_another_person_is_nothing(
    people: Cast, mine: Tip, kanel: Citizen
) -> None:
    may_know(kanel, people.jobcentre, people)
    may_know(citizen(people, "Havre"), people.drop_in, people)
    assert in_contact([mine]) == in_contact([mine], reach_of(people.partner)) == set()


def test_feedback_of_a_yes_to_one_person_or_one_role_is_theirs_alone(people: Cast, mine: Tip, kanel: Citizen) -> None:
    may_know(kanel, people.drop_in, people, user=people.partner)
    assert known_to(people.partner, mine)
    assert not known_to(people.partner_contact, mine)
    assert in_contact([mine]) == set()  # of the house as such nothing was said
    may_know(kanel, people.drop_in, people, role=Role.PARTNER_CONTACT)
    assert known_to(people.partner_contact, mine)
    assert not known_to(cast.person("Sif", people.drop_in, Role.PARTNER), mine)


def test_feedback_stops_at_the_next_request_after_it_is_withdrawn(people: Cast, mine: Tip, kanel: Citizen) -> None:
    entry = may_know(kanel, people.drop_in, people)
    assert known_to(people.partner, mine)
    consent.withdraw(entry=entry, by=people.therapist)
    assert not known_to(people.partner, mine)
    may_know(kanel, people.drop_in, people)
    assert known_to(people.partner, mine)
    consent.stop_all(citizen=kanel, by=people.therapist)
    assert in_contact([mine]) == set()


def test_feedback_stops_by_a_no_and_by_the_last_day(people: Cast, mine: Tip, kanel: Citizen) -> None:
    may_know(kanel, people.drop_in, people, days=30)
    with time_machine.travel(timezone.now() + timedelta(days=30), tick=False):
        assert known_to(people.partner, mine)
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        assert not known_to(people.partner, mine)
    may_know(kanel, people.drop_in, people, answer="no")
    assert not known_to(people.partner, mine)


def test_feedback_of_who_left_the_house_or_is_barred_is_nothing(people: Cast, mine: Tip, kanel: Citizen) -> None:
    may_know(kanel, people.drop_in, people)
    now, reach = timezone.now(), reach_of(people.partner)
    Barring.objects.create(
        citizen=kanel, user=people.partner_contact, reason="Ønske", review_on=now.date(), set_at=now, set_by=people.dpo
    )
    assert not known_to(people.partner_contact, mine)
    people.partner.memberships.all().delete()  # also where the request had begun
    assert in_contact([mine], reach) == set()


def test_feedback_follows_the_record_that_is_kept_after_a_merge(people: Cast, mine: Tip, kanel: Citizen) -> None:
    havre = citizen(people, "Havre", followed_by=people.therapist)
    may_know(havre, people.drop_in, people)
    assert not known_to(people.partner, mine)
    one = merge.merge(kept=havre, other=kanel, purpose="care", by=people.therapist)
    assert known_to(people.partner, mine)
    may_know(havre, people.drop_in, people, answer="no")
    assert not known_to(people.partner, mine)
    merge.undo(merge=one, purpose="care", by=people.therapist)
    assert not known_to(people.partner, mine)


def test_feedback_names_the_citizen_to_the_log_alone_and_only_where_it_is_shown(
    people: Cast, mine: Tip, kanel: Citizen
) -> None:
    assert keys_in_contact([mine], reach_of(people.partner)) == {}
    may_know(kanel, people.drop_in, people)
    assert keys_in_contact([mine, tip(people)], reach_of(people.partner)) == {mine.pk: kanel.key}


def test_feedback_costs_the_same_with_a_yes_to_a_course_as_without(people: Cast, kanel: Citizen) -> None:
    """How long the page takes must not tell that there is a course behind it."""

    def cost(*tips: Tip) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert in_contact(tips, reach) == set()
        return len(asked)

    reach, many = reach_of(people.partner), [tip(people) for _number in range(12)]
    nothing = cost(*many)
    for number, one in enumerate(many[:6]):
        who = citizen(people, f"Alias{number}")
        said_yes(one, who, people)
        say(who, people.drop_in, by=people.therapist)
    assert cost(*many) == cost(many[-1]) == nothing == 3
