"""The leader's rounds: counts that sum to everybody, who is owed a question, whose turn it is, and one mail a week."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.casework.models import Barring, Citizen, Pause
from fremskudt.surveys.actions import hold, invitation, no_answer, tie
from fremskudt.surveys.models import LicenceYes, Respondent, Sheet, Wave
from fremskudt.surveys.rules.kinds import Mode
from fremskudt.surveys.rules.standing import Standing
from fremskudt.surveys.rules.ways import Way
from fremskudt.surveys.selectors.rounds import people_of, tally_of
from tests.cast import Cast, enter
from tests.surveys.asking_field import asked, days, give, give_all, says, study_with_wave
from tests.surveys.round_field import one_of_each, page, person, shown

pytestmark = [pytest.mark.database, pytest.mark.django_db]

LIST = reverse("surveys:rounds")
MINE = reverse("surveys:my_round")


@pytest.fixture
def wave(people: Cast) -> Wave:
    return study_with_wave(people)


def standings(wave: Wave, people: Cast) -> dict[str, Standing]:
    """Alias → where they stand."""
    names = dict(Citizen.objects.values_list("pk", "alias"))
    found = people_of(wave, [people.municipalities["Randers"].pk])
    return {names[one.citizen.pk] if one.citizen else one.code: one.standing for one in found}


EACH = {
    "Helt": Standing.WHOLE, "Igang": Standing.IN_PROGRESS, "Stoppet": Standing.STOPPED, "Spurgt": Standing.ASKED,
    "Nej": Standing.SAID_NO, "Aldrig": Standing.SAID_NO, "Truffet": Standing.NOT_FOUND, "Vent": Standing.HELD_BACK,
    "Syg": Standing.COULD_NOT, "Ikke": Standing.NOT_ASKED, "Uden": Standing.NOT_ASKED, "Flyttet": Standing.GONE,
    "Senere": Standing.NOT_YET, "Slut": Standing.ENDED,
}  # fmt: skip


def test_everybody_stands_in_one_state_and_the_states_sum(people: Cast, wave: Wave) -> None:
    one_of_each(people, wave)
    assert standings(wave, people) == EACH
    found = people_of(wave, [people.municipalities["Randers"].pk])
    tally = tally_of(found)
    assert (tally.n_all, tally.n_eligible, tally.n_asked) == (14, 11, 6)
    assert (tally.n_whole, tally.n_part, tally.n_unaccounted) == (1, 2, 6)
    assert people_of(wave, [people.municipalities["Vejle"].pk]) == []


def test_round_shows_honest_counts_and_who_is_owed_a_question(people: Cast, wave: Wave) -> None:
    who = one_of_each(people, wave)
    html = shown(enter(Client(), people.leader), page(wave))
    assert "11 kan svare · 6 er spurgt" in html
    assert "I alt 11 personer" in html
    assert "1 af 11 har svaret helt (9 %). 2 har svaret en del." in html
    bars = re.findall(r"<li><span>([^<]+)</span><progress[^>]*></progress><span class=\"count\">(\d+)</span>", html)
    assert dict(bars) == {
        "Svaret helt": "1", "I gang": "1", "Svaret en del": "1", "Spurgt, ikke svaret": "1", "Sagt nej": "2",
        "Ikke truffet": "1", "Holdt tilbage": "1", "Kunne ikke": "1", "Ikke spurgt": "2",
    }  # fmt: skip
    assert "flyttet eller død 1, ikke begyndt 1, sluttet før 1." in html
    assert "For 5 af 11 er der svar eller en grund. 6 mangler:" in html
    order = re.findall(r'row-title">([^<]+)</span>', html)
    assert order[-1] == who["Vent"].code  # whoever waits comes last
    assert set(order) == {who[name].code for name in ("Igang", "Spurgt", "Truffet", "Ikke", "Uden", "Vent")}
    assert "små bidder · siden" in html
    assert f"venter til {days(9).day}." in html
    assert "er ikke spurgt, om de vil være med" in html
    assert "følges af Tea" in html
    assert all(name not in html for name in ("Helt</", "Igang", "Kanel"))
    assert "Borgerne får ikke en rykker." in html
    read = Event.objects.filter(action="rounds.read")
    assert sorted(read.values_list("subject", flat=True)) == sorted(f"citizen:{code}" for code in order)
    everyone = shown(enter(Client(), people.leader), page(wave) + "?vis=alle")
    assert who["Nej"].code in everyone
    assert "sagde nej denne gang" in everyone
    assert who["Helt"].code not in everyone
    assert who["Flyttet"].code not in everyone


def test_round_is_run_until_everybody_is_accounted_for(people: Cast, wave: Wave) -> None:
    by, client = people.therapist, enter(Client(), people.leader)
    anna, bo, carl = (person(people, wave, name) for name in ("Anna", "Bo", "Carl"))
    assert "3 mangler" in shown(client, LIST)
    give_all(anna, wave, by=by, mode=Mode.PHONE, helped_by=by)
    no_answer.tell(asked=asked(bo, wave), why="not_able", by=by)
    assert "For 2 af 3 er der svar eller en grund. 1 mangler: ikke spurgt 1." in shown(client, page(wave))
    no_answer.tell(asked=asked(carl, wave), why="not_asked", by=by)
    html = shown(client, page(wave))
    assert "Ja. Der er svar eller en grund for alle 3." in html
    assert "Ingen mangler." in html
    assert "Der er gjort rede for alle" in shown(client, LIST)
    no_answer.undo(asked=asked(carl, wave), by=by)
    assert "1 mangler" in shown(client, LIST)


def test_a_closed_round_keeps_its_truth(people: Cast) -> None:
    """What happens after a round is over does not rewrite it: holds that held, and a no that was said later."""
    wave = study_with_wave(people, opens=-30, closes=20)
    by, who = people.therapist, person(people, wave, "Vent")
    later = person(people, wave, "Senere nej")
    hold.hold(asked=asked(who, wave), instrument="", reason="ill", until_on=days(40), by=by)
    respondent = Respondent.objects.get()
    respondent.holds.update(made_at=timezone.now() - timedelta(days=15), until_on=days(-1))
    Wave.objects.update(closes_on=days(-3))
    says(people, later, wave.study, "withdrawn")
    wave.refresh_from_db()
    assert standings(wave, people) == {"Vent": Standing.HELD_BACK, "Senere nej": Standing.NOT_ASKED}
    found = {one.code: one.is_accounted for one in people_of(wave, [people.municipalities["Randers"].pk])}
    assert sorted(found.values()) == [False, True]
    html = shown(enter(Client(), people.leader), page(wave))
    assert "Her mangler et svar eller en grund" in html
    assert "Send ugens liste" not in html


def test_merged_records_are_one_person_and_a_barred_reader_sees_neither(people: Cast, wave: Wave) -> None:
    kept, merged = person(people, wave, "Kanel"), person(people, wave, "Kanel to")
    give_all(merged, wave, by=people.therapist)
    Citizen.objects.filter(pk=merged.pk).update(merged_into=kept)
    assert standings(wave, people) == {"Kanel": Standing.WHOLE}
    Barring.objects.create(
        citizen=kept, user=people.leader, reason="Bad om det", set_at=timezone.now(), set_by=people.dpo,
        review_on=days(30),
    )  # fmt: skip
    html = shown(enter(Client(), people.leader), page(wave))
    assert "0 kan svare" in html
    assert "1 kan svare" in shown(enter(Client(), people.second_leader), page(wave))


def test_whoever_is_cut_loose_is_counted_once(people: Cast, wave: Wave) -> None:
    """The answers stay, under a code that is nobody's, and the citizen does not count beside them."""
    who, other = person(people, wave, "Kanel"), person(people, wave, "Havre")
    give_all(who, wave, by=people.therapist)
    says(people, who, wave.study, "withdrawn")
    tie.cut_person(citizen=who, study=wave.study, typed=who.code, by=people.leader)
    found = people_of(wave, [people.municipalities["Randers"].pk])
    assert sorted((one.standing, one.citizen and one.citizen.code) for one in found) == [
        (Standing.NOT_ASKED, other.code), (Standing.WHOLE, None),
    ]  # fmt: skip
    assert who.code not in shown(enter(Client(), people.leader), page(wave) + "?vis=alle")


