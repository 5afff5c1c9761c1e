"""Merged by a person, and two again when it was wrong: reach, log and timeline follow, and undo is exact."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.links import OWN_PAPERS, valid_link
from fremskudt.access.models import Event, User
from fremskudt.access.reach import reach_of
from fremskudt.access.roles import Permission
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.actions import assignment as assignments
from fremskudt.casework.actions import barring as barrings
from fremskudt.casework.actions import identity as identities
from fremskudt.casework.actions import link as links
from fremskudt.casework.actions import merge as actions
from fremskudt.casework.models import (
    Assignment,
    Barring,
    Case,
    Citizen,
    DoorOpening,
    Merge,
    NotSame,
    SafetyNotice,
)  # fmt: skip
from fremskudt.casework.selectors.door import purpose_for
from fremskudt.casework.selectors.safety import notices_in_force
from tests.casework.duplicates import CODES, PAIRS, one, page, text
from tests.casework.test_citizen import bar, open_door
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def two(people: Cast) -> tuple[Citizen, Citizen]:
    """Kanel is Tea's alone; Havre is Tea's and Tom's."""
    kanel, havre = one(people, "Kanel", people.therapist), one(people, "Havre", people.therapist, 1970)
    Assignment.objects.create(citizen=havre, user=people.colleague, began_at=timezone.now(), by=people.leader)
    return kanel, havre


def merged(people: Cast, two: tuple[Citizen, Citizen]) -> Merge:
    return actions.merge(kept=two[0], other=two[1], purpose="care", by=people.therapist)


def test_merge_tells_in_sentences_what_happens_and_a_person_chooses(
    tea: Client, people: Cast, two: tuple[Citizen, Citizen]
) -> None:
    kanel, havre = two
    shown = text(tea.get(page("merge", kanel.code, havre.code)))
    for words in (
        "Er Kanel og Havre den samme?",
        "Kanel og Havre bliver én.",
        "De, der følger den ene, kan se det hele.",
        "er spærret fra begge",
        "Du kan altid skille dem ad igen.",
        "Tom",
        "1970",
        "Hvilket dæknavn skal blive stående?",
    ):
        assert words in shown, words
    assert "checked" not in shown
    refused = tea.post(page("merge", kanel.code, havre.code), {})
    assert refused.status_code == 422
    assert "Vælg den, der skal blive stående." in text(refused)
    answer = tea.post(page("merge", havre.code, kanel.code), {"keep": kanel.code})
    assert answer.url == page("citizen", kanel.code)
    havre.refresh_from_db()
    assert havre.merged_into == kanel
    assert Event.objects.filter(action="merge.make").count() == 2
    # pressed again: beyond reach, since there is one record now; the action itself has one effect
    assert tea.post(page("merge", kanel.code, havre.code), {"keep": kanel.code}).status_code == 404
    assert merged(people, two) == Merge.objects.get()


def test_merge_makes_one_timeline_one_log_and_one_page(tea: Client, people: Cast, two: tuple[Citizen, Citizen]) -> None:
    kanel, havre = two
    tea.get(page("citizen", havre.code))
    notice = SafetyNotice.objects.create(
        citizen=havre, kind="dog", words="Hund i gården", seen_on=timezone.localdate(), seen_by="Tea",
        review_on=timezone.localdate(), made_at=timezone.now(), by=people.therapist,
    )  # fmt: skip
    _link, token = links.give(citizen=havre, purpose=OWN_PAPERS, by=people.therapist)
    merged(people, two)
    assert valid_link(token) is None
    assert set(Case.objects.of(kanel)) == {kanel.cases.get(), havre.cases.get()}
    assert notices_in_force([kanel.pk], timezone.localdate())[kanel.pk] == [notice]
    assert tea.get(page("citizen", havre.code)).url == page("citizen", kanel.code)
    outsider = enter(Client(), people.therapist_elsewhere)
    assert outsider.get(page("citizen", havre.code)).status_code == 404
    log = text(tea.get(page("citizen_log", kanel.code)))
    assert "lagde to sager om samme menneske sammen" in log
    assert "gav borgeren et personligt link" in log  # written about Havre
    own = links.give(citizen=kanel, purpose=OWN_PAPERS, by=people.therapist)[1]
    phone = Client()
    phone.post(reverse("casework:link_enter", args=[own]))
    assert text(phone.get(reverse("casework:own_log"))).count("fra teamet") >= 2
    assert "Havre" not in text(tea.get("/borgere/"))
    assert "Kanel" in text(enter(Client(), people.colleague).get("/borgere/"))


