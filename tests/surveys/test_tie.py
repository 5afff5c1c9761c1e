"""The tie is cut: nothing in the database leads from a code to a course, and the study goes on counting the person."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event, PersonalLink
from fremskudt.access.reach import reach_of
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.models import Case, Citizen
from fremskudt.casework.rules.pseudonym import has_right_check
from fremskudt.surveys.actions import computed_list, respondent, tie
from fremskudt.surveys.actions import delivery as deliveries
from fremskudt.surveys.models import Given, Hold, Invitation, NoAnswer, Respondent, Response, Sheet, Study, Wave
from fremskudt.surveys.rules import tie as rules
from fremskudt.surveys.rules.kinds import Mode
from fremskudt.surveys.selectors.respondent import code_of
from fremskudt.surveys.selectors.study import study_rows
from tests.casework.field import citizen
from tests.cast import Cast, enter
from tests.surveys.asking_field import days, give, give_all, says, says_yes, study_with_wave
from tests.surveys.field import participants, text

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def wave(people: Cast) -> Wave:
    return study_with_wave(people)


def taking_part(people: Cast, wave: Wave, alias: str, town: str = "Randers") -> Citizen:
    """Somebody who has answered, been asked, waited, had a sheet, and whose line says when they came."""
    who, now = citizen(people, alias, municipality=town, followed_by=people.therapist), timezone.now()
    Case.objects.filter(citizen=who).update(found_on=days(-90), started_on=days(-50), made_at=now - timedelta(days=90))
    says_yes(people, who, wave.study)
    give(who, wave, {"sleep": 2, "morning": 1}, by=people.therapist, mode=Mode.ASSISTED, helped_by=people.therapist)
    line = Respondent.objects.get(code=code_of(wave.study.slug, who))
    Invitation.objects.create(respondent=line, wave=wave, way="sms", made_at=now, by=people.therapist)
    Hold.objects.create(respondent=line, reason="ill", until_on=days(3), made_at=now, by=people.therapist)
    NoAnswer.objects.create(respondent=line, wave=wave, why="not_found", made_at=now, by=people.therapist)
    link = PersonalLink.objects.create(
        token_hash=f"{line.pk:064}", subject=f"sheet:{line.pk}", purpose="sheet", made_at=now, expires_at=now
    )
    sheet = Sheet.objects.create(
        respondent=line, wave=wave, link=link, instrument_version="1.0.0", instrument_hash="0" * 64, printed_at=now,
        printed_by=people.therapist,
    )  # fmt: skip
    Given.objects.filter(response__respondent=line).update(sheet=sheet)
    return who


def page(who: Citizen) -> str:
    return reverse("surveys:tie_cut", args=[who.code])


def press(client: Client, address: str, typed: str) -> HttpResponse:
    """What the page's first form sends with this code typed."""
    html = client.get(address).content.decode()
    sent: dict[str, Any] = dict(re.findall(r'type="hidden" name="(study)" value="([^"]+)"', html))
    return client.post(address, {**sent, "typed": typed})  # type: ignore[return-value]


def leads_to(people: list[Citizen], study: Study) -> set[str]:
    """The attack: every citizen's code worked out anew, as whoever holds the site's key can."""
    return {code_of(study.slug, who) for who in people} & set(study.respondents.values_list("code", flat=True))


def hours_of(line: Respondent) -> set[Any]:
    """Every hour and day that stands about a person: what could be held against the log and the courses."""
    found: set[Any] = {line.identified_on, line.started_on, line.ended_on}
    for response in line.responses.all():
        found |= {response.begun_at, response.answered_on, *response.givens.values_list("at", flat=True)}
    found |= set(line.invitations.values_list("made_at", flat=True)) | set(
        line.no_answers.values_list("made_at", flat=True)
    )
    return found - {None}


