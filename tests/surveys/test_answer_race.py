"""Several who answer for the same person at the same moment, on the real database: one response, nothing lost."""

import uuid
from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection

from fremskudt.access.models import Event
from fremskudt.casework.models import Citizen
from fremskudt.surveys.actions import answer, respondent
from fremskudt.surveys.models import Answer, Given, Respondent, Response, Wave
from fremskudt.surveys.rules.kinds import Mode
from fremskudt.surveys.selectors.asked import Asked
from tests.casework.field import citizen
from tests.cast import Cast, assemble
from tests.surveys.asking_field import asked, lowest, says_yes, study_with_wave

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
ROUNDS = 8


def at_once(*acts: Callable[[], object]) -> None:
    """All of them at the same moment; what one of them raises is raised here."""
    gate, raised = Barrier(len(acts)), list[BaseException]()

    def run(act: Callable[[], object]) -> None:
        gate.wait()
        try:
            act()
        except BaseException as error:
            raised.append(error)
        finally:
            connection.close()

    running = [Thread(target=run, args=[act]) for act in acts]
    for one in running:
        one.start()
    for one in running:
        one.join()
    assert not raised, raised


def somebody(people: Cast, wave: Wave, alias: str) -> Citizen:
    who = citizen(people, alias, followed_by=people.therapist)
    says_yes(people, who, wave.study)
    return who


def giving(people: Cast, one: Asked, items: list[str], operation: uuid.UUID | None = None) -> Callable[[], object]:
    return lambda: answer.give(
        asked=one, items=items, given=lowest(one, items), operation=operation or uuid.uuid4(), mode=Mode.SELF,
        by=people.therapist,
    )  # fmt: skip


def test_answer_two_devices_that_begin_at_once_are_one_response() -> None:
    people = assemble()
    wave = study_with_wave(people)
    for number in range(ROUNDS):
        one = asked(somebody(people, wave, f"Borger {number}"), wave)
        first, second = (list(bite.items) for bite in one.bites[:2])
        at_once(giving(people, one, first), giving(people, one, second))
    assert Response.objects.count() == Respondent.objects.count() == ROUNDS
    assert Given.objects.count() == Event.objects.filter(action="answer.give").count() == 2 * ROUNDS
    n_variables = len(one.instrument.variables)
    assert Answer.objects.count() == ROUNDS * n_variables
    assert Answer.objects.filter(missing=None).count() == ROUNDS * (len(first) + len(second))


def test_answer_the_same_operation_ten_times_at_once_is_one() -> None:
    people = assemble()
    wave = study_with_wave(people)
    one, operation = asked(somebody(people, wave, "Kanel"), wave), uuid.uuid4()
    at_once(*[giving(people, one, ["sleep", "morning"], operation)] * 10)
    assert Given.objects.count() == Response.objects.count() == 1
    assert Event.objects.filter(action="answer.give").count() == 1
    assert Answer.objects.filter(given=Given.objects.get()).count() == 2


def test_answer_and_an_invitation_at_once_make_one_line_of_the_list() -> None:
    from django.db import transaction

    people = assemble()
    wave = study_with_wave(people)
    for number in range(ROUNDS):
        who = somebody(people, wave, f"Borger {number}")
        one = asked(who, wave)

        def invite(who: Citizen = who) -> None:
            with transaction.atomic():
                respondent.find_or_make(study=wave.study, citizen=who)

        at_once(giving(people, one, ["sleep"]), invite)
    assert Respondent.objects.count() == Response.objects.count() == ROUNDS