def test_merge_lets_the_followers_of_either_reach_it_and_log_it_as_care(
    people: Cast, two: tuple[Citizen, Citizen]
) -> None:
    kanel, _havre = two
    tom = enter(Client(), people.colleague)
    assert tom.get(page("citizen", kanel.code)).status_code == 404
    merged(people, two)
    assert tom.get(page("citizen", kanel.code)).status_code == 200
    assert purpose_for(reach_of(people.colleague), kanel) == "care"
    assert set(Event.objects.filter(actor=people.colleague.key).values_list("purpose", flat=True)) == {"care"}
    lea = text(enter(Client(), people.leader).get("/fordeling/"))
    assert "Tea, Tom" in lea or "Tom, Tea" in lea
    choice = text(enter(Client(), people.leader).get(page("assign", kanel.code)))
    assert choice.count("checked") == 2


@pytest.mark.parametrize("barred_from", [0, 1])
def test_merge_keeps_the_stricter_rule(people: Cast, two: tuple[Citizen, Citizen], barred_from: int) -> None:
    kanel, _havre = two
    barring = bar(people, two[barred_from], people.colleague)
    merged(people, two)
    assert enter(Client(), people.colleague).get(page("citizen", kanel.code)).status_code == 404
    assert not Assignment.objects.in_force().of(kanel).filter(user=people.colleague).exists()
    with pytest.raises(NotNow, match="spærret"):
        assignments.start(citizen=kanel, user=people.colleague, by=people.leader)
    lines = text(enter(Client(), people.leader).get("/spaerringer/"))
    assert f"Tom kan ikke se Kanel ({kanel.code})" in lines
    dan = enter(Client(), people.dpo)
    assert enter(Client(), people.leader).post(page("barring_lift", barring.pk)).status_code == 302
    assert dan.post(page("barring_lift", barring.pk)).status_code == 302
    assert enter(Client(), people.colleague).get(page("citizen", kanel.code)).status_code == 200


def test_merge_leaves_no_door_and_finds_by_either_number(people: Cast, two: tuple[Citizen, Citizen]) -> None:
    kanel, havre = two
    identities.write(citizen=havre, name="Sofie Prøve", cpr="0101901234", by=people.therapist)
    Assignment.objects.filter(user=people.colleague).update(ended_at=timezone.now())
    open_door(havre, people.colleague)
    tom = enter(Client(), people.colleague)
    assert tom.get(page("citizen", havre.code)).status_code == 200
    merged(people, two)
    assert tom.get(page("citizen", havre.code)).status_code == tom.get(page("citizen", kanel.code)).status_code == 404
    tea = enter(Client(), people.therapist)
    for words in ("sofie", "010190-1234", "kanel", "havre"):
        assert CODES.findall(text(tea.post("/borgere/soeg/", {"words": words})))[0] == kanel.code, words
    assert "Sofie Prøve" in text(tea.post(page("identity", kanel.code)))
    identities.write(citizen=kanel, name="Sofie Holm", by=people.therapist)
    assert "Sofie Holm" in text(tea.post(page("identity", kanel.code)))
    identities.write(citizen=kanel, by=people.therapist)  # nothing known any more, in neither record
    assert "Sofie" not in text(tea.post(page("identity", kanel.code)))


