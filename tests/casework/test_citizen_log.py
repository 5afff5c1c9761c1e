"""»Hvem har set min sag«: everything that was done and seen about a citizen, in words, and nothing else."""

import html
import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.links import OWN_PAPERS
from fremskudt.access.log_words import action_words
from fremskudt.access.models import Event, Membership, User
from fremskudt.access.reach import reach_of
from fremskudt.access.roles import Role
from fremskudt.casework.actions import barring as barring_actions
from fremskudt.casework.actions import door as door_actions
from fremskudt.casework.actions import link as link_actions
from fremskudt.casework.models import Citizen
from fremskudt.casework.selectors import citizen_log as logs
from fremskudt.casework.selectors.who import Side
from tests.casework.field import citizen
from tests.cast import Cast, enter, person

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def log_page(code: str) -> str:
    return reverse("casework:citizen_log", args=[code])


def sentences(page: str) -> list[str]:
    """What the page says happened, newest first."""
    found = re.findall(r"<li>\s*<div class=\"ledger-when\">.*?</div>\s*<div>\s*<p>(.*?)</p>", page, re.DOTALL)
    return [html.unescape(sentence).strip() for sentence in found]


def test_citizen_log_is_complete_against_a_journal_of_requests(people: Cast, kanel: Citizen) -> None:
    """0 missing, 0 extra: what the clients did, noted beside, is what the page says, in the same order."""
    other = citizen(people, "Havre", followed_by=people.therapist)
    tea, lea, dan = (enter(Client(), user) for user in (people.therapist, people.leader, people.dpo))
    journal: list[str] = []

    def done(who: str, action: str) -> None:
        journal.append(f"{who} {action_words(action)}")

    for code in (kanel.code, other.code):
        tea.get(reverse("casework:citizen", args=[code]))
    done("Tea", "citizen.read")
    tea.get(reverse("casework:caseload"))
    done("Tea", "caseload.read")
    tea.post(reverse("casework:identity", args=[kanel.code]))
    done("Tea", "identity.read")
    lea.get(reverse("casework:distribution"))
    done("Lea", "distribution.read")
    tea.get(log_page(other.code))
    worker = {"code": kanel.code, "worker": people.colleague.pk, "reason": "Bror", "review_on": "2027-02-01"}
    assert lea.post(reverse("casework:barring_new"), worker).status_code in {302, 422}
    done("Lea", "barring.set")
    dan.get(reverse("casework:barrings"))
    done("Dan", "barring.read")
    tea.post(reverse("casework:link_give", args=[kanel.code]), {"act": "give"})
    done("Tea", "link.give")
    tea.get(log_page("ZZZZ-9999"))
    first = sentences(tea.get(log_page(kanel.code)).content.decode())
    assert first == journal[::-1]
    done("Tea", "citizen_log.read")
    assert sentences(tea.get(log_page(kanel.code)).content.decode()) == journal[::-1]


def test_citizen_log_shows_the_door_with_its_words_and_never_who_is_barred(people: Cast, kanel: Citizen) -> None:
    opening = door_actions.open_door(
        citizen=kanel, reason="danger", words="Ringede og var bange", by_cpr=False, by=people.colleague
    )
    door_actions.close(opening=opening, by=people.colleague)
    door_actions.open_door(citizen=kanel, reason="asked", words="Ville tale igen", by_cpr=False, by=people.colleague)
    bullied = person("Spærret Person", people.centre, Role.THERAPIST)
    barring_actions.set_barring(
        citizen=kanel, user=bullied, reason="Tidligere kæreste", review_on=timezone.localdate(), by=people.leader
    )
    client = enter(Client(), people.therapist)
    for name in ("citizen_log", "citizen_log_print"):
        page = client.get(reverse(f"casework:{name}", args=[kanel.code])).content.decode()
        assert "Der er akut fare. »Ringede og var bange«" in page
        assert "Borgeren bad om det. »Ville tale igen«" in page
        assert page.index("Ville tale igen") < page.index("Ringede og var bange")
        assert "spærrede en medarbejder fra sagen" in page
        assert "Spærret Person" not in page
        assert "kæreste" not in page


