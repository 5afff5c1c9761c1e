"""The therapist's own forms: what waits, one bite at a time, prefilled from the course, under a code of the study."""

import re
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import formats, timezone

from fremskudt import instruments
from fremskudt.access.models import Event
from fremskudt.casework.models import (
    Case,
    ChannelActor,
    ChannelIn,
    Citizen,
    Contact,
    Ending,
    PhaseInterval,
    ReadinessAnswer,
    ReadinessLook,
    TakingPart,
    TreatmentPlan,
)
from fremskudt.surveys.actions import study as studies
from fremskudt.surveys.actions.study import Opening
from fremskudt.surveys.models import Answer, Delivery, Respondent, Response, Study
from fremskudt.surveys.rules.kinds import Kind
from fremskudt.surveys.selectors import study as selectors
from fremskudt.surveys.selectors.respondent import code_of
from tests.casework.field import citizen
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]

LIST = reverse("surveys:staff_forms")
EMPTY = "Intet at udfylde. Tallene kommer fra det, du allerede har skrevet."


def days(ahead: int) -> date:
    return timezone.localdate() + timedelta(days=ahead)


@pytest.fixture
def study(people: Cast) -> Study:
    return open_study(people)


def open_study(people: Cast, slug: str = "aaben", closes: int = 3, towns: tuple[str, ...] = ("Randers",)) -> Study:
    waves = {
        Kind.START: [Opening(1, days(-200), days(200))],
        Kind.RUNNING: [Opening(1, days(-160), days(-61)), Opening(2, days(-60), days(closes))],
    }
    return studies.create(
        slug=slug, title="Åben undersøgelse", owner=people.institute, starts_on=days(-300), ends_on=days(300),
        municipalities=[people.municipalities[town] for town in towns], waves=waves, by=people.evaluator,
    )  # fmt: skip


def started(people: Cast, alias: str = "Kanel", ago: int = 50, said: str = "yes") -> Citizen:
    """Somebody with a course, who has answered this to the study."""
    made = citizen(people, alias, followed_by=people.therapist)
    Case.objects.filter(citizen=made).update(found_on=days(-90), started_on=days(-ago))
    if said:
        answered(people, made, said)
    return made


def answered(people: Cast, who: Citizen, said: str = "yes", study: str = "aaben") -> None:
    now = timezone.now()
    TakingPart.objects.create(
        citizen=who, study=study, answer=said, form="oral", witness="Vi var alene", words="Vil du være med?",
        said_at=now, made_at=now, by=people.therapist,
    )  # fmt: skip


def page(who: Citizen, slug: str = "running", bite: str = "") -> str:
    address = reverse("surveys:staff_form", args=[who.code, slug])
    return f"{address}?bid={bite}" if bite else address


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def press(client: Client, html: str, **answers: Any) -> HttpResponse:
    """What the page's own form sends with these answers beside what stands in it already."""
    action = re.search(r'<form class="bite" method="post" action="([^"]+)"', html)[1].replace("&amp;", "&")  # type: ignore[index]
    sent: dict[str, Any] = dict(re.findall(r'type="hidden" name="(bid|operation)" value="([^"]+)"', html))
    for name, value in re.findall(r'<input type="(?:radio|checkbox)" name="([^"]+)" value="([^"]+)"[^>]*checked', html):
        sent.setdefault(name, []).append(value)
    return client.post(action, {**sent, **answers})  # type: ignore[return-value]


def values(who: Citizen, slug: str = "running") -> dict[str, Any]:
    given = Answer.objects.filter(response__instrument=slug, response__respondent__code=code_of("aaben", who))
    return {name: missing or value for name, value, missing in given.values_list("variable", "value", "missing")}


def test_forms_that_wait_stand_nearest_first_and_only_about_those_one_follows(people: Cast, study: Study) -> None:
    kanel, havre = started(people, "Kanel", ago=10), started(people, "Havre", ago=50)
    citizen(people, "Timian", followed_by=people.therapist)  # has not said yes
    colleagues = citizen(people, "Fyr", followed_by=people.colleague)
    Case.objects.filter(citizen=colleagues).update(found_on=days(-90), started_on=days(-9))
    html = shown(enter(Client(), people.therapist), LIST)
    rows = re.findall(r'row-title">(\w+)</span>\s*<span class="row-fact">([^<·]+) ·', html)
    start, running = "Kontaktskema start", "Kontaktskema løbende"
    assert sorted(rows) == [("Havre", running), ("Havre", start), ("Kanel", running), ("Kanel", start)]
    assert rows.index(("Kanel", running)) < rows.index(("Kanel", start))  # three days ahead, and twenty
    assert "Timian" not in html
    assert "Fyr" not in html
    for who in (kanel, havre):
        assert Event.objects.filter(action="staff_forms.read", subject=who.key).count() == 1


