"""Staff forms go in by the same way as every answer: of who has said yes, once a press, and never by a file too."""

import pytest
from django.test import Client
from django.urls import reverse

from fremskudt.surveys.actions import delivery as deliveries
from fremskudt.surveys.models import Given, Respondent, Response, Study
from fremskudt.surveys.rules.columns import LIST_COLUMNS, columns
from fremskudt.surveys.rules.kinds import Kind
from fremskudt.surveys.rules.problem import BadFileError
from fremskudt.surveys.selectors.respondent import code_of
from tests.cast import Cast, enter
from tests.surveys.field import blank, text
from tests.surveys.test_staff_form import LIST, answered, days, open_study, page, press, shown, started, values

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def study(people: Cast) -> Study:
    return open_study(people)


def test_form_is_for_who_has_said_yes_and_asks_nobody_twice(people: Cast, study: Study) -> None:
    fresh, no = started(people, "Kanel", said=""), started(people, "Havre", said="no")
    gone = started(people, "Timian")
    answered(people, gone, "withdrawn")
    client = enter(Client(), people.therapist)
    html = shown(client, LIST)
    assert html.count("Spørg først, om Kanel vil være med") == 1  # two forms wait for it
    assert reverse("surveys:taking_part", args=[fresh.code]) in html
    assert "Havre" not in html
    assert "Timian" not in html
    for who, words in ((fresh, "Spørg først, om Kanel vil være med"), (no, "ikke sagt ja"), (gone, "ikke sagt ja")):
        for slug in ("start", "running"):
            response = client.get(page(who, slug))
            assert response.status_code == client.post(page(who, slug), {"bid": "where_now"}).status_code == 409
            assert words in response.content.decode()
    assert not Respondent.objects.exists()
    answered(people, fresh)
    assert "Spørg først" not in shown(client, LIST)
    assert press(client, shown(client, page(fresh)), phase="1").status_code == 302


def test_form_open_before_they_said_stop_is_not_saved_after(people: Cast, study: Study) -> None:
    who, client = started(people), enter(Client(), people.therapist)
    html = shown(client, page(who))
    answered(people, who, "withdrawn")
    late = press(client, html, phase="2")
    assert (late.status_code, Response.objects.count()) == (409, 0)


def test_form_of_two_studies_is_the_one_they_take_part_in(people: Cast, study: Study) -> None:
    open_study(people, "anden", closes=1)  # closes first, but is not said yes to
    who, client = started(people), enter(Client(), people.therapist)
    press(client, shown(client, page(who)), phase="1")
    assert Response.objects.get().wave.study == study
    answered(people, who, study="anden")
    press(client, shown(client, page(who)), phase="3")
    codes = set(Respondent.objects.values_list("study__slug", "code"))
    assert codes == {("aaben", code_of("aaben", who)), ("anden", code_of("anden", who))}


def test_each_press_is_a_handing_in_by_staff_and_the_same_press_is_one(people: Cast, study: Study) -> None:
    who, client = started(people), enter(Client(), people.therapist)
    html = shown(client, page(who, bite="where_now"))
    for phase in ("2", "3"):  # the second is the same press once more
        assert press(client, html, phase=phase).status_code == 302
    given = Given.objects.get()
    assert (given.mode, given.helped_by, given.sheet, given.is_late) == ("staff", None, None, False)
    assert values(who)["phase"] == 2
    press(client, shown(client, page(who, bite="where_now")), phase="3")
    assert (values(who)["phase"], Given.objects.count()) == (3, 2)


def test_file_does_not_bring_what_was_given_here_in_other_words(people: Cast, study: Study) -> None:
    who, client = started(people), enter(Client(), people.therapist)
    press(client, shown(client, page(who)), phase="2")
    line = blank(Kind.RUNNING, code_of("aaben", who), wave="2", day=f"{days(0):%Y-%m-%d}")
    content = text([list(columns(Kind.RUNNING)), line])
    with pytest.raises(BadFileError) as refused:
        deliveries.take_in(study=study, kind="running", name="svar.csv", content=content, by=people.evaluator)
    assert "Svaret er givet her i systemet." in str(refused.value.problems[0])
    assert values(who)["phase"] == 2


def test_line_that_was_made_here_gives_way_to_the_list_and_the_list_is_kept(people: Cast, study: Study) -> None:
    who, client = started(people), enter(Client(), people.therapist)
    press(client, shown(client, page(who)), phase="2")
    code = code_of("aaben", who)
    row = [code, "Randers", "1", f"{days(-90):%Y-%m-%d}", f"{days(-49):%Y-%m-%d}", "2", "", "", "", ""]
    content = text([list(LIST_COLUMNS), row])
    receipt = deliveries.take_in(study=study, kind="participants", name="liste.csv", content=content, by=people.leader)
    assert receipt.n_new == 1
    assert Respondent.objects.get().started_on == days(-49)
    press(client, shown(client, page(who)), ready_safe="1")
    assert Respondent.objects.get().started_on == days(-49)  # as the list says
    again = deliveries.take_in(study=study, kind="participants", name="liste.csv", content=content, by=people.leader)
    assert (again.n_new, again.n_unchanged) == (0, 1)
    assert Response.objects.get().respondent.code == code
