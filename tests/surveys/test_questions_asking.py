"""Asking: what keeps us from it, read aloud together, noted as asked, and by a link."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from fremskudt import instruments
from fremskudt.access import links
from fremskudt.access.models import Event, PersonalLink
from fremskudt.access.reach import reach_of
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.models import Case, Citizen, ContactAgreement, Ending, MessageAgreement, Pause, TakingPart
from fremskudt.casework.rules.contact_agreement import UNTIL_THEY_SAY
from fremskudt.surveys.actions.answer_link import give_link, hand_link
from fremskudt.surveys.actions.invitation import invite
from fremskudt.surveys.models import (
    Answer,
    Given,
    Hold,
    Invitation,
    LicenceYes,
    NoAnswer,
    Respondent,
    Response,
    StudyForm,
    Wave,
)
from fremskudt.surveys.rules.ways import Way
from fremskudt.surveys.selectors.may_ask import askable, may_ask_now
from fremskudt.surveys.selectors.questions import find_questions
from tests.casework.field import citizen
from tests.cast import Cast, enter
from tests.surveys.asking_field import asked, days, give, study_with_wave
from tests.surveys.questions_field import address, fields, follow, met, page, press, taking_part

pytestmark = [pytest.mark.database, pytest.mark.django_db]
FIRST = ("inspire_supported", "inspire_hope", "inspire_self")  # of the form, in its order


@pytest.fixture
def kanel(people: Cast) -> Citizen:
    """Somebody whom Tea follows and has met before."""
    made = citizen(people, "Kanel", "K7M4-Q2RX", followed_by=people.therapist)
    met(made, people.therapist)
    return made


@pytest.fixture
def tea(people: Cast) -> Client:
    return enter(Client(), people.therapist)


@pytest.fixture
def wave(people: Cast, kanel: Citizen) -> Wave:
    return taking_part(people, kanel)


def words(item: str) -> str:
    return instruments.get("progression").item(item).text["da"]


# What keeps us from asking


def hold_all(kanel: Citizen) -> None:
    person = Respondent.objects.get()
    Hold.objects.create(respondent=person, reason="ill", until_on=days(9), made_at=timezone.now())


def pause(kanel: Citizen) -> None:
    case = kanel.cases.get()
    Pause.objects.create(
        case=case, cause="rest", began_on=days(0), look_again_on=days(9), made_at=timezone.now(), by=case.by
    )


def not_now(kanel: Citizen, until: date = UNTIL_THEY_SAY) -> None:
    case = kanel.cases.get()
    ContactAgreement.objects.create(case=case, not_now_until=until, made_at=timezone.now(), by=case.by)


def ending(kanel: Citizen) -> None:
    case = kanel.cases.get()
    Ending.objects.create(
        case=case, on=days(0), reason=1, phase=1, onward="stay", onward_words="Ring", made_at=timezone.now(), by=case.by
    )


def withdraw(kanel: Citizen) -> None:
    told = TakingPart.objects.get(citizen=kanel)
    TakingPart.objects.create(
        citizen=kanel, study=told.study, answer="withdrawn", form="oral", witness="Alene", words="Stop?",
        said_at=timezone.now(), made_at=timezone.now(), by=told.by,
    )  # fmt: skip


def reason_for_good(kanel: Citizen) -> None:
    person, wave = Respondent.objects.get(), Wave.objects.get()
    NoAnswer.objects.create(respondent=person, wave=wave, why="moved", made_at=timezone.now())


def reason_now(kanel: Citizen) -> None:
    person, wave = Respondent.objects.get(), Wave.objects.get()
    NoAnswer.objects.create(respondent=person, wave=wave, why="not_able", made_at=timezone.now())


def not_found(kanel: Citizen) -> None:
    person, wave = Respondent.objects.get(), Wave.objects.get()
    NoAnswer.objects.create(respondent=person, wave=wave, why="not_found", made_at=timezone.now())


def hold_is_over(kanel: Citizen) -> None:
    hold_all(kanel)
    Hold.objects.update(until_on=days(0))


def not_now_is_over(kanel: Citizen) -> None:
    not_now(kanel, days(0))


def pause_is_over(kanel: Citizen) -> None:
    pause(kanel)
    Pause.objects.update(ended_on=days(0), ended_by=kanel.cases.get().by)


def no_licence(kanel: Citizen) -> None:
    LicenceYes.objects.update(ended_at=timezone.now())


def too_late_to_begin(kanel: Citizen) -> None:
    wave = Wave.objects.get()
    Answer.objects.all().delete()
    Given.objects.all().delete()
    Response.objects.all().delete()
    StudyForm.objects.create(
        study=wave.study, instrument=wave.instrument, first_opens_on=wave.opens_on, n_waves=1, every_months=2,
        open_days=60, start_within_days=2,
    )  # fmt: skip


STOPS = [
    (hold_all, False), (pause, False), (not_now, False), (ending, False), (withdraw, False), (reason_for_good, False),
    (reason_now, False), (no_licence, False), (too_late_to_begin, False),
    (not_found, True), (hold_is_over, True), (not_now_is_over, True), (pause_is_over, True), (lambda _one: None, True),
]  # fmt: skip


@pytest.mark.parametrize(("befall", "may"), STOPS, ids=[getattr(one, "__name__", "") for one, _may in STOPS])
def test_nobody_is_asked_while_something_keeps_us_from_it(
    people: Cast, kanel: Citizen, wave: Wave, befall: Any, may: bool
) -> None:
    """The page, the ways of asking and what others call say the same."""
    tea = enter(Client(), people.therapist)
    give(kanel, wave, {"sleep": 4}, by=people.therapist)
    befall(kanel)
    assert ("Giv telefonen" in page(tea, kanel)) is may
    verdict = may_ask_now(asked(kanel, wave))
    assert bool(verdict) is may
    assert [one.wave.pk for one in askable(kanel)] == [wave.pk] * may
    rows = find_questions(reach_of(people.therapist), kanel.code).rows
    assert [one.row.verdict for one in rows] == [verdict] * (befall not in {withdraw, too_late_to_begin})
    assert tea.get(address(kanel, "questions_together")).status_code == (200 if may else 409)
    assert tea.get(address(kanel, "questions_link")).status_code == (200 if may else 409)
    assert tea.post(address(kanel, "questions_link")).status_code == (200 if may else 409)
    assert tea.post(address(kanel, "questions_hand_over")).status_code == (302 if may else 409)
    assert Invitation.objects.exists() is may
    assert PersonalLink.objects.exists() is may


def test_person_who_came_back_is_asked_although_an_earlier_course_ended(kanel: Citizen, people: Cast) -> None:
    wave = taking_part(people, kanel)
    ending(kanel)
    Case.objects.create(citizen=kanel, number=2, found_on=days(0), made_at=timezone.now(), by=people.leader)
    assert may_ask_now(asked(kanel, wave))


# Asking together


def test_together_saves_each_answer_at_once_with_the_reader_as_helper(
    tea: Client, people: Cast, kanel: Citizen, wave: Wave
) -> None:
    html = page(tea, kanel, "questions_together")
    assert words(FIRST[0]) in html
    assert "1 af 3 i dag" in html
    html = follow(tea, press(tea, kanel, html, answer="3", next="1"))
    assert words(FIRST[1]) in html
    given = Given.objects.get()
    assert (given.mode, given.helped_by, given.sheet) == ("assisted", people.therapist, None)
    assert Answer.objects.get(variable=FIRST[0]).value == 3
    html = follow(tea, press(tea, kanel, html, skip="1"))
    assert "3 af 3 i dag" in html
    assert Answer.objects.get(variable=FIRST[1]).missing == "skipped"
    html = follow(tea, press(tea, kanel, html, answer="0", next="1"))
    assert "Tak. Det var det for i dag. Svarene er gemt." in html
    assert Response.objects.get().mode == "assisted"
    assert "18 til i denne runde" in html


def test_together_over_the_phone_is_told_as_such(tea: Client, kanel: Citizen, wave: Wave) -> None:
    html = page(tea, kanel, "questions_together", "?maade=telefon")
    assert "Over telefonen." in html
    html = follow(tea, press(tea, kanel, html, answer="3", next="1"))
    press(tea, kanel, html, answer="3", next="1")
    assert set(Given.objects.values_list("mode", flat=True)) == {"phone"}
    assert Invitation.objects.get().way == "call"


def test_together_asks_for_an_answer_or_a_skip_and_keeps_the_question(tea: Client, kanel: Citizen, wave: Wave) -> None:
    html = page(tea, kanel, "questions_together")
    for wrong in ({}, {"answer": "9"}, {"answer": "ja"}, {"answer": "-1"}):
        response = press(tea, kanel, html, next="1", **wrong)
        assert response.status_code == 422
        assert "Vælg et svar, eller spring over." in response.content.decode()
        assert words(FIRST[0]) in response.content.decode()
    assert not Response.objects.exists()
    assert press(tea, kanel, html, skip="1", answer="9").status_code == 302  # »Spring over« asks for nothing


def test_together_pressed_twice_is_one_answer(tea: Client, kanel: Citizen, wave: Wave) -> None:
    html = page(tea, kanel, "questions_together")
    for _ in range(2):
        assert press(tea, kanel, html, answer="3", next="1").status_code == 302
    assert Given.objects.count() == 1
    assert Invitation.objects.count() == 1


def test_together_shows_nothing_of_what_was_said_before(tea: Client, people: Cast, kanel: Citizen, wave: Wave) -> None:
    html = follow(tea, press(tea, kanel, page(tea, kanel, "questions_together"), answer="3", next="1"))
    assert "Forrige spørgsmål" in html
    before = f"?runde={wave.pk}&spm={FIRST[0]}&nr=1"
    assert "checked" not in page(tea, kanel, "questions_together", before)
    Response.objects.update(shared="yes")
    html = page(tea, kanel, "questions_together", before)
    assert 'value="3" checked' in html
    press(tea, kanel, html, answer="1", next="1")
    assert Answer.objects.get(variable=FIRST[0]).value == 1


def test_together_draws_every_kind_of_scale(tea: Client, kanel: Citizen, wave: Wave) -> None:
    def of(item: str) -> str:
        return page(tea, kanel, "questions_together", f"?runde={wave.pk}&spm={item}")

    assert "0 = " in of("tem_personal")
    assert of("tem_personal").count('type="radio"') == 11
    assert of("cannabis_days").count('type="radio"') == 8
    assert of("sleep").count('type="radio"') == 5
    assert 'inputmode="numeric"' in of("units")
    html = of("units")
    assert press(tea, kanel, html, answer="999", next="1").status_code == 422
    assert press(tea, kanel, html, answer="12", next="1").status_code == 302
    assert Answer.objects.get(variable="units").value == 12


def test_together_is_over_when_nothing_is_left(tea: Client, people: Cast, kanel: Citizen, wave: Wave) -> None:
    one = asked(kanel, wave)
    give(kanel, wave, {item.id: None for item in one.instrument.items if item.id != "sleep"}, by=people.therapist)
    html = page(tea, kanel, "questions_together")
    assert "1 af 1 i dag" in html
    assert "Tak. Det var det for i dag." in follow(tea, press(tea, kanel, html, answer="3", next="1"))
    assert "Giv telefonen" not in page(tea, kanel)
    assert tea.get(address(kanel, "questions_together")).status_code == 302


def test_together_does_not_know_a_round_or_a_question_of_somebody_elses(
    tea: Client, people: Cast, kanel: Citizen, wave: Wave
) -> None:
    havre = citizen(people, "Havre", municipality="Vejle", followed_by=people.therapist_elsewhere)
    elsewhere = taking_part(people, havre, "vejle", towns=["Vejle"])
    for query in (f"?runde={elsewhere.pk}", "?runde=0", "?runde=x", f"?runde={wave.pk}&spm=findes-ikke"):
        page(tea, kanel, "questions_together", query, status=404)
    html = page(tea, kanel, "questions_together")
    sent = {**fields(html), "answer": "3", "runde": str(elsewhere.pk)}
    assert tea.post(address(kanel, "questions_together"), sent).status_code == 404
    assert not Response.objects.exists()


def test_together_needs_the_page_it_was_pressed_on(tea: Client, kanel: Citizen, wave: Wave) -> None:
    html = page(tea, kanel, "questions_together")
    for wrong in ("", "x"):
        assert press(tea, kanel, html, answer="3", operation=wrong).status_code == 422
    assert not Response.objects.exists()


def test_together_in_two_windows_takes_both_and_the_later_stands(tea: Client, kanel: Citizen, wave: Wave) -> None:
    pages = [page(tea, kanel, "questions_together") for _ in range(2)]
    for html, answer in zip(pages, ("1", "4"), strict=True):
        assert press(tea, kanel, html, answer=answer, next="1").status_code == 302
    assert Answer.objects.get(variable=FIRST[0]).value == 4
    assert Given.objects.count() == 2
    assert Response.objects.count() == 1


# Being asked is noted


def test_invitation_is_one_for_each_way_and_day(people: Cast, kanel: Citizen, wave: Wave, time_machine: Any) -> None:
    noon = timezone.localtime().replace(hour=12)
    for day, way in ((1, Way.LINK), (1, Way.LINK), (1, Way.PAPER), (2, Way.LINK)):
        time_machine.move_to(noon + timedelta(days=day))
        invite(asked=asked(kanel, wave), way=way, by=people.therapist)
    assert sorted(Invitation.objects.values_list("way", flat=True)) == ["link", "link", "paper"]
    assert Event.objects.filter(action="invitation.make", subject=kanel.key).count() == 3


def test_invitation_by_nobody_is_a_message(kanel: Citizen, wave: Wave) -> None:
    made = invite(asked=asked(kanel, wave), way=Way.SMS, by=None)
    assert made.by is None
    assert Event.objects.get(action="invitation.make").actor == "nobody"


def test_invitation_needs_a_yes_and_leaves_no_trace_without(people: Cast, kanel: Citizen) -> None:
    wave = study_with_wave(people)
    with pytest.raises(NotNow):
        invite(asked=asked(kanel, wave), way=Way.LINK, by=people.therapist)
    assert not Respondent.objects.exists()
    assert not Event.objects.filter(action="invitation.make").exists()


# The link


def test_link_is_shown_once_as_a_picture_and_an_address(tea: Client, people: Cast, kanel: Citizen, wave: Wave) -> None:
    assert "Vis link og kode" in page(tea, kanel, "questions_link")
    assert not PersonalLink.objects.exists()
    html = tea.post(address(kanel, "questions_link"), {"act": "show"}).content.decode()
    token = html.split("http://testserver/s/")[1].split("/")[0]
    link = PersonalLink.objects.get()
    assert link.token_hash == links.token_hash(token)
    assert (link.purpose, link.subject, link.made_by) == (links.ANSWER, kanel.key, people.therapist)
    assert timezone.localdate(link.expires_at) == wave.closes_on + timedelta(days=31)
    assert "data:image/svg+xml;base64," in html
    assert "Kanel" not in html
    assert Invitation.objects.get().way == "link"
    assert token not in str(list(Event.objects.values()))
    assert Event.objects.filter(action="link.answer", subject=kanel.key).count() == 1


def test_link_offers_no_message_to_whom_nobody_has_asked(tea: Client, kanel: Citizen, wave: Wave) -> None:
    assert "Send som sms" not in page(tea, kanel, "questions_link")
    assert tea.post(address(kanel, "questions_link"), {"act": "sms"}).status_code == 409
    assert not PersonalLink.objects.exists()


def test_link_offers_a_message_to_whom_said_yes_last(tea: Client, people: Cast, kanel: Citizen, wave: Wave) -> None:
    for number, (answer, offers) in enumerate((("no", False), ("yes", True), ("stop", False))):
        at = timezone.now() + timedelta(seconds=number)
        MessageAgreement.objects.create(
            citizen=kanel, answer=answer, form="oral", said_at=at, made_at=at, by=people.therapist
        )
        assert ("Send som sms" in page(tea, kanel, "questions_link")) is offers


@pytest.mark.parametrize(("went", "told"), [(True, "Beskeden er sendt."), (False, "Beskeden gik ikke igennem.")])
def test_link_by_message_tells_whether_it_went(
    people: Cast, kanel: Citizen, monkeypatch: Any, went: bool, told: str
) -> None:
    taking_part(people, kanel)
    monkeypatch.setattr("fremskudt.surveys.views.questions_link.send_now", lambda **_all: went)
    tea = enter(Client(), people.therapist)
    assert told in follow(tea, tea.post(address(kanel, "questions_link"), {"act": "sms"}))


def test_at_most_five_links_work_and_a_phone_given_away_takes_no_place(
    people: Cast, kanel: Citizen, wave: Wave
) -> None:
    made = [give_link(citizen=kanel, by=people.therapist)[0].pk for _ in range(5)]
    hand_link(citizen=kanel, by=people.therapist)
    assert PersonalLink.objects.filter(revoked_at=None).count() == 6
    made.append(give_link(citizen=kanel, by=people.therapist)[0].pk)
    lasting = PersonalLink.objects.filter(revoked_at=None, expires_at__gt=timezone.now() + timedelta(hours=3))
    assert list(lasting.order_by("pk").values_list("pk", flat=True)) == made[1:]


def test_link_of_a_merged_record_is_the_kept_ones(people: Cast, kanel: Citizen, wave: Wave) -> None:
    havre = citizen(people, "Havre", followed_by=people.therapist)
    Citizen.objects.filter(pk=havre.pk).update(merged_into=kanel)
    havre.refresh_from_db()
    assert give_link(citizen=havre, by=None)[0].subject == kanel.key