def test_forms_are_few_where_no_wave_is_open_and_none_elsewhere(people: Cast) -> None:
    who = started(people)
    client = enter(Client(), people.therapist)
    assert EMPTY in shown(client, LIST)
    assert client.get(page(who)).status_code == 409
    open_study(people, "vejle", towns=("Vejle",))
    assert EMPTY in shown(client, LIST)
    assert "ingen åben runde" in client.get(page(who)).content.decode()


def test_form_is_filled_in_a_bite_at_a_time_and_can_be_gone_on_with(people: Cast, study: Study) -> None:
    who, client = started(people), enter(Client(), people.therapist)
    html = shown(client, page(who))
    assert "1 af 4 i dag" in html
    onward = press(client, html, phase="2", place="1")
    assert onward.status_code == 302
    assert values(who)["phase"] == 2
    assert values(who)["attempts"] == "not_asked"
    assert "Begyndt" in shown(client, LIST)
    html = shown(client, page(who))  # another day
    assert "Borgerens parathed" in html
    press(client, html, ready_safe="3")
    assert (values(who)["ready_safe"], values(who)["ready_stable"]) == (3, "skipped")
    press(client, shown(client, page(who)), skip="1")
    assert {values(who)[name] for name in ("attempts", "contacts")} == {"skipped"}
    done = press(client, shown(client, page(who)), plan_made="1", activities=["communities"])
    assert done["Location"] == LIST
    assert (values(who)["activities.communities"], values(who)["activities.network"]) == (1, 0)
    assert "not_asked" not in values(who).values()
    assert "Udfyldt i denne runde" in shown(client, LIST)
    response = Response.objects.get()
    assert (response.mode, response.answered_on, response.wave.number) == ("staff", days(0), 2)
    event = Event.objects.filter(action="staff_form.write").first()
    assert event is not None
    assert (event.subject, event.purpose) == (who.key, "evaluation")


def test_form_of_phase_one_does_not_ask_what_is_hidden_and_a_change_asks_again(people: Cast, study: Study) -> None:
    who, client = started(people), enter(Client(), people.therapist)
    press(client, shown(client, page(who)), phase="1", place="1")
    assert values(who)["ready_safe"] == "not_shown"
    assert "Kontakten" in shown(client, page(who))
    assert "2 af 3 i dag" in shown(client, page(who))
    press(client, shown(client, page(who, bite="where_now")), phase="3")
    assert values(who)["ready_safe"] == "not_asked"
    assert values(who)["place"] == 1
    assert "Borgerens parathed" in shown(client, page(who))


def test_start_form_is_prefilled_from_the_course_and_says_so(people: Cast, study: Study) -> None:
    who = started(people)
    Citizen.objects.filter(pk=who.pk).update(birth_year=days(0).year - 47)
    channel = ChannelIn.objects.create(
        case=who.cases.get(), found_where=3, found_by=8, known_before=2, made_at=timezone.now(), by=people.therapist
    )
    for actor in (1, 8):
        ChannelActor.objects.create(channel=channel, actor=actor)
    client = enter(Client(), people.therapist)
    html = shown(client, page(who, "start"))
    assert html.count("Hentet fra forløbet") == html.count("Hentet fra forløbet: fødselsåret.") == 1
    press(client, html, sex="1", age="47")
    html = shown(client, page(who, "start"))
    today = formats.date_format(days(0), "j. F Y")
    assert html.count("Hentet fra forløbet") == html.count(f"Hentet fra forløbet: vejen ind, {today}.") == 3
    press(client, html)  # as it stands
    press(client, shown(client, page(who, "start")), substitution="3")
    press(client, shown(client, page(who, "start")), other_services="0")
    found = values(who, "start")
    assert (found["sex"], found["age"], found["spotted_place"], found["spotted_by"]) == (1, 47, 3, 8)
    assert [name for name, value in found.items() if name.startswith("first_contact.") and value == 1] == [
        "first_contact.outreach_therapist", "first_contact.gp",
    ]  # fmt: skip
    assert found["first_contact.skp"] == 0
    assert (found["known_in_system"], found["services.home_support"]) == (2, "not_shown")


