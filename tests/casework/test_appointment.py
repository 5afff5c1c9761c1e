"""An appointment: agreed, held or not, moved; missed, its owner is told the same day; alone where two go, and why."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access import mail
from fremskudt.access.models import Area, Event, User
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.actions import appointment as actions
from fremskudt.casework.models import Appointment, Citizen, SafetyNotice
from fremskudt.casework.rules import appointment as rules
from fremskudt.partnership.models import HouseRules
from tests.casework.field import citizen
from tests.casework.pages import Fields, at, fill, send_from, shown, words
from tests.casework.test_letter import end
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.usefixtures("lea_follows")]
TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=3)
ALONE = "Her går man to. Vælg en kollega, eller skriv, hvorfor du går alene."
GOOD: Fields = {"on": SOON.isoformat(), "clock": "09:40", "place": "home", "what_for": "Et brev, der skal åbnes"}
PAPERS = "/borgere/K7M4-Q2RX/papirer/"
Commit = Callable[..., Any]


@pytest.fixture
def gone(people: Cast, kanel: Citizen) -> Appointment:
    """One of yesterday, of which nobody has told how it went; Lea's."""
    return plain(kanel, timezone.now() - timedelta(days=1), people.leader, people.therapist)


def plain(kanel: Citizen, when: datetime, owner: User, by: User) -> Appointment:
    return Appointment.objects.create(
        case=kanel.cases.get(), at=when, place="home", owner=owner, made_at=timezone.now(), by=by
    )


def go_two(kanel: Citizen, by: User, kind: str = "go_two") -> SafetyNotice:
    return SafetyNotice.objects.create(
        citizen=kanel, kind=kind, words="Der var en stor hund", seen_on=TODAY, seen_by="Tea",
        review_on=TODAY + timedelta(days=30), made_at=timezone.now(), by=by,
    )  # fmt: skip


def page(appointment: Appointment) -> str:
    return reverse("casework:appointment", args=["K7M4-Q2RX", appointment.pk])


def local(appointment: Appointment) -> datetime:
    return timezone.localtime(appointment.at)


def test_appointment_is_agreed_with_what_the_page_shows(tea: Client, kanel: Citizen, people: Cast) -> None:
    area = Area.objects.create(municipality=people.municipalities["Randers"], name="Nordbyen")
    Area.objects.create(municipality=people.municipalities["Vejle"], name="Et andet sted")
    new = at("appointment_new", kanel)
    assert "Et andet sted" not in shown(tea, new).split('name="area"')[1].split("</select>")[0]
    answer = fill(tea, new, **GOOD, area=area.pk, place_words="Trappe 3", with_user=people.colleague.pk)
    made = Appointment.objects.get()
    assert answer["Location"] == page(made)
    assert (local(made).date(), local(made).strftime("%H:%M")) == (SOON, "09:40")
    assert (made.place, made.place_words, made.area, made.what_for, made.owner, made.with_user, made.outcome) == (
        "home", "Trappe 3", area, "Et brev, der skal åbnes", people.therapist, people.colleague, "",
    )  # fmt: skip
    assert Event.objects.get(action="appointment.plan").subject == kanel.key
    told = words(tea.get(page(made)))
    for part in ("kl. 09.40", "Hjemme, Trappe 3", "Nordbyen", "Et brev, der skal åbnes", "Tea og Tom"):
        assert part.lower() in told.lower()
    assert "Hjemme · Et brev, der skal åbnes · Tea" in words(tea.get(PAPERS))


def test_appointment_agreed_twice_is_one(tea: Client, kanel: Citizen) -> None:
    for _ in range(2):
        fill(tea, at("appointment_new", kanel), **GOOD)
    assert Appointment.objects.count() == Event.objects.filter(action="appointment.plan").count() == 1


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("on", (TODAY - timedelta(days=1)).isoformat(), "Dagen er gået. Vælg en dag, der kommer."),
        ("on", (TODAY + timedelta(days=740)).isoformat(), "Vælg en dag inden for to år."),
        ("on", "", "Skriv en dag."),
        ("clock", "25.99", "Skriv tiden som 9.40."),
        ("clock", "", "Vælg et klokkeslæt."),
        ("place", "månen", "Vælg et sted fra listen."),
        ("what_for", "y" * 10_000, "Det er for langt: 10.000 tegn, og der er plads til 120. Intet er slettet."),
        ("owner", "", "Vælg, hvis aftale det er."),
        ("with_user", "987654321", "Vælg en fra listen. Den har ændret sig."),
    ],
)
def test_appointment_with_a_slip_is_told_beside_the_field(
    tea: Client, kanel: Citizen, field: str, value: str, told: str
) -> None:
    answer = fill(tea, at("appointment_new", kanel), **{**GOOD, "place_words": "Trappe 3", field: value})
    assert answer.status_code == 422
    assert told in words(answer)
    assert 'value="Trappe 3"' in answer.content.decode()
    assert Appointment.objects.count() == 0


