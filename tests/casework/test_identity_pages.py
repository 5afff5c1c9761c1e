"""Name, phone, address and CPR number: shown by a press, written when told, each look and each write an event."""

import pytest
from django.db import connection
from django.urls import reverse

from fremskudt.access.models import Event
from fremskudt.access.reach import reach_of
from fremskudt.casework.actions import identity as identities
from fremskudt.casework.models.identity import Identity
from fremskudt.casework.selectors.identity import read_identity
from tests.casework import field
from tests.casework.test_citizen import open_door

pytestmark = [pytest.mark.database, pytest.mark.django_db]
CPR = "0101901234"
WHO = {"name": "Peter Prøve", "phone": "20304050", "address": "Prøvevej 1", "cpr": CPR}


@pytest.fixture
def kanel(people):
    """Someone whose identity is known; the log starts after it."""
    citizen = field.citizen(people, followed_by=people.therapist)
    identities.write(citizen=citizen, by=people.therapist, **WHO)
    return citizen


def show(client, citizen, **given):
    return client.post(reverse("casework:identity", args=[citizen.code]), given)


def edit(citizen):
    return reverse("casework:identity_edit", args=[citizen.code])


def reads():
    found = Event.objects.filter(action="identity.read")
    return list(found.values_list("subject", "purpose", "fields").order_by("number"))


def known(citizen, reach):
    return read_identity(reach, citizen.code, "care")


def test_identity_is_shown_by_a_press_with_the_cpr_number_masked(tea, kanel):
    response = show(tea, kanel)
    page = response.content.decode()
    for words in ("Peter Prøve", "20 30 40 50", "Prøvevej 1", "010190-••••", "Vis hele CPR", "Skjul igen"):
        assert words in page
    assert "1234" not in page
    assert response["Cache-Control"] == "no-store"
    assert "<title>Borger ·" in page
    assert reads() == [(kanel.key, "care", "identifying")]


def test_identity_second_press_shows_the_whole_cpr_number_and_is_a_second_event(tea, kanel):
    show(tea, kanel)
    page = show(tea, kanel, cpr="whole").content.decode()
    assert "010190-1234" in page
    assert "Vis hele CPR" not in page
    assert len(reads()) == 2


def test_identity_behind_a_door_is_read_for_the_door(tea, people):
    citizen = field.citizen(people, "Havre", followed_by=people.colleague)
    identities.write(citizen=citizen, by=people.colleague, **WHO)
    open_door(citizen, people.therapist)
    for page in (show(tea, citizen).content.decode(), tea.get(edit(citizen)).content.decode()):
        assert "Peter Prøve" in page
        assert "Døren er åben i 60 minutter til." in page
    assert reads()[1:] == [(citizen.key, "door", "identifying")]


def test_identity_of_whom_nothing_is_known_says_so(tea, people):
    citizen = field.citizen(people, followed_by=people.therapist)
    page = show(tea, citizen).content.decode()
    assert "Intet skrevet endnu." in page
    assert edit(citizen) in page


def test_identity_shows_only_what_is_known(tea, people):
    citizen = field.citizen(people, followed_by=people.therapist)
    identities.write(citizen=citizen, name="Peter Prøve", by=people.therapist)
    page = show(tea, citizen).content.decode()
    assert "Peter Prøve" in page
    for words in ("Telefon</dt>", "Adresse</dt>", "CPR-nummer</dt>", "Vis hele CPR"):
        assert words not in page


def test_identity_stands_on_no_page_that_is_got(tea, kanel):
    show(tea, kanel)
    for address in ("/borgere/", reverse("casework:citizen", args=[kanel.code])):
        page = tea.get(address).content.decode()
        assert not any(words in page for words in ("Peter", "20 30", "Prøvevej", "010190"))
    assert tea.get(reverse("casework:identity", args=[kanel.code])).status_code == 405


def test_identity_is_not_shown_when_the_log_cannot_be_written(tea, kanel):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE access_event RENAME TO access_event_away")
    tea.raise_request_exception = False
    for response in (show(tea, kanel), tea.get(edit(kanel)), tea.post("/borgere/soeg/", {"words": "peter"})):
        assert response.status_code == 503
        assert b"Peter" not in response.content
        assert kanel.code.encode() not in response.content


def test_identity_edit_shows_what_is_known_with_the_cpr_number_masked(tea, kanel):
    page = tea.get(edit(kanel)).content.decode()
    for words in ("Peter Prøve", "20 30 40 50", "Prøvevej 1", "010190-••••"):
        assert words in page
    assert "1234" not in page
    assert reads() == [(kanel.key, "care", "identifying")]


def test_identity_edit_writes_and_goes_back_without_showing(tea, kanel, reach_of_tea):
    response = tea.post(edit(kanel), {"name": "Petra Prøve", "phone": "", "address": "", "cpr": ""})
    assert response.url == reverse("casework:citizen", args=[kanel.code])
    assert Event.objects.filter(action="identity.write", subject=kanel.key).count() == 2
    page = tea.get(response.url).content.decode()
    assert "Oplysningerne er gemt." in page
    assert "Petra" not in page
    now = known(kanel, reach_of_tea)
    assert (now.name, now.phone, now.address, now.cpr) == ("Petra Prøve", None, None, CPR)


def test_identity_edit_changes_and_forgets_the_cpr_number(tea, kanel, reach_of_tea):
    tea.post(edit(kanel), {"name": "Peter Prøve", "cpr": "020190-4321"})
    assert known(kanel, reach_of_tea).cpr == "0201904321"
    tea.post(edit(kanel), {"name": "Peter Prøve", "forget_cpr": "on"})
    assert known(kanel, reach_of_tea).cpr is None


def test_identity_edit_empty_forgets_everything(tea, kanel):
    assert tea.post(edit(kanel), {"forget_cpr": "on"}).status_code == 302
    assert not Identity.objects.exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"cpr": "12"}, "Et CPR-nummer har seks cifre"),
        ({"phone": "12"}, "Et telefonnummer har otte cifre"),
        ({"name": "x" * 121}, "Skriv noget kortere."),
        ({"cpr": CPR, "forget_cpr": "on"}, "Ikke begge dele."),
    ],
)
def test_identity_edit_refuses_and_keeps_what_was_written(tea, kanel, reach_of_tea, given, words):
    response = tea.post(edit(kanel), {"name": "Petra Prøve", **given})
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert str(given.get("name", "Petra Prøve")) in page
    assert "010190-••••" in page
    assert reads() == [(kanel.key, "care", "identifying")]
    assert Event.objects.filter(action="identity.write").count() == 1
    assert known(kanel, reach_of_tea).name == "Peter Prøve"


def test_identity_edit_takes_only_its_own_fields(tea, kanel, people):
    other = field.citizen(people, "Havre", followed_by=people.therapist)
    odd = {"citizen": other.pk, "code": other.code, "key_version": "9", "by": people.leader.pk, "wrapped_key": "x"}
    tea.post(edit(kanel), {"name": "Petra", **odd})
    assert not Identity.objects.filter(citizen=other).exists()
    assert Event.objects.filter(action="identity.write").last().actor == people.therapist.key


def test_identity_pages_cost_few_queries(tea, kanel, django_assert_max_num_queries):
    show(tea, kanel)  # the first page of a log-in notes the session
    with django_assert_max_num_queries(15):
        show(tea, kanel)
    with django_assert_max_num_queries(15):
        tea.get(edit(kanel))


@pytest.fixture
def reach_of_tea(people):
    return reach_of(people.therapist)