def test_running_form_is_prefilled_from_contacts_plan_phase_and_readiness(people: Cast, study: Study) -> None:
    who = started(people)
    case, by, now = who.cases.get(), people.therapist, timezone.now()
    for week in range(8):
        for place, outcome in (("home", "met"), ("nowhere", "no_answer")):
            Contact.objects.create(
                case=case, at=now - timedelta(days=7 * week + (place == "nowhere")), outcome=outcome, place=place,
                way="in_person", operation=uuid.uuid4(), made_at=now, by=by,
            )  # fmt: skip
    PhaseInterval.objects.create(case=case, phase=1, start_on=days(-90), made_at=now, by=by)
    PhaseInterval.objects.create(case=case, phase=2, start_on=days(-30), made_at=now, by=by)
    TreatmentPlan.objects.create(
        case=case, version=1, made_at=now, by=by, saved_at=now, saved_by=by, in_force_on=days(-30), in_force_at=now,
        in_force_by=by,
    )  # fmt: skip
    look = ReadinessLook.objects.create(case=case, on=days(-5), side="worker", made_at=now, by=by)
    ReadinessAnswer.objects.create(readiness=look, item="ready_stable", value=5)
    client, told = enter(Client(), people.therapist), ""
    for _bite in range(4):
        told += (html := shown(client, page(who)))
        press(client, html)
    for place, on in (
        ("perioderne", -30), ("kontaktloggen", 0), ("parathed", -5), ("planen", -30),
    ):  # fmt: skip
        assert f"Hentet fra forløbet: {place}, {formats.date_format(days(on), 'j. F Y')}." in told, place
    found = values(who)
    assert (found["phase"], found["place"], found["ready_stable"], found["ready_safe"]) == (2, 1, 4, "skipped")
    assert (found["attempts"], found["contacts"], found["plan_made"]) == (1, 2, 1)


def test_study_knows_the_citizen_by_a_code_that_tells_nothing(people: Cast, study: Study) -> None:
    who, client = started(people), enter(Client(), people.therapist)
    press(client, shown(client, page(who)), phase="1")
    press(client, shown(client, page(who, "start")), sex="2")
    respondent = Respondent.objects.get()
    assert respondent.code == code_of("aaben", who) != code_of("en-anden", who)
    assert re.fullmatch("[2-9C-X]{4}-[2-9C-X]{4}-[2-9C-X]{4}", respondent.code)
    assert who.code not in respondent.code
    assert (respondent.status, respondent.started_on, respondent.municipality) == (1, days(-50), who.municipality)
    assert not Event.objects.filter(subject__contains=respondent.code).exists()
    assert (respondent.delivery, Response.objects.filter(delivery=None).count()) == (None, 2)
    assert not Delivery.objects.exists()  # no file brought it
    assert selectors.delivery_rows(study) == []
    rows = selectors.study_rows(study)
    assert len(rows.answers) == sum(len(values(who, slug)) for slug in ("running", "start"))


def test_form_pressed_twice_is_one_response_and_two_people_share_it(people: Cast, study: Study) -> None:
    who, client = started(people), enter(Client(), people.therapist)
    who.assignments.create(user=people.colleague, began_at=timezone.now(), by=people.leader)
    html = shown(client, page(who))
    for one in (client, client, enter(Client(), people.colleague)):
        assert press(one, html, phase="2").status_code == 302
    assert Response.objects.count() == Respondent.objects.count() == 1


@pytest.mark.parametrize(
    ("slug", "bite", "wrong", "said"),
    [
        ("start", "person", {"age": "7"}, "Skriv et helt tal fra 15 til 110."),
        ("start", "person", {"age": "<b>47"}, "Skriv et helt tal fra 15 til 110."),
        ("start", "person", {"sex": "9"}, "Ukendt kode. Vælg en fra listen."),
        ("start", "spotting", {"first_contact": ["gp", "none"]}, "Vælg enten »Ingen af dem«"),
        ("start", "spotting", {"first_contact": ["hemmelig"]}, "Ukendt kode. Vælg en fra listen."),
        ("start", "other_help", {"other_services": "0", "services": ["others"]}, "svaret ovenfor siger nej"),
    ],
)
def test_form_keeps_what_was_typed_when_something_is_wrong(
    people: Cast, slug: str, bite: str, wrong: dict[str, Any], said: str
) -> None:
    open_study(people)
    who, client = started(people), enter(Client(), people.therapist)
    response = press(client, shown(client, page(who, slug, bite)), **wrong)
    assert response.status_code == 422
    html = response.content.decode()
    assert said in html
    assert "<b>47" not in html
    assert not Response.objects.exists()