def test_appointment_takes_a_time_written_by_hand(tea: Client, kanel: Citizen) -> None:
    fill(tea, at("appointment_new", kanel), **{**GOOD, "clock": "13.05", "on": SOON.strftime("%d-%m-%Y")})
    assert local(Appointment.objects.get()).strftime("%H.%M") == "13.05"


def test_appointment_with_oneself_as_company_is_none(tea: Client, kanel: Citizen, people: Cast) -> None:
    answer = fill(tea, at("appointment_new", kanel), **GOOD, with_user=people.therapist.pk)
    assert (answer.status_code, "Vælg en anden end den, hvis aftale det er." in words(answer)) == (422, True)


def test_appointment_where_two_go_asks_for_a_colleague_or_a_reason(tea: Client, kanel: Citizen, people: Cast) -> None:
    go_two(kanel, people.leader)
    new = at("appointment_new", kanel)
    assert "Gå to · Der var en stor hund" in words(tea.get(new))
    refused = fill(tea, new, **GOOD)
    assert refused.status_code == 422
    assert f'id="id_alone_because-error">{ALONE}<' in refused.content.decode()
    assert 'value="Et brev, der skal åbnes"' in refused.content.decode()
    assert Appointment.objects.count() == 0
    fill(tea, new, **GOOD, with_user=people.colleague.pk)
    assert Event.objects.filter(action="appointment.plan").count() == Appointment.objects.count() == 1


def test_appointment_alone_where_two_go_is_asked_on_a_page_of_its_own(
    tea: Client, kanel: Citizen, people: Cast
) -> None:
    go_two(kanel, people.leader)
    new = at("appointment_new", kanel)
    asked = fill(tea, new, **GOOD, alone_because="Hunden er flyttet")
    assert asked.status_code == 200
    assert "Vil du aftale det alligevel?" in words(asked)
    assert "»Hunden er flyttet«" in words(asked)
    assert Appointment.objects.count() == 0
    assert send_from(tea, asked, new).status_code == 302  # type: ignore[arg-type]
    made = Appointment.objects.get()
    assert (made.alone_because, made.with_user, made.what_for) == ("Hunden er flyttet", None, GOOD["what_for"])
    assert Event.objects.filter(action="appointment.override").count() == 1
    assert not Event.objects.filter(action="appointment.plan").exists()
    assert "Hunden er flyttet" in words(tea.get(page(made)))


def test_appointment_by_telephone_needs_nobody_along(tea: Client, kanel: Citizen, people: Cast) -> None:
    go_two(kanel, people.leader)
    assert fill(tea, at("appointment_new", kanel), **{**GOOD, "place": "nowhere"}).status_code == 302


def test_appointment_page_without_notices_does_not_ask_why_alone(tea: Client, kanel: Citizen) -> None:
    assert "alone_because" not in shown(tea, at("appointment_new", kanel))


def test_appointment_action_refuses_what_the_page_would(kanel: Citizen, people: Cast) -> None:
    go_two(kanel, people.leader)
    told: Any = {
        "case": kanel.cases.get(), "at": timezone.now() + timedelta(days=1), "place": "home", "place_words": "",
        "area": None, "what_for": "", "owner": people.therapist, "with_user": None, "alone_because": "",
        "by": people.therapist,
    }  # fmt: skip
    with pytest.raises(NotNow, match="Her går man to"):
        actions.plan(**told)
    assert actions.plan(**{**told, "with_user": people.colleague}).pk
    with pytest.raises(NotNow, match="Dagen er gået"):
        actions.plan(**{**told, "place": "nowhere", "at": timezone.now() - timedelta(days=2)})


def test_appointment_page_shows_the_house_rules_of_the_free_spaces(tea: Client, kanel: Citizen, people: Cast) -> None:
    HouseRules.objects.create(
        organisation=people.drop_in, who="Kom to og to", when="Efter kl. 12", told_how="Ring til Karla",
        must_call_first=True, from_on=TODAY, made_at=timezone.now(), by=people.leader,
    )  # fmt: skip
    told = words(tea.get(at("appointment_new", kanel)))
    for part in ("Værestedet Kajen", "Værestedet vil have besked først. Ring, før du kommer.", "Kom to og to"):
        assert part in told


