"""The caseload and the search in it: what is shown is what is logged, a page at a time."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.basics.codes import new_code
from fremskudt.casework.actions import identity as identities
from fremskudt.casework.models import Assignment, DoorOpening
from tests.casework import field
from tests.casework.test_citizen import bar, open_door
from tests.cast import enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]
HOME, SEARCH = "/borgere/", "/borgere/soeg/"
CODES = re.compile(r"[2-9C-X]{4}-[2-9C-X]{4}")
CPR = "0101901234"


def many(people, n, start=0, **more):
    letters = "abcdefghijklmnopqrstuvwxy"
    aliases = [f"Kanel {letters[i // 25]}{letters[i % 25]}" for i in range(start, start + n)]
    return [
        field.citizen(people, alias, code=new_code(), **{"followed_by": people.therapist, **more}) for alias in aliases
    ]


def shown(response):
    return sorted(set(CODES.findall(response.content.decode())))


def logged(action="caseload.read", after=0):
    found = Event.objects.filter(action=action, number__gt=after).values_list("subject", flat=True)
    return sorted(subject.removeprefix("citizen:") for subject in found)


def test_caseload_shows_ones_own_and_nobody_else(tea, people):
    mine = many(people, 3)
    many(people, 1, 3, followed_by=people.colleague)
    many(people, 1, 4, followed_by=None)
    many(people, 1, 5, municipality="Vejle")
    bar(people, many(people, 1, 6)[0], people.therapist)
    ended = many(people, 1, 7)[0]
    Assignment.objects.filter(citizen=ended).update(ended_at=timezone.now())
    response = tea.get(HOME)
    assert shown(response) == sorted(citizen.code for citizen in mine)
    assert "<title>Borgere ·" in response.content.decode()


def test_caseload_logs_exactly_those_it_shows_on_each_page(tea, people):
    many(people, 53)
    sizes = []
    for number in ("1", "2", "3"):
        before = Event.objects.count()
        response = tea.get(HOME, {"side": number})
        assert shown(response) == logged(after=before)
        sizes.append(len(shown(response)))
        assert ("Vis flere" in response.content.decode()) == (number != "3")
    assert sizes == [25, 25, 3]
    assert len(set(logged())) == 53
    assert set(Event.objects.values_list("purpose", "fields", "actor")) == {("care", "coded", people.therapist.key)}


@pytest.mark.parametrize("side", ["0", "-1", "x", "", "1.5", "²", "9" * 40])
def test_caseload_odd_page_is_the_first(tea, people, side):
    citizen = many(people, 1)[0]
    response = tea.get(HOME, {"side": side}, follow=True)
    assert shown(response) == [citizen.code]


def test_caseload_page_after_the_last_goes_to_the_first(tea, people):
    many(people, 1)
    assert tea.get(HOME, {"side": "2"}).url == HOME
    assert not Event.objects.exists()


def test_caseload_marks_an_opened_door_first_and_logs_it_for_the_door(tea, people):
    many(people, 1)
    behind = many(people, 1, 1, followed_by=people.colleague)[0]
    door = open_door(behind, people.therapist)
    response = tea.get(HOME)
    words = response.content.decode()
    assert f"Åben dør til kl. {timezone.localtime(door.closes_at):%H.%M}" in words
    assert words.index("Kanel ab") < words.index("Kanel aa")
    assert shown(response) == logged()
    assert Event.objects.get(subject=behind.key).purpose == "door"
    DoorOpening.objects.update(closed_at=timezone.now())
    assert behind.code not in shown(tea.get(HOME))


def test_caseload_door_to_ones_own_is_care(tea, people):
    mine = many(people, 1)[0]
    open_door(mine, people.therapist)
    assert "Åben dør" not in tea.get(HOME).content.decode()
    assert Event.objects.get().purpose == "care"


def test_caseload_costs_the_same_with_one_row_as_with_twenty_five(tea, people):
    def cost():
        with CaptureQueriesContext(connection) as found:
            assert tea.get(HOME).status_code == 200
        return len(found)

    many(people, 1)
    cost()  # the first page of a log-in notes the session
    one = cost()
    many(people, 30, 1)
    assert cost() == one <= 15


def test_caseload_empty_teaches_the_next_step(tea):
    words = tea.get(HOME).content.decode()
    assert "Du følger ingen endnu." in words
    assert 'href="/borgere/ny/"' in words
    assert SEARCH not in words
    assert not Event.objects.exists()


def test_caseload_of_a_leader_has_no_search(client, people):
    many(people, 1, followed_by=people.leader)
    enter(client, people.leader)
    assert SEARCH not in client.get(HOME).content.decode()
    assert client.post(SEARCH, {"words": "x"}).status_code == 403


# the search


@pytest.fixture
def peter(people):
    citizen = field.citizen(people, "Kanel", code=new_code(), followed_by=people.therapist)
    identities.write(citizen=citizen, name="Peter Prøve", cpr=CPR, by=people.therapist)
    other = field.citizen(people, "Havre", code=new_code(), followed_by=people.colleague)
    identities.write(citizen=other, name="Peter Anden", cpr="0201901234", by=people.colleague)
    return citizen


@pytest.mark.parametrize("words", ["peter", "Prøve", "PETER PR", "kanel", "010190-1234", "0101901234", "010190 1234"])
def test_search_finds_ones_own_by_name_alias_or_cpr(tea, peter, words):
    response = tea.post(SEARCH, {"words": words})
    assert shown(response) == [peter.code]
    assert shown(response) == logged("identity.read")


@pytest.mark.parametrize("words", ["Anden", "havre", "0201901234", "0301901234", "Otto", "?"])
def test_search_finds_nobody_beyond_the_caseload(tea, peter, words):
    response = tea.post(SEARCH, {"words": words})
    assert response.status_code == 200
    assert shown(response) == []
    assert "Ingen af dem, du følger, passer." in response.content.decode()
    assert logged("identity.read") == []


def test_search_answers_alike_for_a_colleagues_number_and_an_unknown_one(tea, peter):
    def answer(words):
        page = tea.post(SEARCH, {"words": words}).content.decode()
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)

    assert answer("0201901234") == answer("0301901234")


def test_search_term_stands_nowhere(tea, peter, caplog):
    for words in ("Prøve", CPR):
        page = tea.post(SEARCH, {"words": words}).content.decode()
        assert words not in page
    assert "Prøve" not in "".join(str(event.__dict__) for event in Event.objects.all())
    assert CPR not in caplog.text


@pytest.mark.parametrize("words", ["", "  ", "9901901234", "x" * 121])
def test_search_that_cannot_be_one_is_refused(tea, peter, words):
    response = tea.post(SEARCH, {"words": words})
    assert response.status_code == 422
    assert not logged("identity.read")


def test_search_takes_no_other_method(tea):
    assert tea.get(SEARCH, {"words": "peter"}).status_code == 405


def test_search_costs_the_same_for_one_as_for_twenty(tea, people):
    def cost():
        with CaptureQueriesContext(connection) as found:
            assert tea.post(SEARCH, {"words": "kanel"}).status_code == 200
        return len(found)

    many(people, 1)
    cost()  # the first page of a log-in notes the session
    one = cost()
    for citizen in many(people, 20, 1):
        identities.write(citizen=citizen, name="Kanel", by=people.therapist)
    assert cost() == one <= 15


def test_search_finds_behind_an_open_door_for_as_long_as_it_is_open(tea, people, peter):
    behind = field.citizen(people, "Fyrtårn", code=new_code(), followed_by=people.colleague)
    identities.write(citizen=behind, name="Viggo Prøve", by=people.colleague)
    open_door(behind, people.therapist)
    assert shown(tea.post(SEARCH, {"words": "viggo"})) == [behind.code]
    DoorOpening.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    assert shown(tea.post(SEARCH, {"words": "viggo"})) == []