def test_merge_is_refused_the_wrong_way_and_for_one_who_follows_only_one(
    tea: Client, people: Cast, two: tuple[Citizen, Citizen]
) -> None:
    kanel, havre = two
    third = one(people, "Ugle", people.therapist)
    merged(people, two)
    for way in ({"keep": third.code}, {"keep": kanel.code}):
        answer = tea.post(page("merge", kanel.code, third.code), way)
        assert answer.status_code == (409 if way["keep"] == third.code else 302)
        if answer.status_code == 409:
            assert "Den ene er selv samlet af flere." in text(answer)
    fourth = one(people, "Hejre", people.leader)
    lea = enter(Client(), people.leader)
    only = page("merge", fourth.code, kanel.code)
    assert "Du følger kun den ene." in text(lea.get(only))
    assert "Du følger kun den ene." in text(lea.post(only, {"keep": kanel.code}))
    assert lea.post(only, {"keep": kanel.code}).status_code == 409
    with pytest.raises(NotNow, match="allerede lagt sammen"):
        actions.merge(kept=fourth, other=havre, purpose="care", by=people.leader)
    away = one(people, "Timian", people.therapist, municipality="Vejle")
    with pytest.raises(NotNow, match="hver sin kommune"):
        actions.merge(kept=fourth, other=away, purpose="care", by=people.leader)


def test_merge_of_a_leader_who_follows_neither_shows_codes_and_goes_back_to_the_list(people: Cast) -> None:
    first, second = one(people, "Lanterne", people.therapist), one(people, "Laterne", people.colleague)
    lea = enter(Client(), people.leader)
    address = page("merge", first.code, second.code)
    assert f'href="{page("citizen", first.code)}"' not in text(lea.get(address))
    assert lea.post(address, {"keep": second.code}).url == PAIRS
    assert lea.get(page("citizen", second.code)).status_code == 404  # a leader reaches no more than before
    assert "Laterne og Lanterne" in text(lea.get(PAIRS))
    assert {event.purpose for event in Event.objects.filter(action="merge.make")} == {"administration"}


def test_merge_pages_do_not_exist_beyond_reach(people: Cast, two: tuple[Citizen, Citizen]) -> None:
    kanel, havre = two
    made = merged(people, two)
    third = one(people, "Ugle", people.therapist)
    for user in (people.colleague, people.therapist_elsewhere, people.leader_elsewhere):
        client = enter(Client(), user)
        asked = [
            page("merge", kanel.code, third.code), page("not_same", third.code, kanel.code),
            page("merge", third.code, third.code), page("merge", kanel.code, havre.code),
        ]  # fmt: skip
        assert [client.post(address).status_code for address in asked] == [404] * 4
    outsider = enter(Client(), people.therapist_elsewhere)
    assert outsider.post(page("merge_undo", kanel.code, made.pk)).status_code == 404
    tea = enter(Client(), people.therapist)
    assert tea.get(page("merge_undo", third.code, made.pk)).status_code == 404
    for who in ("peer", "partner", "evaluator", "dpo", "administrator", "steering", "professional"):
        assert enter(Client(), getattr(people, who)).get(PAIRS).status_code == 403


# and two again


def test_undo_asks_first_and_sets_both_back_never_to_be_suggested_again(
    tea: Client, people: Cast, two: tuple[Citizen, Citizen]
) -> None:
    kanel, havre = two
    identities.write(citizen=kanel, name="Sofie", by=people.therapist)
    identities.write(citizen=havre, name="Sophie", by=people.therapist)
    assert "Kanel og Havre" in text(tea.get(PAIRS)) or "Havre og Kanel" in text(tea.get(PAIRS))
    made = merged(people, two)
    assert "Lagt sammen af Tea" in text(tea.get(PAIRS))
    address = page("merge_undo", kanel.code, made.pk)
    assert "Skil Kanel og Havre ad?" in text(tea.get(address))
    Merge.objects.update(made_at=timezone.now() - timedelta(days=400))  # no time limit
    assert tea.post(address).url == PAIRS
    assert tea.post(address).status_code == 404
    havre.refresh_from_db()
    assert havre.merged_into is None
    assert NotSame.objects.get().second == havre
    shown = text(tea.get(PAIRS))
    assert "Kanel og Havre er to igen." in shown
    assert not CODES.findall(shown)
    assert Event.objects.filter(action="merge.undo").count() == 2
    assert "Sophie" in text(tea.post(page("identity", havre.code)))
    again = actions.merge(kept=havre, other=kanel, purpose="care", by=people.therapist)  # a person may still be wrong
    assert again.pk != made.pk
    actions.undo(merge=made, purpose="care", by=people.therapist)  # undone before: the newer one stands
    assert Merge.objects.filter(undone_at=None).get() == again


