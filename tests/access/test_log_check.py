"""The month's random check: drawn from what was read, shown within reach, judged by another, signed once."""

import re
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse

from fremskudt.access.actions import log_check
from fremskudt.access.models import Event, LogCheck, LogCheckLine, Membership
from fremskudt.access.reach import reach_of
from fremskudt.access.roles import Role
from fremskudt.access.selectors import log_check as selectors
from fremskudt.access.selectors.chain import newest_lines
from fremskudt.access.selectors.log import organisations_in
from fremskudt.basics.verdict import NotNow
from tests.access.look_ups import COPENHAGEN, NOVEMBER, OCTOBER, codes, look_up
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]
MONTH = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(NOVEMBER, tick=False):
        yield


@pytest.fixture
def check(people: Cast) -> LogCheck:
    """Tea looked at 30, Tom at 10, in October; the sample is drawn."""
    look_up(people.therapist, codes(30))
    look_up(people.colleague, codes(10))
    return log_check.draw(municipality=people.municipalities["Randers"], month=MONTH, by=people.leader)


def page(client: Client) -> str:
    return client.get(reverse("access:log_check")).content.decode()


def judge(client: Client, line: LogCheckLine, verdict: str = "fine", note: str = ""):
    return client.post(reverse("access:log_check_line", args=[line.pk]), {"verdict": verdict, "note": note})


def test_sample_is_drawn_from_exactly_what_was_read_in_the_month(people: Cast) -> None:
    """A journal of every page that showed somebody, beside what the sample was drawn from."""
    journal = []
    for at, n in ((OCTOBER, 3), (datetime(2026, 10, 1, 0, 0, tzinfo=COPENHAGEN), 2)):
        look_up(people.therapist, codes(n), at=at)
        journal += codes(n)
    look_up(people.colleague, codes(1), action="identity.read", at=datetime(2026, 10, 31, 23, 59, tzinfo=COPENHAGEN))
    look_up(people.colleague, codes(1), action="citizen_log.print")
    journal += [*codes(1), *codes(1)]
    look_up(people.therapist, codes(5), at=datetime(2026, 9, 30, 23, 59, tzinfo=COPENHAGEN))  # the month before
    look_up(people.therapist, codes(5), at=datetime(2026, 11, 1, 0, 0, tzinfo=COPENHAGEN))  # the month after
    look_up(people.therapist, codes(5), action="link.give")  # an act, not a look
    look_up(people.therapist_elsewhere, codes(5, "V"))  # another municipality
    check = log_check.draw(municipality=people.municipalities["Randers"], month=MONTH, by=people.leader)
    assert check.n_reads == len(journal) == 7
    drawn = Event.objects.filter(number__in=check.lines.values("event_number"))
    assert sorted(event.subject for event in drawn) == sorted(f"citizen:{code}" for code in journal)


def test_sample_of_many_is_twenty_and_can_be_drawn_again_from_its_seed(people: Cast, check: LogCheck) -> None:
    assert (check.n_reads, check.lines.count()) == (40, 20)
    numbers = selectors.reads_in(organisations_in([check.municipality_id]), MONTH).values_list("number", flat=True)
    again = selectors.sample.draw(numbers, check.seed)
    assert again == list(check.lines.values_list("event_number", flat=True))
    assert len(check.seed) == 32


def test_sample_is_drawn_once_and_when_the_month_is_over(people: Cast, check: LogCheck) -> None:
    with pytest.raises(NotNow, match="trukket"):
        log_check.draw(municipality=check.municipality, month=MONTH, by=people.dpo)
    with pytest.raises(NotNow, match="ikke gået"):
        log_check.draw(municipality=check.municipality, month=date(2026, 11, 1), by=people.dpo)
    assert LogCheck.objects.count() == 1


def test_sample_of_a_quiet_month_is_empty_and_can_be_signed(client: Client, people: Cast) -> None:
    enter(client, people.dpo)
    shown = client.post(reverse("access:log_check"), follow=True).content.decode()
    assert "Ingen slog op om en borger i den måned." in shown
    check = LogCheck.objects.get()
    assert client.post(reverse("access:log_check_sign", args=[check.pk])).status_code == 302
    check.refresh_from_db()
    assert (check.n_reads, check.signed_by) == (0, people.dpo)


