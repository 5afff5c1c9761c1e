"""Questions wait until a day, for a reason, and are let go again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fremskudt.access.actor import Actor
from fremskudt.access.models import Event
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.models import Citizen
from fremskudt.surveys.actions import hold as holding
from fremskudt.surveys.forms_questions import HoldForm
from fremskudt.surveys.models import Hold, Respondent, Wave
from fremskudt.surveys.rules import questions as rules
from fremskudt.surveys.rules.ways import HOLD_REASONS
from fremskudt.surveys.selectors.asked import is_held
from fremskudt.surveys.selectors.may_ask import may_ask_now
from tests.casework.field import citizen
from tests.cast import Cast, enter
from tests.surveys.asking_field import asked, days, study_with_wave
from tests.surveys.questions_field import address, met, page, taking_part

pytestmark = [pytest.mark.database, pytest.mark.django_db]


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


def wait(client: Client, who: Citizen, reason: str = "crisis", ahead: int = 14, **more: str) -> int:
    told = {"reason": reason, "until_on": f"{days(ahead):%Y-%m-%d}", **more}
    return client.post(address(who, "hold"), told).status_code


@pytest.mark.parametrize(("reason", "ahead", "may"), [
    ("crisis", 1, True), ("crisis", 0, False), ("crisis", -1, False), ("crisis", 180, True), ("crisis", 185, False),
    ("", 14, False), ("dovenskab", 14, False), ("not_now", 14, True),
])  # fmt: skip
def test_hold_needs_a_reason_and_a_day_within_half_a_year(reason: str, ahead: int, may: bool) -> None:
    assert bool(rules.may_hold(reason=reason, until_on=days(ahead), today=timezone.localdate())) is may


def test_hold_is_pressed_told_and_lifted(tea: Client, people: Cast, kanel: Citizen, wave: Wave) -> None:
    html = page(tea, kanel, "hold")
    assert all(words in html for words in HOLD_REASONS.values())
    assert "Hvad venter?" not in html  # there is one form
    assert wait(tea, kanel) == 302
    held = Hold.objects.get()
    assert (held.instrument, held.reason, held.until_on, held.by) == ("", "crisis", days(14), people.therapist)
    html = page(tea, kanel)
    assert "Spørgsmålene venter til" in html
    assert "Der er brand på lige nu." in html
    assert "Giv telefonen" not in html
    assert tea.post(address(kanel, "hold_lift"), {"runde": wave.pk}).status_code == 302
    assert "Giv telefonen" in page(tea, kanel)
    for action in ("hold.make", "hold.lift"):
        assert Event.objects.filter(action=action, subject=kanel.key).count() == 1


def test_hold_that_lacks_something_keeps_what_was_typed(tea: Client, kanel: Citizen, wave: Wave) -> None:
    for sent, sentence in (
        ({"reason": "", "until_on": f"{days(9):%Y-%m-%d}"}, "Vælg en grund."),
        ({"reason": "ill", "until_on": f"{days(0):%Y-%m-%d}"}, "Vælg en dag efter i dag og højst et halvt år frem."),
        ({"reason": "ill", "until_on": f"{days(300):%Y-%m-%d}"}, "Vælg en dag efter i dag og højst et halvt år frem."),
        ({"reason": "ill", "until_on": "snart"}, "Skriv dagen som 24-12-2026."),
    ):
        response = tea.post(address(kanel, "hold"), sent)
        assert response.status_code == 422
        html = response.content.decode()
        assert sentence in html
        assert f'value="{sent["until_on"]}"' in html
    assert not Hold.objects.exists()


def test_hold_pressed_twice_is_one_and_a_new_day_takes_its_place(tea: Client, kanel: Citizen, wave: Wave) -> None:
    for ahead in (30, 30, 5):
        assert wait(tea, kanel, ahead=ahead) == 302
    assert Hold.objects.count() == 2
    assert Hold.objects.get(lifted_at=None).until_on == days(5)  # nearer, and it is what holds
    assert tea.post(address(kanel, "hold_lift"), {"runde": wave.pk}).status_code == 302
    assert tea.post(address(kanel, "hold_lift"), {"runde": wave.pk}).status_code == 302
    assert not is_held(asked(kanel, wave))
    assert Event.objects.filter(action="hold.lift").count() == 1


def test_hold_of_one_form_leaves_the_other(tea: Client, people: Cast, kanel: Citizen, wave: Wave) -> None:
    study_with_wave(people, number=2)
    assert "Hvad venter?" not in page(tea, kanel, "hold")  # two rounds of one form
    holding.hold(
        asked=asked(kanel, wave), instrument="progression", reason="ill", until_on=days(9), by=people.therapist
    )
    other = study_with_wave(people, instrument="start")
    assert is_held(asked(kanel, wave))
    assert not is_held(asked(kanel, other))
    assert wait(tea, kanel) == 302
    assert is_held(asked(kanel, other))
    assert Hold.objects.get(lifted_at=None).instrument == ""


def test_hold_form_lets_one_choose_where_there_are_two() -> None:
    two = [("1", "Det ene skema"), ("2", "Det andet skema")]
    assert "which" not in HoldForm(forms_open=two[:1]).fields
    told = {"reason": "ill", "until_on": f"{days(9):%Y-%m-%d}"}
    for which, is_valid in (("1", True), ("alle", True), ("3", False), ("", False)):
        assert HoldForm({**told, "which": which}, forms_open=two).is_valid() is is_valid


def test_hold_of_everything_is_of_every_study(tea: Client, people: Cast, kanel: Citizen, wave: Wave) -> None:
    other = taking_part(people, kanel, "soevn", opens=20, closes=50)
    assert wait(tea, kanel, ahead=40) == 302
    assert Respondent.objects.count() == Hold.objects.count() == 2
    assert is_held(asked(kanel, other))


def test_hold_runs_out_by_itself(kanel: Citizen, people: Cast, wave: Wave, time_machine) -> None:  # type: ignore[no-untyped-def]
    holding.hold(asked=asked(kanel, wave), instrument="", reason="ill", until_on=days(3), by=people.therapist)
    until = timezone.localtime().replace(hour=0, minute=0, second=1) + timedelta(days=3)
    time_machine.move_to(until - timedelta(seconds=2), tick=False)
    assert not may_ask_now(asked(kanel, wave))
    time_machine.move_to(until, tick=False)
    assert may_ask_now(asked(kanel, wave))


def test_hold_by_the_citizen_names_their_key_and_nobody(kanel: Citizen, wave: Wave) -> None:
    one = asked(kanel, wave)
    holding.hold(asked=one, instrument="", reason="not_now", until_on=days(7), by=Actor("link:5", role="link_holder"))
    assert Hold.objects.get().by is None
    assert Event.objects.get(action="hold.make").actor == "link:5"
    holding.hold(asked=one, instrument="", reason="not_now", until_on=days(14), by=None)
    assert Hold.objects.get(lifted_at=None).until_on == days(14)


def test_hold_is_of_nobody_who_has_not_said_yes(tea: Client, people: Cast, kanel: Citizen) -> None:
    wave = study_with_wave(people)
    assert wait(tea, kanel) == 409
    with pytest.raises(NotNow):
        holding.hold(asked=asked(kanel, wave), instrument="", reason="ill", until_on=days(3), by=people.therapist)
    assert not Respondent.objects.exists()