def test_undo_keeps_both_from_one_who_was_barred_meanwhile(people: Cast, two: tuple[Citizen, Citizen]) -> None:
    made = merged(people, two)
    barrings.set_barring(
        citizen=two[0], user=people.colleague, reason="Borgeren bad om det", review_on=timezone.localdate(),
        by=people.leader,
    )  # fmt: skip
    actions.undo(merge=made, purpose="care", by=people.therapist)
    for citizen in two:
        assert not Citizen.objects.visible_to(reach_of(people.colleague)).filter(pk=citizen.pk).exists()
    assert Barring.objects.filter(user=people.colleague, lifted_at=None).count() == 2


def everybody(people: Cast) -> Iterator[User]:
    return (value for value in vars(people).values() if isinstance(value, User))


def reached(people: Cast) -> dict[str, set[tuple[str, str]]]:
    """Who reaches which record, in each way that reach is asked for."""
    found: dict[str, set[tuple[str, str]]] = {"sees": set(), "town": set(), "course": set(), "follows": set()}
    for user in everybody(people):
        reach = reach_of(user)
        within = Citizen.objects.visible_to(reach)
        found["sees"] |= {(user.name, code) for code in within.values_list("code", flat=True)}
        town = Citizen.objects.in_towns_of(reach, Permission.CASELOAD_ASSIGN)
        found["town"] |= {(user.name, code) for code in town.values_list("code", flat=True)}
        courses = Case.objects.visible_to(reach)
        found["course"] |= {(user.name, str(case.pk)) for case in courses}
    found["follows"] = {(each.user.name, each.citizen.code) for each in Assignment.objects.in_force()}
    return found


@pytest.mark.parametrize("seed", range(12))
def test_undo_reach_of_everybody_is_what_it_was_and_merged_is_never_wider_than_either(people: Cast, seed: int) -> None:
    """Any followers, barrings and doors of both records: merged, the stricter of each; undone, exactly as before."""
    chance, now = Random(seed), timezone.now()  # noqa: S311
    two = one(people, "Kanel"), one(people, "Havre")
    staff = [people.therapist, people.colleague, people.leader, people.second_leader, people.peer]
    for citizen in two:
        for user in staff:
            if chance.random() < 0.5:
                ended = now if chance.random() < 0.2 else None
                Assignment.objects.create(citizen=citizen, user=user, began_at=now, ended_at=ended, by=people.leader)
            if chance.random() < 0.3:
                Barring.objects.create(
                    citizen=citizen, user=user, reason="x", review_on=now.date(), set_at=now, set_by=people.dpo
                )
            if chance.random() < 0.3:
                open_door(citizen, user)
    before = reached(people)
    kept, other = chance.sample(two, 2)
    made = actions.merge(kept=kept, other=other, purpose="care", by=people.leader)
    while_one = reached(people)
    barred = set(Barring.objects.values_list("user__name", flat=True))
    assert {code for _name, code in while_one["sees"]} <= {kept.code}
    for name, _code in while_one["sees"]:
        assert name not in barred
        assert {(name, kept.code), (name, other.code)} & before["sees"]
    follows = {name for name, _code in before["follows"]} - barred
    assert {name for name, _code in while_one["sees"]} >= {
        name for name in follows if any((name, code) in before["sees"] for code in (kept.code, other.code))
    }
    assert {name for name, _code in while_one["follows"]} == follows
    actions.undo(merge=made, purpose="care", by=people.leader)
    assert reached(people) == before
    assert DoorOpening.objects.filter(closed_at__isnull=False).count() == 0