def test_appointment_company_is_never_one_who_is_barred(tea: Client, kanel: Citizen, people: Cast) -> None:
    assert ">Tom<" in shown(tea, at("appointment_new", kanel))
    kanel.barrings.create(
        user=people.colleague, reason="x", review_on=SOON, set_at=timezone.now(), set_by=people.leader
    )
    assert ">Tom<" not in shown(tea, at("appointment_new", kanel))


@pytest.mark.parametrize(
    ("minutes", "hint"), [(0, True), (29, True), (30, False), (-29, True), (-30, False), (600, False)]
)
def test_appointment_on_top_of_another_is_told_and_not_refused(
    tea: Client, kanel: Citizen, people: Cast, minutes: int, hint: bool
) -> None:
    other = citizen(people, "Havre", "H0H0-H0H0", followed_by=people.therapist)
    noon = timezone.make_aware(datetime.combine(SOON, datetime.min.time().replace(hour=12)))
    theirs = plain(other, noon + timedelta(minutes=minutes), people.therapist, people.therapist)
    answer = fill(tea, at("appointment_new", kanel), **{**GOOD, "clock": "12:00"})
    assert answer.status_code == 302
    told = words(tea.get(answer["Location"]))
    clock = f"{local(theirs).hour}.{local(theirs):%M}"
    assert (f"Tea har også en aftale kl. {clock}." in told) is hint
    assert "Havre" not in told


@pytest.mark.parametrize("act", ["held", "missed", "called_off"])
def test_appointment_is_told_once_and_taken_back_within_ten_minutes(tea: Client, gone: Appointment, act: str) -> None:
    for _ in range(2):
        assert tea.post(page(gone), {"act": act}).status_code == 302
    gone.refresh_from_db()
    assert gone.outcome == act
    name = {"held": "appointment.hold", "missed": "appointment.miss", "called_off": "appointment.call_off"}[act]
    assert Event.objects.filter(action=name).count() == 1
    other = "held" if act != "held" else "missed"
    assert tea.post(page(gone), {"act": other}).status_code == 409
    assert 'value="undo"' in shown(tea, page(gone))
    assert tea.post(page(gone), {"act": "undo"}).status_code == 302
    gone.refresh_from_db()
    assert (gone.outcome, gone.outcome_at) == ("", None)
    tea.post(page(gone), {"act": act})
    Appointment.objects.update(outcome_at=timezone.now() - timedelta(minutes=11))
    assert 'value="undo"' not in shown(tea, page(gone))
    assert tea.post(page(gone), {"act": "undo"}).status_code == 409


@pytest.mark.parametrize("sent", [{}, {"act": "noget andet"}])
def test_appointment_odd_answers_are_told(tea: Client, gone: Appointment, sent: Fields) -> None:
    assert tea.post(page(gone), sent).status_code == 409


def test_appointment_that_lies_ahead_is_called_off_but_neither_held_nor_missed(
    tea: Client, kanel: Citizen, people: Cast
) -> None:
    ahead = plain(kanel, timezone.now() + timedelta(days=2), people.therapist, people.therapist)
    assert "Vi sås ikke" not in shown(tea, page(ahead))
    for act in ("held", "missed"):
        answer = tea.post(page(ahead), {"act": act})
        assert (answer.status_code, "Aftalen er en anden dag." in words(answer)) == (409, True)  # type: ignore[arg-type]
    assert tea.post(page(ahead), {"act": "called_off"}).status_code == 302


def test_appointment_missed_is_told_to_its_owner_and_stays_until_it_is_seen(
    tea: Client, gone: Appointment, people: Cast, monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Commit,
) -> None:  # fmt: skip
    sent: list[Any] = []
    monkeypatch.setattr(mail, "send_later", sent.append)
    with django_capture_on_commit_callbacks(execute=True):
        tea.post(page(gone), {"act": "missed"})
        tea.post(page(gone), {"act": "missed"})
    assert [(message.to, message.subject) for message in sent] == [(["lea@example.org"], "Noget venter på dig")]
    assert list(Appointment.objects.missed_unseen()) == [gone]
    seen = reverse("casework:missed_seen", args=["K7M4-Q2RX", "aftale", gone.pk])
    assert f'action="{seen}"' in shown(tea, page(gone))
    for _ in range(2):
        assert enter(Client(), people.leader).post(seen).status_code == 302
    assert not Appointment.objects.missed_unseen().exists()
    assert Event.objects.filter(action="appointment.seen").count() == 1