def test_tie_of_one_who_has_stopped_is_cut_and_nothing_leads_back(people: Cast, wave: Wave) -> None:
    who, other = taking_part(people, wave, "Kanel"), taking_part(people, wave, "Havre")
    says(people, who, wave.study, "withdrawn")
    before, old = study_rows(wave.study), code_of("maaling", who)
    client = enter(Client(), people.leader)
    done = press(client, page(who), who.code.lower().replace("-", " "))
    assert (done.status_code, done["Location"]) == (302, page(who))
    assert leads_to([who, other], wave.study) == {code_of("maaling", other)}
    line = Respondent.objects.exclude(code=code_of("maaling", other)).get()
    assert has_right_check(line.code)
    assert all(moment.day in {1, 28, 29, 30, 31} for moment in hours_of(line))  # the first of a month, by some clock
    assert not line.sheets.exists()
    assert not line.holds.exists()
    assert (
        Given.objects.get(response__respondent=line).helped_by
        is Given.objects.get(response__respondent=line).sheet
        is None
    )
    assert PersonalLink.objects.get(subject=f"sheet:{line.pk}").revoked_at is not None
    assert Response.objects.get(respondent=line).begun_at is None
    after = study_rows(wave.study)
    assert len(after.respondents) == len(before.respondents) == 2
    assert len(after.answers) == len(before.answers)
    assert (Given.objects.get(response__respondent__code=code_of("maaling", other)).helped_by) == people.therapist
    event = Event.objects.get(action="tie.cut")
    assert event.subject == who.key
    assert not Event.objects.filter(subject__contains=line.code).exists()
    assert not Event.objects.filter(subject__contains=old).exists()
    again = client.post(page(who), {"study": "maaling", "typed": who.code})
    assert again.status_code == 409
    assert "Der er ingen kode at klippe." in client.get(page(who)).content.decode()
    assert Event.objects.filter(action="tie.cut").count() == 1


def test_tie_of_one_who_takes_part_is_not_cut(people: Cast, wave: Wave) -> None:
    who, client = taking_part(people, wave, "Kanel"), enter(Client(), people.leader)
    html = client.get(page(who)).content.decode()
    assert "Personen er med i undersøgelsen." in html
    assert 'name="typed"' not in html
    assert client.post(page(who), {"study": "maaling", "typed": who.code}).status_code == 409
    assert leads_to([who], wave.study)


def test_tie_needs_the_code_typed_and_keeps_what_was(people: Cast, wave: Wave) -> None:
    who, client = taking_part(people, wave, "Kanel"), enter(Client(), people.leader)
    says(people, who, wave.study, "no")
    for wrong in ("", "T-0000", who.code[:-1]):
        refused = press(client, page(who), wrong)
        assert refused.status_code == 422
        assert "Det er ikke koden." in refused.content.decode()
    assert leads_to([who], wave.study)
    assert client.post(page(who), {"study": "findes-ikke", "typed": who.code}).status_code == 422


def test_tie_beyond_reach_does_not_exist(people: Cast, wave: Wave) -> None:
    who = taking_part(people, wave, "Kanel")
    for user in (people.leader_elsewhere,):
        client = enter(Client(), user)
        assert client.get(page(who)).status_code == client.post(page(who)).status_code == 404
        assert client.get(reverse("surveys:study_cut", args=["maaling"])).status_code == 404
    for user in (people.therapist, people.evaluator):
        assert enter(Client(), user).get(page(who)).status_code == 403
    assert Event.objects.filter(action="tie.read").count() == 0


def over(study: Study) -> None:
    Study.objects.filter(pk=study.pk).update(starts_on=days(-400), ends_on=days(-1))
    Wave.objects.filter(study=study).update(opens_on=days(-100), closes_on=days(-40))
    study.refresh_from_db()


def test_tie_of_a_whole_study_is_cut_town_by_town_and_then_for_good(people: Cast) -> None:
    wave = study_with_wave(people, towns=["Randers", "Vejle"])
    mine = [taking_part(people, wave, alias) for alias in ("Kanel", "Havre")]
    theirs = [taking_part(people, wave, "Byg", "Vejle")]
    study, address = wave.study, reverse("surveys:study_cut", args=["maaling"])
    client = enter(Client(), people.leader)
    assert "ikke slut endnu" in client.get(address).content.decode()
    assert client.post(address, {"typed": "maaling"}).status_code == 409
    over(study)
    assert press(client, address, "noget andet").status_code == 422
    assert press(client, address, "maaling").status_code == 302
    study.refresh_from_db()
    assert (leads_to(mine, study), len(leads_to(theirs, study)), study.cut_at) == (set(), 1, None)
    assert client.post(address, {"typed": "maaling"}).status_code == 409  # once
    with pytest.raises(NotNow, match="klippet"):  # nobody of the town gets a code again meanwhile
        respondent.find_or_make(study=study, citizen=mine[0])
    with pytest.raises(NotNow, match="klippet"):
        computed_list.preview(study=study, reach=reach_of(people.leader))
    assert press(enter(Client(), people.leader_elsewhere), address, "MAALING").status_code == 302
    study.refresh_from_db()
    assert study.cut_at is not None
    assert leads_to([*mine, *theirs], study) == set()
    assert [event.subject for event in Event.objects.filter(action="tie.cut_study")] == ["study:maaling"] * 2
    assert len(study_rows(study).respondents) == 3
    with pytest.raises(NotNow, match="klippet"):
        deliveries.take_in(
            study=study, kind="participants", name="liste.csv", content=text(participants()), by=people.evaluator
        )


