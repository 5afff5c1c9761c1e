"""The leader's distribution: everyone by code and alias, who follows whom, and ten minutes to think again."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event, Membership
from fremskudt.access.roles import Role
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.actions import assignment as actions
from fremskudt.casework.actions import identity as identities
from fremskudt.casework.models import Assignment
from tests.casework import field
from tests.casework.test_caseload import logged, many, shown
from tests.casework.test_citizen import bar, events, open_door
from tests.cast import enter, person

pytestmark = [pytest.mark.database, pytest.mark.django_db]
HOME = "/fordeling/"


@pytest.fixture
def lea(client, people):
    return enter(client, people.leader)


def page(citizen):
    return reverse("casework:assign", args=[getattr(citizen, "code", citizen)])


def give(client, citizen, *users):
    return client.post(page(citizen), {"people": [getattr(user, "pk", user) for user in users]})


def undo(client, citizen):
    return client.post(page(citizen) + "?fortryd")


def following(citizen):
    return {each.user.name for each in citizen.assignments.filter(ended_at=None)}


def test_distribution_shows_the_municipality_first_those_nobody_follows(lea, people):
    followed = many(people, 2)
    alone = many(people, 1, 2, followed_by=None)
    many(people, 1, 3, municipality="Vejle")
    response = lea.get(HOME)
    words = response.content.decode()
    assert shown(response) == sorted(citizen.code for citizen in followed + alone)
    assert words.index("<h2>Ikke fordelt</h2>") < words.index(alone[0].code) < words.index("<h2>Fordelt</h2>")
    assert "følges af Tea" in words


def test_distribution_never_shows_who_anybody_is(lea, people):
    citizen = many(people, 1)[0]
    identities.write(citizen=citizen, name="Peter Prøve", phone="20304050", by=people.therapist)
    for address in (HOME, page(citizen)):
        words = lea.get(address).content.decode()
        assert not any(secret in words for secret in ("Peter", "20 30", "+45"))


def test_distribution_logs_exactly_those_it_shows(lea, people):
    many(people, 27)
    for number, size in (("1", 25), ("2", 2)):
        before = Event.objects.count()
        response = lea.get(HOME, {"side": number})
        assert shown(response) == logged("distribution.read", before)
        assert len(shown(response)) == size
    assert set(Event.objects.values_list("purpose", "fields")) == {("administration", "coded")}
    one = Event.objects.count()
    lea.get(page(shown(response)[0]))
    assert logged("distribution.read", one) == [shown(response)[0]]


def test_distribution_page_after_the_last_goes_to_the_first(lea, people):
    many(people, 1)
    assert lea.get(HOME, {"side": "2"}).url == HOME


def test_distribution_costs_the_same_with_one_row_as_with_twenty_five(lea, people):
    def cost(address):
        with CaptureQueriesContext(connection) as found:
            assert lea.get(address).status_code == 200
        return len(found)

    citizen = many(people, 1)[0]
    cost(HOME)  # the first page of a log-in notes the session
    one = cost(HOME)
    many(people, 30, 1)
    assert cost(HOME) == one <= 15
    assert cost(page(citizen)) <= 15


def test_distribution_counts_as_followed_only_where_someone_can_look(lea, people):
    barred, gone, moved = many(people, 3, followed_by=people.colleague)
    bar(people, barred, people.colleague)
    alone = many(people, 1, 3)[0]
    Membership.objects.filter(user=people.therapist).update(organisation=people.centre_elsewhere)
    words = lea.get(HOME).content.decode()
    followed = words[words.index("<h2>Fordelt</h2>") :]
    assert gone.code in followed
    assert moved.code in followed
    assert barred.code not in followed
    assert alone.code not in followed
    people.colleague.is_active = False
    people.colleague.save()
    assert "<h2>Fordelt</h2>" not in lea.get(HOME).content.decode()


def test_distribution_empty_teaches_the_next_step(lea):
    words = lea.get(HOME).content.decode()
    assert "Ingen borgere endnu." in words
    assert 'href="/borgere/ny/"' in words


# who shall follow


def test_assign_offers_the_towns_therapists_and_never_one_who_is_barred(lea, people):
    citizen = many(people, 1)[0]
    closed = person("Thor", people.centre, Role.THERAPIST)
    closed.is_active = False
    closed.save()
    words = lea.get(page(citizen)).content.decode()
    assert "Tea" in words
    assert "Tom" in words
    for name in ("Thor", "Pia", "Ulla", "Jens", "Palle"):
        assert name not in words
    bar(people, citizen, people.colleague)
    words = lea.get(page(citizen)).content.decode()
    assert "Tom" not in words
    assert "Den, der er spærret fra borgerens sag, står her ikke." in words


def test_assign_says_whose_assignment_lies_still(lea, people):
    citizen = many(people, 1, followed_by=people.colleague)[0]
    bar(people, citizen, people.colleague)
    ulla = people.therapist_elsewhere
    Assignment.objects.create(citizen=citizen, user=ulla, began_at=timezone.now(), by=people.leader)
    words = lea.get(page(citizen)).content.decode()
    assert "Tom er spærret fra sagen og følger ikke borgeren nu." in words
    assert "Ulla har ikke længere adgang og følger ikke borgeren." in words
    give(lea, citizen, people.therapist)
    assert following(citizen) == {"Tea", "Tom"}  # beneath the barring, until it is lifted


def test_assign_starts_and_ends_with_an_event_each(lea, people):
    citizen = many(people, 1)[0]
    response = give(lea, citizen, people.colleague)
    assert response.url == page(citizen)
    assert following(citizen) == {"Tom"}
    assert citizen.assignments.get(user=people.colleague).by == people.leader
    assert events("assignment.start") == events("assignment.end") == [citizen.key]
    give(lea, citizen, people.colleague, people.therapist)
    assert following(citizen) == {"Tea", "Tom"}
    give(lea, citizen, "nobody")
    assert following(citizen) == set()


def test_assign_the_same_again_changes_and_writes_nothing(lea, people):
    citizen = many(people, 1)[0]
    for _ in range(2):
        give(lea, citizen, people.colleague)
    assert len(events("assignment.start")) == len(events("assignment.end")) == 1
    assert citizen.assignments.count() == 2


def test_assign_opens_the_case_for_the_one_and_closes_it_for_the_other(lea, people, client):
    citizen = many(people, 1)[0]
    give(lea, citizen, people.colleague)
    own = reverse("casework:citizen", args=[citizen.code])
    assert enter(client, people.colleague).get(own).status_code == 200
    assert enter(client, people.therapist).get(own).status_code == 404


@pytest.mark.parametrize(
    "whom", ["therapist_elsewhere", "peer", "leader", "partner", "barred", "unknown", "odd", "none"]
)
def test_assign_refuses_anybody_who_is_not_on_the_list(lea, people, whom):
    citizen = many(people, 1)[0]
    bar(people, citizen, people.colleague)
    odd = {"barred": people.colleague.pk, "unknown": 999_999, "odd": "x", "none": ""}
    sent = odd[whom] if whom in odd else getattr(people, whom).pk
    assert give(lea, citizen, sent).status_code == 422
    assert lea.post(page(citizen), {}).status_code == 422
    assert give(lea, citizen, people.therapist, "nobody").status_code == 422
    assert following(citizen) == {"Tea"}
    assert not events("assignment.start") + events("assignment.end")


def test_assign_takes_only_the_people_from_what_is_sent(lea, people):
    citizen, other = many(people, 2)
    odd = {"citizen": other.pk, "code": other.code, "by": people.therapist.pk, "began_at": "2001-01-01"}
    lea.post(page(citizen), {"people": [people.colleague.pk], **odd})
    assert following(other) == {"Tea"}
    made = citizen.assignments.get(user=people.colleague)
    assert made.by == people.leader
    assert made.began_at.year != 2001


def test_assign_keeps_a_leader_who_follows_on_the_list(lea, people):
    citizen = many(people, 1, followed_by=people.leader)[0]
    give(lea, citizen, people.leader, people.therapist)
    assert following(citizen) == {"Lea", "Tea"}


def test_assign_start_refuses_one_who_is_barred(people):
    citizen = many(people, 1)[0]
    bar(people, citizen, people.colleague)
    with pytest.raises(NotNow, match="spærret"):
        actions.start(citizen=citizen, user=people.colleague, by=people.leader)


# undo


def test_undo_sets_it_back_with_the_day_it_began(lea, people):
    citizen = many(people, 1)[0]
    began = citizen.assignments.get().began_at
    give(lea, citizen, people.colleague)
    words = lea.get(page(citizen)).content.decode()
    assert "Gemt. Borgeren følges nu af Tom." in words
    assert f"{page(citizen)}?fortryd" in words
    assert undo(lea, citizen).url == page(citizen)
    back = citizen.assignments.get(ended_at=None)
    assert (back.user, back.began_at) == (people.therapist, began)
    assert citizen.assignments.get(user=people.colleague).ended_at
    assert events("assignment.undo") == [citizen.key]
    assert "Fortryd</button>" not in lea.get(page(citizen)).content.decode()


def test_undo_is_there_for_ten_minutes(lea, people):
    citizen = many(people, 1)[0]
    give(lea, citizen, people.colleague)
    with time_machine.travel(timezone.now() + timedelta(minutes=10, seconds=1), tick=False):
        assert "Fortryd</button>" not in lea.get(page(citizen)).content.decode()
        response = undo(lea, citizen)
    assert response.status_code == 409
    assert "Der er gået mere end ti minutter." in response.content.decode()
    assert following(citizen) == {"Tom"}


def test_undo_twice_or_of_nothing_is_refused(lea, people):
    citizen = many(people, 1)[0]
    assert undo(lea, citizen).status_code == 409
    give(lea, citizen, people.colleague)
    assert undo(lea, citizen).status_code == 302
    assert undo(lea, citizen).status_code == 409
    assert following(citizen) == {"Tea"}


def test_undo_gives_way_to_what_a_colleague_did_meanwhile(lea, people):
    citizen = many(people, 1)[0]
    give(lea, citizen, people.colleague)
    actions.distribute(citizen=citizen, users=[people.therapist], by=people.second_leader)
    response = undo(lea, citizen)
    assert response.status_code == 409
    assert "En kollega har fordelt borgeren imens." in response.content.decode()
    assert following(citizen) == {"Tea"}


def test_undo_of_one_citizen_does_not_touch_another(lea, people):
    first, second = many(people, 2)
    give(lea, first, people.colleague)
    assert "Fortryd</button>" not in lea.get(page(second)).content.decode()
    assert "Der er ikke noget at fortryde." in undo(lea, second).content.decode()
    assert following(first) == {"Tom"}


def test_undo_is_only_for_the_one_who_did_it(lea, people, client):
    citizen = many(people, 1)[0]
    give(lea, citizen, people.colleague)
    assert undo(enter(client, people.second_leader), citizen).status_code == 409


# who may


def relations(people):
    barred = field.citizen(people, "Havre")
    bar(people, barred, people.leader)
    return {
        "another town's": field.citizen(people, "Kanel", municipality="Vejle", followed_by=people.leader).code,
        "barred": barred.code,
        "mine in lower case": field.citizen(people, "Kano", code="K7M4-Q2RX").code.lower(),
    }


def ask(client, method, address, given):
    response = client.post(address, given) if method == "POST" else client.generic(method, address)
    return response.status_code, response.content, dict(response.headers.items())


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
@pytest.mark.parametrize("given", [{}, {"people": "nobody"}, {"people": "7"}])
@pytest.mark.parametrize("more", ["", "?fortryd"])
def test_assign_beyond_reach_is_byte_for_byte_one_who_does_not_exist(lea, people, method, given, more):
    nobody = ask(lea, method, page("XXXX-9999") + more, given)
    assert nobody[0] in {404, 405}
    for how, code in relations(people).items():
        assert ask(lea, method, page(code) + more, given) == nobody, how
    assert not Event.objects.exists()


def test_assign_of_the_leaders_own_towns_only(people, client):
    citizen = many(people, 1)[0]
    enter(client, people.leader_elsewhere)
    assert client.get(page(citizen)).status_code == 404
    assert shown(client.get(HOME)) == []
    open_door(citizen, people.leader_elsewhere)
    assert client.get(page(citizen)).status_code == 404


@pytest.mark.parametrize("who", ["therapist", "partner", "evaluator", "administrator", "dpo", "steering", "peer"])
def test_distribution_is_refused_to_other_roles(client, people, who):
    citizen = many(people, 1)[0]
    enter(client, getattr(people, who))
    for address in (HOME, page(citizen)):
        assert client.get(address).status_code == 403
    assert give(client, citizen, people.colleague).status_code == 403
    assert following(citizen) == {"Tea"}


def test_distribution_is_not_shown_when_the_log_cannot_be_written(lea, people):
    citizen = many(people, 1)[0]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE access_event RENAME TO access_event_away")
    lea.raise_request_exception = False
    for response in (lea.get(HOME), lea.get(page(citizen)), give(lea, citizen, people.colleague)):
        assert response.status_code == 503
        assert citizen.code.encode() not in response.content
    assert following(citizen) == {"Tea"}