def test_appointment_held_or_called_off_tells_nobody(
    tea: Client, gone: Appointment, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Commit
) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(mail, "send_later", sent.append)
    for act in ("held", "undo", "called_off"):
        with django_capture_on_commit_callbacks(execute=True):
            tea.post(page(gone), {"act": act})
    assert sent == []


def test_appointment_is_moved_and_the_old_one_leads_to_the_new(tea: Client, gone: Appointment) -> None:
    move = reverse("casework:appointment_move", args=["K7M4-Q2RX", gone.pk])
    assert fill(tea, move).status_code == 422  # it proposes the time that was, which is gone
    for _ in range(2):
        answer = tea.post(move, {"on": SOON.isoformat(), "clock": "10:00"})
        assert answer.status_code == 302
    gone.refresh_from_db()
    assert gone.moved_to is not None
    assert (gone.outcome, local(gone.moved_to).date(), gone.moved_to.owner) == ("called_off", SOON, gone.owner)
    assert answer["Location"] == page(gone.moved_to)
    assert Event.objects.filter(action="appointment.move").count() == 1
    assert Appointment.objects.count() == 2
    assert "Flyttet til en anden tid" in words(tea.get(page(gone)))
    assert tea.post(page(gone), {"act": "undo"}).status_code == 409
    assert 'aria-disabled="true"' in shown(tea, move)
    assert tea.post(move, {"on": SOON.isoformat(), "clock": "11:00"}).status_code == 409


def test_appointment_in_an_ended_course_is_refused_with_a_reason(
    tea: Client, gone: Appointment, kanel: Citizen, people: Cast
) -> None:
    end(kanel, people.therapist)
    told = "Forløbet er sagt farvel til. Tryk »Kom igen«, hvis borgeren er tilbage."
    assert told in shown(tea, at("appointment_new", kanel))
    for address in (at("appointment_new", kanel), reverse("casework:appointment_move", args=["K7M4-Q2RX", gone.pk])):
        answer = tea.post(address, GOOD)
        assert (answer.status_code, told in words(answer)) == (409, True)  # type: ignore[arg-type]
    assert tea.post(page(gone), {"act": "missed"}).status_code == 302  # how the last one went is still told
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize("name", ["appointment", "appointment_move"])
def test_appointment_beyond_reach_and_of_another_citizen_does_not_exist(
    tea: Client, gone: Appointment, people: Cast, name: str
) -> None:
    other = citizen(people, "Havre", "H0H0-H0H0", followed_by=people.therapist)
    assert tea.get(reverse(f"casework:{name}", args=[other.code, gone.pk])).status_code == 404
    stranger = enter(Client(), people.colleague)
    hidden = stranger.get(reverse(f"casework:{name}", args=["K7M4-Q2RX", gone.pk]))
    missing = stranger.get(reverse(f"casework:{name}", args=["ZZZZ-9999", gone.pk]))
    assert (hidden.status_code, hidden.content) == (404, missing.content)


DAY = date(2026, 11, 18)
ONE = timedelta(days=1)


@pytest.mark.parametrize(
    ("outcome", "told", "day", "may"),
    [
        ("", "held", DAY, True), ("", "held", DAY - ONE, True), ("", "held", DAY + ONE, False),
        ("", "missed", DAY, True), ("", "missed", DAY + ONE, False), ("", "called_off", DAY + ONE, True),
        ("held", "missed", DAY, False), ("missed", "held", DAY, False), ("called_off", "called_off", DAY, False),
    ],
)  # fmt: skip
def test_appointment_when_it_may_be_told_how_it_went(outcome: str, told: str, day: date, may: bool) -> None:
    assert bool(rules.may_tell(outcome, told, day, DAY)) is may


@pytest.mark.parametrize(("days", "may"), [(-1, False), (0, True), (731, True), (732, False)])
def test_appointment_days_that_may_be_planned(days: int, may: bool) -> None:
    assert bool(rules.may_be_on(DAY + days * ONE, DAY)) is may


def test_appointment_every_outcome_has_a_name_and_every_take_back_a_reason() -> None:
    assert set(rules.TOLD) == set(rules.Told)
    assert rules.may_take_back(is_recent=True, is_moved=False)
    assert not rules.may_take_back(is_recent=True, is_moved=True)
    assert not rules.may_take_back(is_recent=False, is_moved=False)
