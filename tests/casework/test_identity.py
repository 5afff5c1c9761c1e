"""Who a citizen is: sealed where it is kept, opened for those who follow them, and each look written in the log."""

import logging
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fremskudt.access.cipher import SealBrokenError
from fremskudt.access.models import Event, Membership
from fremskudt.access.reach import reach_of
from fremskudt.access.roles import Role
from fremskudt.access.strength import Strength
from fremskudt.casework.actions.identity import write
from fremskudt.casework.models import Assignment, Barring, DoorOpening
from fremskudt.casework.models.identity import Identity
from fremskudt.casework.rules.identity import BadIdentityError
from fremskudt.casework.selectors.identity import FIELDS, find_by_cpr, find_by_name, read_identity
from tests.casework.field import citizen
from tests.cast import Cast, person

pytestmark = [pytest.mark.database, pytest.mark.django_db]
KNOWN = {
    "name": "Søren Åkjær-Kanariefugl",
    "cpr": "010203-1234",
    "phone": "+45 87 65 43 21",
    "address": "Kanarievej 7\n8900 Randers",
}
CANARIES = ("Kanariefugl", "kjær", "0102031234", "010203-1234", "87654321", "87 65 43 21", "Kanarievej")


def actions_of(*wanted: str) -> list[tuple[str, str, str]]:
    events = Event.objects.filter(action__in=wanted).order_by("number")
    return list(events.values_list("action", "subject", "fields"))


def test_identity_is_written_and_read_by_the_one_who_follows(people: Cast) -> None:
    kanel = citizen(people, followed_by=people.therapist)
    write(citizen=kanel, **KNOWN, by=people.therapist)
    found = read_identity(reach_of(people.therapist), kanel.code, "care")
    assert (found.name, found.cpr, found.phone) == (KNOWN["name"], "0102031234", "+4587654321")
    assert found.address == KNOWN["address"]
    assert (found.masked_cpr, found.shown_cpr, found.shown_phone) == ("010203-••••", "010203-1234", "87 65 43 21")
    assert actions_of("identity.write", "identity.read") == [
        ("identity.write", kanel.key, "identifying"),
        ("identity.read", kanel.key, "identifying"),
    ]


def test_identity_every_part_may_be_missing_and_is_cleared_by_nothing(people: Cast) -> None:
    kanel, reach = citizen(people, followed_by=people.therapist), reach_of(people.therapist)
    assert read_identity(reach, kanel.code, "care").name is None
    write(citizen=kanel, name="  Søren \n Åkjær ", by=people.therapist)
    found = read_identity(reach, kanel.code, "care")
    assert (found.name, found.cpr, found.phone, found.address) == ("Søren Åkjær", None, None, None)
    assert (found.masked_cpr, found.shown_phone) == ("", "")
    write(citizen=kanel, **KNOWN, by=people.therapist)
    write(citizen=kanel, name="", phone="87654321", by=people.therapist)
    found = read_identity(reach, kanel.code, "care")
    assert (found.name, found.cpr, found.phone) == (None, None, "+4587654321")
    assert Identity.objects.get().cpr_index == ""


def test_identity_that_is_cleared_takes_the_citizens_key_with_it(people: Cast) -> None:
    kanel = citizen(people, followed_by=people.therapist)
    write(citizen=kanel, **KNOWN, by=people.therapist)
    write(citizen=kanel, name=" ", cpr=None, by=people.therapist)
    assert not Identity.objects.exists()
    assert len(actions_of("identity.write")) == 2


def test_identity_a_number_that_cannot_be_one_changes_nothing(people: Cast) -> None:
    kanel = citizen(people, followed_by=people.therapist)
    write(citizen=kanel, **KNOWN, by=people.therapist)
    for wrong in ({"cpr": "310203-1234"}, {"phone": "ring til mor"}):
        with pytest.raises(BadIdentityError):
            write(citizen=kanel, **{**KNOWN, "name": "En anden", **wrong}, by=people.therapist)
    assert read_identity(reach_of(people.therapist), kanel.code, "care").name == KNOWN["name"]
    assert len(actions_of("identity.write")) == 1


OUTSIDE = [
    "colleague", "leader", "partner", "partner_contact", "professional", "peer", "steering", "administrator", "dpo",
    "evaluator", "outsider", "therapist_elsewhere", "leader_elsewhere",
]  # fmt: skip