def test_none_of_them_is_an_answer_and_nothing_ticked_is_skipped(people: Cast, study: Study) -> None:
    who, client = started(people), enter(Client(), people.therapist)
    address = page(who, "start", "spotting")
    press(client, shown(client, address), first_contact=["none"])
    assert {value for name, value in values(who, "start").items() if name.startswith("first_contact.")} == {0}
    assert 'value="none" id="id_first_contact_12" checked' in shown(client, address).replace(" aria-describedby", "")
    press(client, shown(client, address), first_contact=[])
    assert values(who, "start")["first_contact.skp"] == "skipped"


def test_form_is_closed_before_the_start_after_the_wave_and_for_other_waves(people: Cast, study: Study) -> None:
    who, client = started(people), enter(Client(), people.therapist)
    html = shown(client, page(who))
    first, second = study.waves.filter(instrument="running")
    assert "Svaret passer ikke til runden." in client.get(f"{page(who)}?runde={first.pk}").content.decode()
    second.closes_on = days(-1)
    second.save()
    late = press(client, html, phase="2")
    assert (late.status_code, Response.objects.count()) == (409, 0)
    assert "Se på datoen." in late.content.decode()
    Case.objects.update(started_on=None)
    assert "sagt ja til at være med" in client.get(page(who, "start")).content.decode()


def test_form_about_an_ended_course_is_open_while_the_wave_is(people: Cast, study: Study) -> None:
    who, client = started(people), enter(Client(), people.therapist)
    Ending.objects.create(
        case=who.cases.get(), on=days(-10), reason=5, phase=2, onward="support", onward_words="Bostøtte",
        made_at=timezone.now(), by=people.therapist,
    )  # fmt: skip
    press(client, shown(client, page(who, bite="contact")))
    assert values(who)["contacts"] == 7  # the contact has ended
    respondent = Respondent.objects.get()
    assert (respondent.ended_on, respondent.end_reason, respondent.moved_to) == (days(-10), 5, 2)
    Ending.objects.update(on=days(-70))
    assert client.get(page(who)).status_code == 409


@pytest.mark.parametrize("slug", ["progression", "participants", "findes-ikke"])
def test_only_the_staff_forms_are_here(people: Cast, study: Study, slug: str) -> None:
    assert enter(Client(), people.therapist).get(page(started(people), slug)).status_code == 404


def test_form_beyond_reach_does_not_exist(people: Cast, study: Study) -> None:
    who = started(people)
    for user in (people.colleague, people.therapist_elsewhere):
        client = enter(Client(), user)
        assert client.get(page(who)).status_code == client.post(page(who)).status_code == 404
        assert EMPTY in shown(client, LIST)
    assert enter(Client(), people.leader).get(LIST).status_code == 403


def test_list_and_form_cost_the_same_for_many(people: Cast, study: Study) -> None:
    who, client = started(people), enter(Client(), people.therapist)
    client.get(LIST)
    pages = [LIST, *(page(who, bite=bite.id) for bite in instruments.get("running").bites[::2]), page(who, "start")]
    press(client, shown(client, page(who, bite="where_now")), phase="2")
    few = [queries(client, address) for address in pages]
    for number in range(20):
        press(client, shown(client, page(started(people, f"Alias {number}"))), phase="1")
        Contact.objects.create(
            case=who.cases.get(), at=timezone.now(), outcome="met", place="home", way="in_person",
            operation=uuid.uuid4(), made_at=timezone.now(), by=people.therapist,
        )  # fmt: skip
    press(client, shown(client, page(who)), phase="2")
    assert [queries(client, address) for address in pages] == few
    assert max(few) <= 15
    assert "Vis flere" in shown(client, LIST)


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        shown(client, address)
    return len([one for one in asked if "SAVEPOINT" not in one["sql"]])  # a test's own: a site has a transaction