def test_citizen_log_names_people_of_the_house_and_only_the_place_of_others(people: Cast, kanel: Citizen) -> None:
    people.therapist.name = "Tea Tang Larsen"
    people.therapist.save()
    link, _token = link_actions.give(citizen=kanel, purpose=OWN_PAPERS, by=people.therapist)
    link_actions.open_with(session=Client().session, link=link)
    for user in (people.professional, people.leader_elsewhere):
        opening = {"citizen": kanel, "reason": "other", "words": "Noget helt andet", "by_cpr": False, "by": user}
        door_actions.open_door(**opening)
    client = enter(Client(), people.therapist)
    page = client.get(log_page(kanel.code)).content.decode()
    found = sentences(page)
    assert found == [
        "En fra Vejle åbnede den lukkede dør med en grund",
        "En fra Jobcentret i Randers åbnede den lukkede dør med en grund",
        "Borgeren, eller en med borgerens link, åbnede sit personlige link",
        "Tea Tang Larsen gav borgeren et personligt link",
    ]
    assert "Fremskudt behandler · Hjælpe borgeren" in page
    for name in (people.professional.name, people.leader_elsewhere.name):
        assert f">{name} " not in page
    paper = client.get(reverse("casework:citizen_log_print", args=[kanel.code])).content.decode()
    assert "Tea fra teamet gav borgeren" in paper
    assert "En fra Jobcentret i Randers åbnede" in paper
    for avoided in ("Larsen", "behandl", "misbrug"):
        assert avoided not in paper


def test_citizen_log_tells_what_somebody_was_when_it_happened(people: Cast, kanel: Citizen) -> None:
    enter(Client(), people.therapist).get(reverse("casework:citizen", args=[kanel.code]))
    Membership.objects.filter(user=people.therapist).delete()
    kanel.assignments.create(user=people.colleague, began_at=timezone.now(), by=people.leader)
    page = enter(Client(), people.colleague).get(log_page(kanel.code)).content.decode()
    assert "Tea så sagen" in page
    assert "Fremskudt behandler · Hjælpe borgeren" in page


def test_citizen_log_of_a_line_without_a_person(people: Cast, kanel: Citizen) -> None:
    event = Event(number=1, actor="system", role="system", unit="", action="old.key", purpose="old")
    assert logs.who_of([event], kanel.municipality_id)[1].side is Side.SYSTEM


@pytest.mark.parametrize("page", ["citizen_log", "citizen_log_print"])
@pytest.mark.parametrize("user", ["colleague", "therapist_elsewhere", "leader", "dpo", "partner"])
def test_citizen_log_is_only_for_those_who_follow(people: Cast, kanel: Citizen, page: str, user: str) -> None:
    response = enter(Client(), getattr(people, user)).get(reverse(f"casework:{page}", args=[kanel.code]))
    assert response.status_code == (404 if user in {"colleague", "therapist_elsewhere"} else 403)
    assert not Event.objects.filter(action__startswith="citizen_log").exists()


def fill(people: Cast, kanel: Citizen, n: int) -> None:
    for number in range(n):
        door_actions.open_door(
            citizen=kanel, reason="other", words=f"Ord nummer {number}.", by_cpr=False, by=people.colleague
        )
        kanel.door_openings.update(closed_at=timezone.now())


def test_citizen_log_comes_fifty_at_a_time_with_the_same_few_questions(
    people: Cast, kanel: Citizen, django_assert_max_num_queries: Any
) -> None:
    client = enter(Client(), people.therapist)
    client.get(log_page(kanel.code))
    fill(people, kanel, 60)
    with django_assert_max_num_queries(15):
        page = client.get(log_page(kanel.code)).content.decode()
    assert re.findall(r"Ord nummer (\d+)\.", page) == [str(number) for number in range(59, 9, -1)]
    href = re.search(r'href="([^"]*\?foer=\d+)"', page)
    assert href
    rest = client.get(href[1]).content.decode()
    assert re.findall(r"Ord nummer (\d+)\.", rest) == [str(number) for number in range(9, -1, -1)]
    assert "Vis flere" not in rest
    for odd in ("x", "-1", "9" * 30, "²", ""):
        assert sentences(client.get(log_page(kanel.code), {"foer": odd}).content.decode())


def test_citizen_log_on_paper_is_whole_and_names_no_citizen(
    people: Cast, kanel: Citizen, django_assert_max_num_queries: Any
) -> None:
    client = enter(Client(), people.therapist)
    fill(people, kanel, 60)
    client.get(log_page(kanel.code))
    with django_assert_max_num_queries(15):
        paper = client.get(reverse("casework:citizen_log_print", args=[kanel.code])).content.decode()
    assert len(re.findall(r"Ord nummer", paper)) == 60
    body = re.sub(r'href="[^"]*"', "", paper)
    for told in ("Kanel", kanel.code, settings.SITE_NAME, "<nav"):
        assert told not in body
    assert Event.objects.filter(action="citizen_log.print", subject=kanel.key, purpose="care").count() == 1


def test_citizen_log_shows_nothing_when_the_look_cannot_be_written(
    people: Cast, kanel: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    reach = reach_of(User.objects.get(pk=people.therapist.pk))

    def full(**_told: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(logs, "record", full)
    with pytest.raises(OSError, match="no space"):
        logs.read_log(reach, kanel)