@pytest.mark.parametrize("who", OUTSIDE)
def test_identity_does_not_exist_for_anyone_else(who: str, people: Cast) -> None:
    kanel = citizen(people, followed_by=people.therapist)
    write(citizen=kanel, **KNOWN, by=people.therapist)
    reach = reach_of(getattr(people, who))
    with pytest.raises(Http404):
        read_identity(reach, kanel.code, "care")
    assert find_by_name(reach, "Søren", "care") == []
    assert find_by_cpr(reach, "0102031234", "care") == []
    assert actions_of("identity.read") == []


def test_identity_of_the_own_citizen_is_not_for_a_leader_or_a_log_in_by_password_alone(people: Cast) -> None:
    kanel = citizen(people, followed_by=people.leader)
    Assignment.objects.create(citizen=kanel, user=people.therapist, began_at=timezone.now(), by=people.leader)
    for reach in (reach_of(people.leader), reach_of(people.therapist, Strength.PASSWORD)):
        with pytest.raises(Http404):
            read_identity(reach, kanel.code, "care")


def test_identity_a_role_in_one_town_does_not_open_identities_in_another(people: Cast) -> None:
    """Therapist in Randers, leader in Vejle: follows someone in Vejle, and may not read who it is."""
    both = person("Bo", people.centre, Role.THERAPIST)
    Membership.objects.create(user=both, organisation=people.municipalities["Vejle"], role=Role.PROJECT_LEADER)
    there = citizen(people, municipality="Vejle", followed_by=both)
    write(citizen=there, **KNOWN, by=people.therapist_elsewhere)
    with pytest.raises(Http404):
        read_identity(reach_of(both), there.code, "care")
    assert find_by_name(reach_of(both), "søren", "care") == []
    assert find_by_cpr(reach_of(both), KNOWN["cpr"], "care") == []


def test_identity_opens_through_a_door_and_closes_for_the_barred(people: Cast) -> None:
    kanel, now = citizen(people, followed_by=people.therapist), timezone.now()
    write(citizen=kanel, **KNOWN, by=people.therapist)
    DoorOpening.objects.create(
        citizen=kanel, user=people.colleague, reason="ill", words="Tea er syg",
        opened_at=now, closes_at=now + DoorOpening.LASTS,
    )  # fmt: skip
    assert read_identity(reach_of(people.colleague), kanel.code, "door").name == KNOWN["name"]
    for barred in (people.colleague, people.therapist):
        Barring.objects.create(
            citizen=kanel, user=barred, reason="ønsket", review_on=now.date(), set_at=now, set_by=people.leader
        )
        with pytest.raises(Http404):
            read_identity(reach_of(barred), kanel.code, "care")
        assert find_by_name(reach_of(barred), "Søren", "care") == []
        assert find_by_cpr(reach_of(barred), KNOWN["cpr"], "care") == []


def test_identity_search_finds_a_name_however_it_is_written(people: Cast) -> None:
    kanel, reach = citizen(people, followed_by=people.therapist), reach_of(people.therapist)
    write(citizen=kanel, **KNOWN, by=people.therapist)
    citizen(people, alias="Uden navn", followed_by=people.therapist)
    for words in ("søren", "SOREN", "soeren ak", "åk sø", "aakjaer", "akjær", "kanariefugl", "Kanel", "So\u0308ren"):
        assert [(one.code, one.name) for one in find_by_name(reach, words, "care")] == [(kanel.code, KNOWN["name"])]
    for words in ("ren", "søren b", "sørensen", "  ", "-", "0102031234", "Kanarievej"):
        assert find_by_name(reach, words, "care") == [], words


def test_identity_search_is_written_in_the_log_without_its_words(people: Cast) -> None:
    kanel, reach = citizen(people, followed_by=people.therapist), reach_of(people.therapist)
    write(citizen=kanel, **KNOWN, by=people.therapist)
    find_by_name(reach, "kanariefugl", "care")
    find_by_name(reach, "hemmeligtord", "care")
    find_by_cpr(reach, "010203 1234", "care")
    find_by_cpr(reach, "020304-5555", "care")
    me, read = people.therapist.key, ("identity.read", kanel.key, "identifying")
    searched = ("citizen.search", me, "")
    assert actions_of("citizen.search", "identity.read") == [searched, read, searched, searched, read, searched]
    logged = repr(list(Event.objects.values())).lower()
    assert not [word for word in (*CANARIES, "hemmeligtord", "0203045555") if word.lower() in logged]