def test_who_rests_is_on_the_list_and_is_not_asked(people: Cast, wave: Wave) -> None:
    who = person(people, wave, "Kanel")
    Pause.objects.create(
        case=who.cases.get(), cause="prison", began_on=days(-3), look_again_on=days(9), made_at=timezone.now(),
        by=people.therapist,
    )  # fmt: skip
    html = shown(enter(Client(), people.leader), page(wave))
    assert "ikke spurgt · holder pause" in html
    assert "Der er ingen at spørge i denne uge." in html


def test_staff_forms_are_rounds_as_well(people: Cast) -> None:
    wave = study_with_wave(people, instrument="running")
    who = person(people, wave, "Kanel")
    hold_it = study_with_wave(people)
    hold.hold(asked=asked(who, hold_it), instrument="", reason="ill", until_on=days(9), by=people.therapist)
    html = shown(enter(Client(), people.leader), page(wave))
    assert "1 skal have skemaet · 0 er udfyldt" in html
    assert "Denne uge: udfyld skemaet" in html
    assert "ikke udfyldt · siden" in html
    assert "Papir</h2>" not in html


def test_paper_and_typing_have_their_numbers(people: Cast, wave: Wave) -> None:
    who, other = person(people, wave, "Kanel"), person(people, wave, "Havre")
    for one, done in ((who, False), (other, True)):
        invitation.invite(asked=asked(one, wave), way=Way.PAPER, by=people.therapist)
        form, now = asked(one, wave).instrument, timezone.now()
        Sheet.objects.create(
            respondent=Respondent.objects.order_by("-pk")[0], wave=wave, instrument_version=form.version,
            instrument_hash=form.hash, printed_at=now, printed_by=people.leader, typed_at=now if done else None,
            checked_at=now if done else None, n_differences=2 if done else None,
        )  # fmt: skip
    n = len(asked(who, wave).instrument.items)
    html = shown(enter(Client(), people.leader), page(wave))
    assert "1 ark venter på at blive tastet" in html
    pct = f"{200 / n:.1f}".replace(".", ",")
    assert f"1 ark er tastet to gange: 2 af {n} spørgsmål var tastet forskelligt ({pct} %)." in html
    give_all(who, wave, by=people.therapist)
    assert "Ingen ark venter." in shown(enter(Client(), people.leader), page(wave))