def test_leader_draws_judges_asks_and_signs_and_each_is_an_event(client: Client, people: Cast) -> None:
    look_up(people.therapist, codes(2))
    enter(client, people.leader)
    assert "Træk månedens stikprøve" in page(client)
    assert client.post(reverse("access:log_check")).status_code == 302
    first, second = LogCheckLine.objects.all()
    shown = page(client)
    for words in (
        "Tea så sagen · K000-XXXX",
        "Koder, tal og datoer",
        "Formål: Hjælpe borgeren",
        "14. oktober 2026 9.40",
    ):
        assert words in shown
    assert "Gennemgå alle linjer først." in shown
    sign = reverse("access:log_check_sign", args=[first.check_of_id])
    assert client.post(sign).status_code == 409
    assert judge(client, first).status_code == 302
    assert judge(client, second, "asked", "Hvorfor så du den?").status_code == 302
    assert "Lea har spurgt: »Hvorfor så du den?«" in page(client)
    assert client.post(sign).status_code == 302
    assert "Underskrevet af Lea" in page(client)
    told = Event.objects.filter(action__startswith="log_check.").exclude(action="log_check.read").order_by("number")
    assert list(told.values_list("action", "subject", "purpose", "fields")) == [
        ("log_check.draw", f"org:{people.municipalities['Randers'].pk}", "check", "coded"),
        ("log_check.verdict", people.therapist.key, "check", "coded"),
        ("log_check.verdict", people.therapist.key, "check", "coded,free_text"),
        ("log_check.sign", f"org:{people.municipalities['Randers'].pk}", "check", "coded"),
    ]


def test_reading_the_sample_is_an_event(client: Client, people: Cast, check: LogCheck) -> None:
    enter(client, people.leader)
    page(client)
    read = Event.objects.get(action="log_check.read")
    assert (read.actor, read.purpose, read.subject) == (people.leader.key, "check", f"org:{check.municipality_id}")


def test_own_look_ups_are_judged_by_another(client: Client, people: Cast) -> None:
    Membership.objects.create(user=people.leader, organisation=people.centre, role=Role.THERAPIST)
    look_up(people.leader, codes(1))
    log_check.draw(municipality=people.municipalities["Randers"], month=MONTH, by=people.leader)
    line = LogCheckLine.objects.get()
    enter(client, people.leader)
    assert "Dine egne opslag ses af en anden." in page(client)
    answer = judge(client, line)
    assert answer.status_code == 409
    assert "Dine egne opslag ses af en anden." in answer.content.decode()
    enter(client, people.dpo)
    assert judge(client, line).status_code == 302
    line.refresh_from_db()
    assert (line.verdict, line.judged_by) == ("fine", people.dpo)


def test_question_without_words_is_told_and_the_line_stays_open(client: Client, people: Cast, check: LogCheck) -> None:
    enter(client, people.leader)
    line = check.lines.first()
    answer = judge(client, line, "asked", " ")
    assert answer.status_code == 422
    assert "Skriv, hvad du spørger om." in answer.content.decode()
    too_long = judge(client, line, "asked", "x" * 301)
    assert too_long.status_code == 422
    assert "x" * 301 in too_long.content.decode()
    assert judge(client, line, "nonsense", "x").status_code == 422
    line.refresh_from_db()
    assert line.verdict == "open"


def test_verdict_is_undone_until_the_signature(client: Client, people: Cast, check: LogCheck) -> None:
    enter(client, people.leader)
    line = check.lines.first()
    judge(client, line, "asked", "Hvorfor?")
    judge(client, line, "open")
    line.refresh_from_db()
    assert (line.verdict, line.note, line.judged_by) == ("open", "", None)
    for one in check.lines.all():
        judge(client, one)
    client.post(reverse("access:log_check_sign", args=[check.pk]))
    assert judge(client, line, "open").status_code == 409
    assert client.post(reverse("access:log_check_sign", args=[check.pk])).status_code == 409


def test_check_of_another_municipality_is_not_there(client: Client, people: Cast, check: LogCheck) -> None:
    line = check.lines.first()
    for stranger in (people.leader_elsewhere, people.dpo_elsewhere):
        enter(client, stranger)
        assert judge(client, line).status_code == 404
        assert client.get(reverse("access:log_check_month", args=[check.pk])).status_code == 404
        assert client.post(reverse("access:log_check_sign", args=[check.pk])).status_code == 404
        assert client.get(reverse("access:log_check") + f"?kommune={check.municipality_id}").status_code == 404
        assert client.post(reverse("access:log_check"), {"kommune": check.municipality_id}).status_code == 404
        assert not re.search(r"\bTea\b", page(client))
    line.refresh_from_db()
    assert line.verdict == "open"


@pytest.mark.parametrize("odd", ["x", "-1", "0", "99999999999999999999", "١٢"])
def test_odd_municipality_is_not_there(client: Client, people: Cast, odd: str) -> None:
    enter(client, people.dpo)
    assert client.get(reverse("access:log_check"), {"kommune": odd}).status_code == 404


def test_others_are_refused(client: Client, people: Cast, check: LogCheck) -> None:
    for user in (people.therapist, people.administrator, people.evaluator, people.partner, people.steering):
        enter(client, user)
        assert client.get(reverse("access:log_check")).status_code == 403
        assert judge(client, check.lines.first()).status_code == 403


