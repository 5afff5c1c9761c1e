"""Why there is no answer: a few reasons, each with what it stops, told with a press and taken back again."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.models import Citizen
from fremskudt.surveys.actions import no_answer as telling
from fremskudt.surveys.models import NoAnswer, Respondent, Wave
from fremskudt.surveys.rules import questions as rules
from fremskudt.surveys.rules.why_no_answer import WHY
from fremskudt.surveys.selectors.may_ask import may_ask_now
from tests.casework.field import citizen
from tests.cast import Cast, enter
from tests.surveys.asking_field import asked, give_all, study_with_wave
from tests.surveys.questions_field import address, met, page, taking_part

pytestmark = [pytest.mark.database, pytest.mark.django_db]
FOR_GOOD = [why for why, meaning in WHY.items() if meaning.for_good]


@pytest.fixture
def kanel(people: Cast) -> Citizen:
    made = citizen(people, "Kanel", "K7M4-Q2RX", followed_by=people.therapist)
    met(made, people.therapist)
    return made


@pytest.fixture
def tea(people: Cast) -> Client:
    return enter(Client(), people.therapist)


@pytest.fixture
def wave(people: Cast, kanel: Citizen) -> Wave:
    return taking_part(people, kanel)


def tell(client: Client, who: Citizen, wave: Wave, why: str, **more: str) -> int:
    return client.post(f"{address(who, 'no_answer')}?runde={wave.pk}", {"why": why, **more}).status_code


@pytest.mark.parametrize("why", [*WHY, "findes-ikke", ""])
@pytest.mark.parametrize("is_complete", [True, False])
def test_reason_may_be_told_of_what_is_not_filled_in(why: str, is_complete: bool) -> None:
    may = why in WHY and (not is_complete or why in {"moved", "died"})
    assert bool(rules.may_tell(why=why, is_complete=is_complete)) is may


@pytest.mark.parametrize("why", [why for why in WHY if why not in FOR_GOOD])
def test_reason_is_one_press_and_is_taken_back(tea: Client, people: Cast, kanel: Citizen, wave: Wave, why: str) -> None:
    html = page(tea, kanel, "no_answer", f"?runde={wave.pk}")
    assert all(meaning.words in html for meaning in WHY.values())
    assert tell(tea, kanel, wave, why) == 302
    told = NoAnswer.objects.get()
    assert (told.why, told.wave, told.by, told.undone_at) == (why, wave, people.therapist, None)
    html = page(tea, kanel)
    assert WHY[why].words in html
    assert ("Giv telefonen" in html) is not WHY[why].stops
    assert tea.post(address(kanel, "no_answer_undo"), {"runde": wave.pk}).status_code == 302
    assert "Giv telefonen" in page(tea, kanel)
    for action in ("no_answer.tell", "no_answer.undo"):
        assert Event.objects.filter(action=action, subject=kanel.key).count() == 1


@pytest.mark.parametrize("why", FOR_GOOD)
def test_what_stops_for_good_is_asked_on_a_page_of_its_own(
    tea: Client, people: Cast, kanel: Citizen, wave: Wave, why: str
) -> None:
    other = taking_part(people, kanel, "soevn")
    address_of = f"{address(kanel, 'no_answer')}?runde={wave.pk}"
    asking = tea.post(address_of, {"why": why})
    assert asking.status_code == 200
    assert "stopper alle spørgsmål" in asking.content.decode()
    assert not NoAnswer.objects.exists()
    assert tell(tea, kanel, wave, why, sure="on") == 302
    assert NoAnswer.objects.count() == 2  # in each study
    later = study_with_wave(people, number=2)
    assert [bool(may_ask_now(asked(kanel, one))) for one in (wave, other, later)] == [False] * 3
    assert "Giv telefonen" not in page(tea, kanel)
    assert tea.post(address(kanel, "no_answer_undo"), {"runde": later.pk}).status_code == 302
    assert [bool(may_ask_now(asked(kanel, one))) for one in (wave, other, later)] == [True] * 3


def test_reason_twice_is_one_and_another_takes_its_place(tea: Client, kanel: Citizen, wave: Wave) -> None:
    for why in ("not_found", "not_found", "ill", "not_able"):
        assert tell(tea, kanel, wave, why) == (422 if why == "ill" else 302)
    assert NoAnswer.objects.count() == 2
    assert NoAnswer.objects.get(undone_at=None).why == "not_able"
    assert Event.objects.filter(action="no_answer.tell").count() == 2
    person = Respondent.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        NoAnswer.objects.create(respondent=person, wave=wave, why="not_found", made_at=timezone.now())


def test_reason_is_not_told_of_what_is_answered(tea: Client, people: Cast, kanel: Citizen, wave: Wave) -> None:
    give_all(kanel, wave, by=people.therapist)
    assert tell(tea, kanel, wave, "not_able") == 409
    assert tell(tea, kanel, wave, "died", sure="on") == 302


def test_reason_of_one_round_lets_the_next_be_asked(people: Cast, kanel: Citizen, wave: Wave) -> None:
    telling.tell(asked=asked(kanel, wave), why="in_prison", by=people.therapist)
    assert not may_ask_now(asked(kanel, wave))
    assert may_ask_now(asked(kanel, study_with_wave(people, number=2)))


def test_reason_that_is_none_says_so(tea: Client, kanel: Citizen, wave: Wave) -> None:
    response = tea.post(f"{address(kanel, 'no_answer')}?runde={wave.pk}", {})
    assert response.status_code == 422
    assert "Vælg en grund." in response.content.decode()
    assert tea.post(f"{address(kanel, 'no_answer')}?runde=0", {"why": "not_able"}).status_code == 404
    assert tea.post(address(kanel, "no_answer_undo"), {"runde": "0"}).status_code == 404


def test_reason_is_of_nobody_who_has_not_said_yes(people: Cast, kanel: Citizen) -> None:
    wave = study_with_wave(people)
    with pytest.raises(NotNow):
        telling.tell(asked=asked(kanel, wave), why="not_able", by=people.therapist)
    assert not Respondent.objects.exists()