def test_round_elsewhere_does_not_exist_and_without_licence_it_says_so(people: Cast, wave: Wave) -> None:
    client = enter(Client(), people.leader_elsewhere)
    assert client.get(page(wave)).status_code == 404
    assert client.post(reverse("surveys:team_remind", args=[wave.pk])).status_code == 404
    assert "Ingen åben runde" in shown(client, LIST)
    assert enter(Client(), people.therapist).get(page(wave)).status_code == 403
    assert "Licensen" not in shown(enter(Client(), people.leader), page(wave))
    LicenceYes.objects.update(ended_at=timezone.now())
    assert "Licensen til skemaet er ikke bekræftet her" in shown(enter(Client(), people.leader), page(wave))


def test_mine_is_one_unit_of_work(people: Cast, wave: Wave) -> None:
    for name in ("Anna", "Bo", "Carl"):
        person(people, wave, name)
    person(people, wave, "Dora", by=people.colleague)
    done = person(people, wave, "Else")
    give_all(done, wave, by=people.therapist)
    client = enter(Client(), people.therapist)
    html = shown(client, MINE)
    assert "3 til i denne runde" in html
    assert re.findall(r'row-title">([^<]+)<', html) == ["Anna", "Bo", "Carl"]
    assert Event.objects.filter(action="rounds.read_own").count() == 3
    assert "Ingen spørgsmål lige nu." in shown(enter(Client(), people.therapist_elsewhere), MINE)


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as told_:
        shown(client, address)
    return len(told_)


def test_pages_cost_the_same_for_many(people: Cast, wave: Wave) -> None:
    person(people, wave, "Kanel")
    leader, therapist = enter(Client(), people.leader), enter(Client(), people.therapist)
    evaluator = enter(Client(), people.evaluator)
    pages = [(leader, LIST), (leader, page(wave)), (leader, page(wave) + "?vis=alle"), (therapist, MINE)]
    pages.append((evaluator, reverse("surveys:wave_list", args=[wave.study.slug])))
    for client, address in pages:
        client.get(address)
    few = [queries(*each) for each in pages]
    for number in range(30):
        who = person(people, wave, f"Alias {number}")
        if number % 3 == 0:
            first = asked(who, wave).bites[0].items[0]
            give(who, wave, {first: 3}, by=people.therapist)
    assert [queries(*each) for each in pages] == few
    assert max(few) <= 15, few
    assert "Vis flere" in shown(leader, page(wave))
    assert len(re.findall('row-title"', shown(leader, page(wave) + "?side=2"))) == 6
    assert leader.get(page(wave) + "?side=9").status_code == 302


def test_sheet_of_a_file_stands_by_its_own_code(people: Cast, wave: Wave) -> None:
    Respondent.objects.create(study=wave.study, code="R-001", municipality=people.municipalities["Randers"], status=1)
    html = shown(enter(Client(), people.leader), page(wave))
    assert "R-001" in html
    assert Event.objects.filter(action="rounds.read", subject=f"respondent:{wave.study.slug}/R-001").count() == 1