def test_unusual_volumes_are_told_in_words_by_name(people: Cast) -> None:
    for day, n in ((1, 4), (2, 4), (3, 4), (6, 13)):
        look_up(people.therapist, codes(n), at=datetime(2026, 10, day, 9, 0, tzinfo=COPENHAGEN))
    look_up(people.colleague, codes(301), at=OCTOBER)
    look_up(people.therapist_elsewhere, codes(301), at=OCTOBER)
    towns = selectors.list_towns(reach_of(people.leader))
    found = selectors.read_sheet(reach_of(people.leader), towns[people.municipalities["Randers"]], MONTH, None).unusual
    assert [(one.name, one.n, one.usual) for one in found] == [("Tea", 13, 4), ("Tom", 301, 0)]
    assert found[1].at == OCTOBER


def test_unusual_volumes_stand_on_the_page(client: Client, people: Cast) -> None:
    look_up(people.colleague, codes(301), at=OCTOBER)
    for day, n in ((1, 4), (2, 4), (3, 4), (6, 13)):
        look_up(people.therapist, codes(n), at=datetime(2026, 10, day, 9, 0, tzinfo=COPENHAGEN))
    enter(client, people.leader)
    shown = page(client)
    assert "Tea slog op 13 gange den 6. oktober 2026. En almindelig dag er det 4." in shown
    assert "Tom slog op 301 gange på ti minutter den 14. oktober 2026 fra kl. 9.40." in shown


def test_page_costs_the_same_whatever_the_size(client: Client, people: Cast, django_assert_max_num_queries) -> None:
    look_up(people.therapist, codes(1))
    log_check.draw(municipality=people.municipalities["Randers"], month=MONTH, by=people.leader)
    enter(client, people.leader)
    page(client)
    with django_assert_max_num_queries(15) as few:
        page(client)
    for at, user in enumerate((people.therapist, people.colleague, people.second_leader)):
        look_up(user, codes(150, f"A{at}"), at=OCTOBER + timedelta(days=at))
    LogCheck.objects.all().delete()
    log_check.draw(municipality=people.municipalities["Randers"], month=MONTH, by=people.leader)
    with django_assert_max_num_queries(len(few)) as many:
        page(client)
    assert len(many) == len(few)


def test_long_sample_is_shown_twenty_at_a_time_and_whole_when_asked(client: Client, people: Cast) -> None:
    look_up(people.therapist, codes(2500))
    check = log_check.draw(municipality=people.municipalities["Randers"], month=MONTH, by=people.leader)
    enter(client, people.leader)
    address = reverse("access:log_check_month", args=[check.pk])
    assert client.get(address).content.decode().count("Tea så sagen") == 20
    assert "Her står 20 af 25." in client.get(address).content.decode()
    assert client.get(address, {"alle": "1"}).content.decode().count("Tea så sagen") == 25


def test_line_whose_event_is_gone_is_told_and_cannot_be_judged(client: Client, people: Cast, check: LogCheck) -> None:
    line = check.lines.first()
    LogCheckLine.objects.filter(pk=line.pk).update(event_number=10**9)
    enter(client, people.leader)
    assert "Linjen mangler i loggen" in page(client)
    assert judge(client, line).status_code == 409


def test_newest_lines_of_the_log_are_looked_over(client: Client, people: Cast) -> None:
    assert newest_lines().broken == 0
    look_up(people.therapist, codes(5))
    assert (newest_lines().n, newest_lines().broken) == (5, 0)
    _change(3, "purpose", "check")
    assert newest_lines().broken == 3
    enter(client, people.leader)
    assert "Kæden er brudt ved linje 3. Stands, og ring." in page(client)


@pytest.mark.parametrize("number", [2, 5])
def test_newest_lines_notice_what_was_taken_out(people: Cast, number: int) -> None:
    look_up(people.therapist, codes(5))
    _without_triggers("DELETE FROM access_event WHERE number = %s", number)
    assert newest_lines().broken == (3 if number == 2 else 5)


def _change(number: int, column: str, value: str) -> None:
    _without_triggers(f"UPDATE access_event SET {column} = %s WHERE number = %s", value, number)  # noqa: S608


def _without_triggers(statement: str, *values: object) -> None:
    """As somebody would who owns the database: the log's own guard is taken off first."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE access_event DISABLE TRIGGER USER")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'access_event'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(statement, values)


def test_leader_of_two_municipalities_chooses(client: Client, people: Cast) -> None:
    Membership.objects.create(user=people.leader, organisation=people.municipalities["Vejle"], role=Role.PROJECT_LEADER)
    look_up(people.therapist_elsewhere, codes(2, "V"))
    enter(client, people.leader)
    vejle = people.municipalities["Vejle"]
    assert f"?kommune={vejle.pk}" in page(client)
    shown = client.post(reverse("access:log_check"), {"kommune": vejle.pk}, follow=True).content.decode()
    assert "Ulla så sagen · V000-XXXX" in shown
    assert LogCheck.objects.get().municipality == vejle


def test_reach_counts_only_the_role_that_checks(people: Cast) -> None:
    """A therapist in Vejle who is the leader in Randers checks Randers alone."""
    Membership.objects.create(user=people.leader, organisation=people.centre_elsewhere, role=Role.THERAPIST)
    towns = selectors.list_towns(reach_of(people.leader))
    assert list(towns) == [people.municipalities["Randers"]]
