"""What the municipality promises and decides about its list of tips: the leader's page, and how the promise is kept."""

import pytest
from django.test import Client
from django.urls import reverse

from fremskudt.access.models import Event
from fremskudt.access.reach import reach_of
from fremskudt.partnership.actions import tip_step
from fremskudt.partnership.models import ListRules
from fremskudt.partnership.rules.tip import Step
from fremskudt.partnership.selectors import tips as selectors
from tests.casework.pages import fill, form_at
from tests.cast import Cast, enter
from tests.partnership.test_tips import LIST, TODAY, codes_on, page
from tests.partnership.tip_field import tip

pytestmark = [pytest.mark.database, pytest.mark.django_db]
RULES = reverse("partnership:list_rules")


@pytest.fixture
def tea(people: Cast) -> Client:
    return enter(Client(), people.therapist)


@pytest.fixture
def lea(people: Cast) -> Client:
    return enter(Client(), people.leader)


def test_leader_sees_the_promise_and_those_that_wait(people: Cast, lea: Client, tea: Client) -> None:
    assert "Ingen praj har skullet have svar endnu." in page(lea)
    for ago, kind in ((1, Step.LOOKING), (3, Step.LOOKING), (3, Step.RECEIVED), (3, None), (0, None)):
        one = tip(people, weeks_ago=ago)
        if kind:
            tip_step.step(tip=one, kind=kind, by=people.colleague)
    said = page(lea)
    assert "Løftet er svar inden 10 dage." in said
    assert "De sidste 12 uger fik 1 af 4 praj svar til tiden." in said
    assert "2 praj har ventet for længe." in said
    assert "Tom" not in said
    assert "Løftet" not in page(tea)
    assert len(codes_on(lea, LIST + "?vis=venter")) == 2
    assert selectors.waiting_too_long(reach_of(people.leader), TODAY()) == 2
    assert selectors.waiting_too_long(reach_of(people.leader_elsewhere), TODAY()) == 0


def test_rules_of_the_list_have_defaults_and_are_the_leaders(people: Cast, lea: Client, tea: Client) -> None:
    assert tea.get(RULES).status_code == 403
    stands = form_at(lea.get(RULES), f"{RULES}?kommune={people.municipalities['Randers'].pk}")  # type: ignore[arg-type]
    assert stands == {"answer_days": ["10"], "shown_weeks": ["8"], "keep_weeks": ["12"]}
    here = f"{RULES}?kommune={people.municipalities['Randers'].pk}"
    for _press in range(2):
        assert fill(lea, here, answer_days="5", shown_weeks="4", keep_weeks="6").headers["Location"] == LIST
    decided = ListRules.objects.get()
    assert (decided.municipality.name, decided.answer_days, decided.shown_weeks, decided.keep_weeks) == (
        "Randers",
        5,
        4,
        6,
    )
    assert Event.objects.filter(action="list_rules.write").count() == 1
    assert "Løftet er svar inden 5 dage." in page(lea)
    away = people.municipalities["Vejle"].pk
    assert lea.post(f"{RULES}?kommune={away}", {"answer_days": 9, "shown_weeks": 4, "keep_weeks": 9}).status_code == 302
    assert not ListRules.objects.filter(municipality=away).exists()  # another town's is one's own


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"answer_days": ""}, "Skriv et helt tal."),
        ({"answer_days": "snart"}, "Skriv et helt tal."),
        ({"answer_days": "0"}, "Skriv mindst 1."),
        ({"keep_weeks": "53"}, "Skriv højst 52."),
        ({"keep_weeks": "9" * 400}, "Skriv"),
        ({"shown_weeks": "13"}, "Et praj skal stå på listen mindst lige så længe"),
    ],
)
def test_rules_that_cannot_be_are_told_and_what_was_typed_stays(
    people: Cast, lea: Client, wrong: dict[str, str], said: str
) -> None:
    here = f"{RULES}?kommune={people.municipalities['Randers'].pk}"
    answer = fill(lea, here, **wrong)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    [(name, typed)] = wrong.items()
    assert form_at(answer, here).get(name, [""]) == [typed]
    assert not ListRules.objects.exists()