def test_tie_cut_of_lines_that_came_in_a_file_too(people: Cast, wave: Wave) -> None:
    taking_part(people, wave, "Kanel")
    deliveries.take_in(
        study=wave.study, kind="participants", name="liste.csv", by=people.leader, content=text([
            participants()[0], ["R-001", "Randers", "1", f"{days(-90)}", f"{days(-80)}", "1", "", "", "", ""],
        ]),
    )  # fmt: skip
    over(wave.study)
    tie.cut_study(study=wave.study, towns=[people.municipalities["Randers"].pk], typed="maaling", by=people.leader)
    assert all(map(has_right_check, wave.study.respondents.values_list("code", flat=True)))
    assert not wave.study.respondents.filter(delivery__isnull=False).exists()


def test_list_from_the_courses_does_not_tie_again_who_was_cut(people: Cast, wave: Wave) -> None:
    who, other = taking_part(people, wave, "Kanel"), taking_part(people, wave, "Havre")
    says(people, who, wave.study, "withdrawn")
    tie.cut_person(citizen=who, study=wave.study, typed=who.code, by=people.leader)
    computed_list.take_in(study=wave.study, reach=reach_of(people.leader), by=people.leader)
    assert leads_to([who, other], wave.study) == {code_of("maaling", other)}
    assert wave.study.respondents.count() == 2


def test_tie_of_merged_records_is_cut_with_the_kept_one(people: Cast, wave: Wave) -> None:
    who, old = taking_part(people, wave, "Kanel"), taking_part(people, wave, "Gammel")
    old.merged_into = who
    old.save()
    says(people, who, wave.study, "withdrawn")
    tie.cut_person(citizen=who, study=wave.study, typed=who.code, by=people.leader)
    assert leads_to([who, old], wave.study) == set()


def test_studies_over_the_same_people_have_codes_of_their_own(people: Cast, wave: Wave) -> None:
    second = study_with_wave(people, "anden")
    who = taking_part(people, wave, "Kanel")
    says_yes(people, who, second.study)
    give_all(who, second, by=people.therapist)
    codes = list(Respondent.objects.values_list("code", flat=True))
    assert len(set(codes)) == 2
    says(people, who, second.study, "withdrawn")
    tie.cut_person(citizen=who, study=second.study, typed=who.code, by=people.leader)
    assert leads_to([who], wave.study)
    assert not leads_to([who], second.study)


@pytest.mark.parametrize(
    ("takes_part", "has_code", "reason"),
    [(True, True, rules.STILL_IN), (True, False, rules.STILL_IN), (False, False, rules.NOTHING), (False, True, "")],
)
def test_tie_of_a_person_may_be_cut(*, takes_part: bool, has_code: bool, reason: str) -> None:
    assert rules.may_cut_person(takes_part=takes_part, has_code=has_code).reason == reason


@pytest.mark.parametrize(
    ("ahead", "has_codes", "reason"),
    [(1, True, rules.NOT_OVER), (0, True, rules.NOT_OVER), (-1, True, ""), (-1, False, rules.NOTHING)],
)
def test_tie_of_a_study_may_be_cut_when_it_is_over(ahead: int, *, has_codes: bool, reason: str) -> None:
    today = date(2027, 3, 1)
    verdict = rules.may_cut_study(ends_on=today + timedelta(days=ahead), today=today, has_codes=has_codes)
    assert verdict.reason == reason
