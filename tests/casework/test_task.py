"""Opgaver: one owner and a date, as long as the citizen's yes covers it; done in one press, handed on as a new row."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event, Membership, User
from fremskudt.access.strength import Strength
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.models import (
    Assignment,
    Barring,
    Citizen,
    ConsentEnd,
    ConsentEntry,
    Ending,
    Goal,
    RoleCard,
    Task,
    TransitionStep,
    TreatmentPlan,
)  # fmt: skip
from fremskudt.casework.rules import task as rules
from tests.casework.consent_field import say
from tests.casework.field import citizen
from tests.casework.pages import at, fill, form_at, send_from, shown, words
from tests.casework.task_field import give, row
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PAGE, DONE, UNDO, ON, FILE, OWN = (
    reverse(f"casework:{name}")
    for name in ("tasks", "task_done", "task_undo", "task_hand_on", "tasks_file", "task_own")
)


def withdraw(entry: ConsentEntry, by: User) -> None:
    ConsentEnd.objects.create(entry=entry, why="withdrawn", at=timezone.now(), by=by)


def end(people: Cast, who: Citizen) -> None:
    Ending.objects.create(
        case=who.cases.get(), on=timezone.localdate(), reason=2, phase=1, onward="stay", onward_words="Vi ringer",
        made_at=timezone.now(), by=people.therapist,
    )  # fmt: skip


def page(user: User, address: str = PAGE, strength: Strength = Strength.STRONG) -> str:
    return words(enter(Client(), user, strength).get(address))  # type: ignore[arg-type]


def events(action: str) -> list[Event]:
    return list(Event.objects.filter(action=action).order_by("number"))


# given


def test_task_about_somebody_is_given_from_their_page(tea: Client, kanel: Citizen, people: Cast) -> None:
    assert "Ny opgave" in shown(tea, at("citizen", kanel))
    say(kanel, people.jobcentre, "agreements", by=people.therapist)
    ahead = timezone.localdate() + timedelta(days=3)
    told = {"words": "Sende brevet", "owner": f"{people.professional.pk}-{people.jobcentre.pk}", "on": f"{ahead}"}
    assert fill(tea, at("task_new", kanel), **told).status_code == 302
    made = Task.objects.get()
    assert (made.owner, made.organisation, made.on) == (people.professional, people.jobcentre, ahead)
    assert (made.topic, made.source, made.municipality) == ("agreements", "own", people.municipalities["Randers"])
    assert [event.fields for event in events("task.add")] == ["coded,free_text"]
    assert "Sende brevet Kanel · skrevet selv" in page(people.professional)


def test_task_is_offered_to_those_alone_who_may_be_told(tea: Client, kanel: Citizen, people: Cast) -> None:
    say(kanel, people.jobcentre, "agreements", by=people.therapist)
    offered = shown(tea, at("task_new", kanel))
    assert "Tea · Centret i Randers" in offered
    assert "Jens · Jobcentret i Randers" in offered
    for absent in ("Palle", "Karla", "Tom", "Pia", "Ulla"):
        assert f"{absent} ·" not in offered


def test_task_owner_must_be_covered_for_what_it_is_about(tea: Client, kanel: Citizen, people: Cast) -> None:
    say(kanel, people.jobcentre, "agreements", by=people.therapist)
    told = {
        "words": "Tale om huslejen", "owner": f"{people.professional.pk}-{people.jobcentre.pk}", "topic": "housing",
    }  # fmt: skip
    answer = fill(tea, at("task_new", kanel), **told, on=f"{timezone.localdate()}")
    assert answer.status_code == 422
    assert "Jens må ikke få det at vide endnu. Spørg om et ja." in words(answer)
    assert form_at(answer, at("task_new", kanel))["words"] == ["Tale om huslejen"]
    assert not Task.objects.exists()


def test_task_action_asks_for_the_yes_itself(kanel: Citizen, people: Cast) -> None:
    with pytest.raises(NotNow, match="Jens må ikke få det at vide endnu"):
        give(people, kanel, people.professional, people.jobcentre)
    say(kanel, people.jobcentre, "agreements", by=people.therapist)
    with pytest.raises(NotNow, match="Palle må ikke"):  # from a house where he does not stand
        give(people, kanel, people.partner, people.jobcentre)
    assert give(people, kanel, people.professional, people.jobcentre).owner == people.professional


def test_task_a_yes_for_a_meeting_or_to_ask_alone_gives_no_task(kanel: Citizen, people: Cast) -> None:
    say(kanel, people.jobcentre, "agreements", by=people.therapist, purpose="handing_on")
    say(kanel, people.jobcentre, "agreements", by=people.therapist, direction="ask")
    with pytest.raises(NotNow):
        give(people, kanel, people.professional, people.jobcentre)


def test_task_a_peer_is_given_times_and_agreements_only(kanel: Citizen, people: Cast) -> None:
    say(kanel, people.centre, by=people.therapist)
    with pytest.raises(NotNow, match="Pia kan kun få opgaver om tider"):
        give(people, kanel, people.peer, people.centre, topic="health")
    give(people, kanel, people.peer, people.centre, topic="appointments", words="Gå med på torsdag")
    assert "Gå med på torsdag" in page(people.peer)


def test_task_has_one_owner_who_stands_somewhere_and_can_log_in(kanel: Citizen, people: Cast) -> None:
    for owner, house in ((None, people.centre), (people.therapist, None)):
        with pytest.raises(NotNow, match=rules.ONE_OWNER):
            give(people, kanel, owner, house)
    people.colleague.is_active = False
    people.colleague.save()
    with pytest.raises(NotNow, match=rules.ONE_OWNER):
        give(people, kanel, people.colleague, people.centre)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"owner": ""}, "En opgave skal have én person og en dato."),
        ({"on": ""}, "En opgave skal have én person og en dato."),
        ({"on": "1999-01-01"}, "Vælg i dag eller en dag frem."),
        ({"on": "2999-01-01"}, "højst to år frem"),
        ({"on": "i morgen"}, "Skriv dagen som"),
        ({"words": " "}, "Skriv, hvad der skal gøres."),
        ({"words": "x" * 10_000}, "10.000 tegn, og der er plads til 200"),
        ({"owner": "1-1"}, "Vælg en fra listen."),
        ({"topic": "gossip"}, "Vælg en fra listen."),
    ],
)
def test_task_form_says_what_is_wrong_and_keeps_what_was_typed(
    tea: Client, kanel: Citizen, wrong: dict[str, str], said: str
) -> None:
    told = {"words": "Ringe om boligen", "on": f"{timezone.localdate()}", **wrong}
    answer = fill(tea, at("task_new", kanel), **told)
    assert answer.status_code == 422
    assert said in words(answer)
    assert form_at(answer, at("task_new", kanel))["words"] == [told["words"]]
    assert not Task.objects.exists()


def test_task_pressed_twice_is_one(tea: Client, kanel: Citizen) -> None:
    opened = tea.get(at("task_new", kanel))
    for _press in range(2):
        answer = send_from(tea, opened, at("task_new", kanel), words="Ringe", on=f"{timezone.localdate()}")  # type: ignore[arg-type]
        assert answer.status_code == 302
    assert Task.objects.count() == len(events("task.add")) == 1


def test_task_pasted_html_is_text(tea: Client, kanel: Citizen, people: Cast) -> None:
    give(people, kanel, people.therapist, people.centre, words="<b>fed</b>")
    assert "&lt;b&gt;fed&lt;/b&gt;" in shown(tea, PAGE)


def test_task_is_not_given_in_a_course_that_has_ended(tea: Client, kanel: Citizen, people: Cast) -> None:
    give(people, kanel, people.therapist, people.centre)
    opened = tea.get(at("task_new", kanel))
    end(people, kanel)
    answer = send_from(tea, opened, at("task_new", kanel), words="Ringe", on=f"{timezone.localdate()}")  # type: ignore[arg-type]
    assert answer.status_code == 409
    assert "Forløbet er sagt farvel til." in words(answer)
    assert "aria-disabled" in shown(tea, at("task_new", kanel))
    there = page(people.therapist)
    assert "farvel for nu er sagt, og opgaven står, til den er gjort" in there
    task = Task.objects.get()
    assert tea.post(DONE, {"task": task.pk}).status_code == 302
    task.refresh_from_db()
    assert task.done_at


def test_task_form_is_for_those_who_follow(kanel: Citizen, people: Cast) -> None:
    for user in (people.colleague, people.therapist_elsewhere):
        assert enter(Client(), user).get(at("task_new", kanel)).status_code == 404


# the list


def test_task_list_is_today_then_before_then_ahead(tea: Client, kanel: Citizen, people: Cast) -> None:
    row(people, kanel, None, None, words="Uden hænder")  # which has other buttons than one's own
    for days, said in ((0, "Denne dag"), (-9, "Længe siden"), (3, "Lidt frem")):
        row(people, kanel, people.therapist, people.centre, words=said, on=timezone.localdate() + timedelta(days=days))
    there = shown(tea, PAGE)
    order = [there.index(said) for said in ("Denne dag", "Fra før", "Længe siden", "Kommer", "Lidt frem")]
    assert order == sorted(order)
    assert "9 dage" not in there
    assert there.count('name="act" value="drop"') == there.count("Giv den til en") == 1
    assert there.count("Giv videre") == 3
    assert [event.subject for event in events("task.read")] == [kanel.key]


def test_task_list_that_is_empty_says_so(people: Cast) -> None:
    for user in (people.therapist, people.leader, people.partner, people.professional, people.peer):
        assert "Intet venter på dig." in page(user)
    assert not events("task.read")


def test_task_list_has_not_the_tasks_of_others(kanel: Citizen, people: Cast, tom_follows: None) -> None:
    say(kanel, people.jobcentre, by=people.therapist)
    say(kanel, people.drop_in, by=people.therapist)
    give(people, kanel, people.professional, people.jobcentre, words="Jens gør det")
    give(people, kanel, people.colleague, people.centre, words="Tom gør det")
    for user in (people.partner, people.partner_contact, people.therapist, people.therapist_elsewhere):
        there = page(user)
        assert "Jens gør det" not in there
        assert "Tom gør det" not in there
    assert "Jens gør det" in page(people.professional)


def test_task_whose_yes_is_withdrawn_is_gone_at_the_next_request(kanel: Citizen, people: Cast) -> None:
    yes = say(kanel, people.jobcentre, "agreements housing", by=people.therapist)
    task = give(people, kanel, people.professional, people.jobcentre, words="Sende brevet")
    jens = enter(Client(), people.professional)
    assert "Sende brevet" in shown(jens, PAGE)
    withdraw(yes, people.therapist)
    before = len(events("task.read"))
    there = words(jens.get(PAGE))  # type: ignore[arg-type]
    assert "1 opgave er stoppet." in there
    for canary in ("Sende brevet", "Kanel", kanel.code):
        assert canary not in there
    assert len(events("task.read")) == before
    for press, told in ((DONE, {"task": task.pk}), (UNDO, {"task": task.pk}), (ON, {"task": task.pk})):
        assert jens.post(press, told).status_code == 404
    assert jens.get(f"{ON}?opgave={task.pk}").status_code == 404
    assert "Sende brevet" not in jens.post(FILE).content.decode()
    task.refresh_from_db()
    assert task.done_at is None


@pytest.mark.parametrize("why", ["expired", "barred", "left the house", "a no", "merged and barred"])
def test_task_is_gone_whatever_took_the_yes_away(kanel: Citizen, people: Cast, why: str) -> None:
    yes = say(kanel, people.jobcentre, "agreements", by=people.therapist)
    give(people, kanel, people.professional, people.jobcentre, words="Sende brevet")
    now = timezone.now()
    told = {"user": people.professional, "reason": "Bedt om", "set_at": now, "set_by": people.dpo, "review_on": now}
    if why == "expired":
        Citizen.objects.filter(pk=kanel.pk).update(merged_into=None)
        ConsentEnd.objects.create(entry=yes, why="replaced", at=now, by=people.therapist)
        say(kanel, people.jobcentre, "agreements", by=people.therapist, days=-1)
    elif why == "barred":
        Barring.objects.create(citizen=kanel, **told)
    elif why == "left the house":
        Membership.objects.filter(user=people.professional).update(organisation=people.drop_in)
    elif why == "a no":
        say(kanel, people.jobcentre, "agreements", by=people.therapist, answer="no")
    else:
        other = citizen(people, "Havre")
        Citizen.objects.filter(pk=other.pk).update(merged_into=kanel)
        Barring.objects.create(citizen=other, **told)
    there = page(people.professional)
    assert "Sende brevet" not in there
    assert "Kanel" not in there
    assert "1 opgave er stoppet." in there


def test_task_by_a_mailed_link_is_about_times_and_agreements_only(kanel: Citizen, people: Cast) -> None:
    say(kanel, people.drop_in, "agreements housing", by=people.therapist)
    give(people, kanel, people.partner, people.drop_in, topic="housing", words="Se på lejligheden")
    give(people, kanel, people.partner, people.drop_in, words="Drikke kaffe torsdag")
    strong, weak = page(people.partner), page(people.partner, strength=Strength.LINK)
    assert "Se på lejligheden" in strong
    assert "Se på lejligheden" not in weak
    assert "Drikke kaffe torsdag" in weak
    assert "1 opgave kræver et login med to trin." in weak
    assert "stoppet" not in weak


def test_task_about_a_merged_record_is_about_the_one_that_is_kept(tea: Client, kanel: Citizen, people: Cast) -> None:
    other = citizen(people, "Havre")
    say(other, people.jobcentre, "agreements", by=people.therapist)
    row(people, other, people.professional, people.jobcentre, words="Sende brevet")
    row(people, other, people.therapist, people.centre, words="Ringe til banken")
    Citizen.objects.filter(pk=other.pk).update(merged_into=kanel)
    for user, said in ((people.professional, "Sende brevet Kanel"), (people.therapist, "Ringe til banken Kanel")):
        there = page(user)
        assert said in there
        assert "Havre" not in there


def test_task_of_one_who_no_longer_follows_is_nobodys(kanel: Citizen, people: Cast, tom_follows: None) -> None:
    give(people, kanel, people.colleague, people.centre, words="Ringe til banken")
    assert "uden person" not in page(people.therapist)
    Assignment.objects.filter(user=people.colleague).update(ended_at=timezone.now())
    assert "Ringe til banken" not in page(people.colleague)
    assert "En opgave uden person Ringe til banken Kanel" in page(people.therapist)


@pytest.mark.parametrize("why", ["nobody", "no yes", "closed"])
def test_task_without_a_person_is_shown_to_those_who_follow(kanel: Citizen, people: Cast, why: str) -> None:
    owner, house = (None, None) if why == "nobody" else (people.professional, people.jobcentre)
    if why == "closed":
        say(kanel, people.jobcentre, by=people.therapist)
        User.objects.filter(pk=people.professional.pk).update(is_active=False)
    task = row(people, kanel, owner, house, words="Finde en, der kan gå med")
    assert "En opgave uden person Finde en, der kan gå med Kanel" in page(people.therapist)
    assert "Finde en" not in page(people.colleague)
    tea = enter(Client(), people.therapist)
    assert tea.post(DONE, {"task": task.pk, "act": "drop"}).status_code == 302
    assert "Finde en" not in page(people.therapist)
    assert len(events("task.drop")) == 1


def test_task_list_computes_what_is_kept_elsewhere(tea: Client, kanel: Citizen, people: Cast) -> None:
    today, now = timezone.localdate(), timezone.now()
    case = kanel.cases.get()
    going = case.transitions.create(target="support", chosen_on=today, made_at=now, by=people.therapist)
    made = {"transition": going, "made_at": now, "by": people.therapist, "on": today}
    TransitionStep.objects.create(words="Hilse på hjemme", owner=people.therapist, **made)
    TransitionStep.objects.create(words="Toms skridt", owner=people.colleague, **made)
    TransitionStep.objects.create(words="Gjort skridt", owner=people.therapist, done_on=today, **made)
    for version, said in ((1, "Et gammelt mål"), (2, "Stå op før kl. 10")):
        plan = TreatmentPlan.objects.create(
            case=case, version=version, saved_at=now, saved_by=people.therapist, in_force_on=today, in_force_at=now,
            made_at=now, by=people.therapist,
        )  # fmt: skip
        Goal.objects.create(plan=plan, thread=uuid4(), order=1, words=said, review_on=today + timedelta(days=30))
    RoleCard.objects.create(
        case=case, organisation=people.drop_in, role="Følgesvend", does="Går med", until_on=today + timedelta(days=9),
        confirmed_on=today, made_at=now, by=people.therapist,
    )  # fmt: skip
    say(kanel, people.jobcentre, "agreements", by=people.therapist, days=6)
    say(kanel, people.drop_in, "agreements", by=people.therapist, days=60)
    there = words(tea.get(PAGE))  # type: ignore[arg-type]
    assert "Hilse på hjemme Kanel · fra overgangen · i dag" in there
    assert "Stå op før kl. 10 Kanel · fra planen: se på målet igen" in there
    assert "Følgesvend Kanel · fra et rollekort: aftal det igen" in there
    assert "Et ja udløber" in there
    assert "Jobcentret i Randers" in there
    for absent in ("Toms skridt", "Gjort skridt", "Et gammelt mål", "Værestedet Kajen"):
        assert absent not in there
    assert not Task.objects.exists()
    end(people, kanel)
    assert "Intet venter på dig." in page(people.therapist)


def test_task_list_shows_twenty_ahead_and_then_the_rest(tea: Client, kanel: Citizen, people: Cast) -> None:
    ahead = timezone.localdate() + timedelta(days=2)
    for number in range(23):
        row(people, kanel, people.therapist, people.centre, words=f"Opgave {number:02}.", on=ahead)
    there = shown(tea, PAGE)
    assert "Vis flere (3)" in there
    assert "Opgave 19." in there
    assert "Opgave 20." not in there
    assert "Opgave 22." in shown(tea, f"{PAGE}?alle")


def test_task_list_asks_the_same_number_of_questions_however_long(people: Cast) -> None:
    counts = []
    for n in (1, 12):
        for number in range(n):
            one = citizen(people, f"Dæknavn {n} {number}", followed_by=people.therapist)
            say(one, people.jobcentre, "agreements", by=people.therapist, days=9)
            row(people, one, people.therapist, people.centre)
            row(people, one, None, None)
            row(people, one, people.professional, people.jobcentre)
            row(people, one, people.colleague, people.centre)
        for user in (people.therapist, people.professional):
            client = enter(Client(), user)
            client.get(PAGE)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(PAGE).status_code == 200
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 15, counts