def test_identity_search_by_cpr_finds_within_the_town_and_the_own_only(people: Cast) -> None:
    kanel = citizen(people, followed_by=people.therapist)
    others = citizen(people, alias="Timian", followed_by=people.colleague)
    there = citizen(people, alias="Salvie", municipality="Vejle", followed_by=people.therapist_elsewhere)
    for one in (kanel, others, there):
        write(citizen=one, **KNOWN, by=people.therapist)
    for written in ("0102031234", "010203-1234", " 010203 1234 ", "010203–1234"):
        assert [one.code for one in find_by_cpr(reach_of(people.therapist), written, "care")] == [kanel.code]
    assert len(set(Identity.objects.values_list("cpr_index", flat=True))) == 2  # one for each town
    assert find_by_cpr(reach_of(people.therapist), "", "care") == []
    with pytest.raises(BadIdentityError):
        find_by_cpr(reach_of(people.therapist), "010203-123", "care")


def test_identity_search_asks_the_same_queries_for_one_as_for_many(
    people: Cast, django_assert_num_queries: Any
) -> None:
    reach = reach_of(people.therapist)
    for n in range(3):
        write(citizen=citizen(people, alias=f"Alias {n}", followed_by=people.therapist), **KNOWN, by=people.therapist)
    find_by_name(reach, "søren", "care")
    with CaptureQueriesContext(connection) as few:
        assert len(find_by_name(reach, "søren", "care")) == 3
    for n in range(3, 30):
        write(citizen=citizen(people, alias=f"Alias {n}", followed_by=people.therapist), **KNOWN, by=people.therapist)
    with django_assert_num_queries(len(few)):
        assert len(find_by_name(reach, "søren", "care")) == 30
    assert len(few) <= 12


def test_identity_moved_to_another_citizen_or_column_does_not_open(people: Cast) -> None:
    reach = reach_of(people.therapist)
    one, other = (citizen(people, alias=alias, followed_by=people.therapist) for alias in ("Kanel", "Timian"))
    write(citizen=one, **KNOWN, by=people.therapist)
    write(citizen=other, name="En Anden", cpr="020304-5555", by=people.therapist)
    kept, moved = Identity.objects.get(citizen=one), Identity.objects.get(citizen=other)
    whole = {"wrapped_key": kept.wrapped_key, "key_version": kept.key_version, **{f: getattr(kept, f) for f in FIELDS}}
    swaps: list[dict[str, Any]] = [
        {"name": moved.name},  # another citizen's text
        {"name": moved.name, "wrapped_key": moved.wrapped_key},  # with its key
        {"wrapped_key": moved.wrapped_key},
        {"name": kept.phone, "phone": kept.name},  # another column
        {"name": None, "address": kept.name},
        {"key_version": 7},
        {"name": bytes(kept.name or b"")[:-1]},
    ]
    for swap in swaps:
        Identity.objects.filter(pk=kept.pk).update(**swap)
        with pytest.raises(SealBrokenError):
            read_identity(reach, one.code, "care")
        Identity.objects.filter(pk=kept.pk).update(**whole)
    assert read_identity(reach, one.code, "care").name == KNOWN["name"]


def test_identity_is_nowhere_in_the_database_or_the_logs(people: Cast, caplog: pytest.LogCaptureFixture) -> None:
    kanel, reach = citizen(people, followed_by=people.therapist), reach_of(people.therapist)
    with caplog.at_level(logging.DEBUG):
        write(citizen=kanel, **KNOWN, by=people.therapist)
        read = read_identity(reach, kanel.code, "care")
        found = find_by_name(reach, "kanariefugl", "care") + find_by_cpr(reach, KNOWN["cpr"], "care")
    assert not [word for word in CANARIES if word in caplog.text]
    assert not [word for word in CANARIES if word in repr((read, found))]
    dump = everything_stored()
    assert kanel.code in dump  # that it was searched where things are
    assert not [word for word in CANARIES if word in dump]
    assert not [word.encode().hex() for word in CANARIES if word.encode().hex() in dump]


def everything_stored() -> str:
    """Each row of each table, with bytes as text and as hexadecimal."""
    parts: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  the database's own names
            for value in (value for row in cursor.fetchall() for value in row):
                raw = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                parts += [raw.decode("utf-8", "replace"), raw.hex()]
    return "\n".join(parts)


def test_identity_sealed_twice_looks_different(people: Cast) -> None:
    one, other = (citizen(people, alias=alias) for alias in ("Kanel", "Timian"))
    for each in (one, other, one):
        write(citizen=each, **KNOWN, by=people.therapist)
    rows = list(Identity.objects.all())
    for column in (*FIELDS, "wrapped_key"):
        assert len({bytes(getattr(row, column)) for row in rows}) == 2
