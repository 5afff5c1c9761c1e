"""The evaluator's pages: who reaches them, what they cost, what they show."""

import io
import re
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from fremskudt.access.models import Event
from fremskudt.access.roles import Role
from fremskudt.config.study import SLUG
from fremskudt.evaluation import selectors
from fremskudt.evaluation.models import Run
from tests.cast import Cast, enter, person

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PAGES = {
    "evaluation:study_list": (),
    "evaluation:study": (SLUG,),
    "evaluation:gallery": (SLUG,),
    "evaluation:figure": (SLUG, "fig-4.15"),
    "evaluation:picture": (SLUG, "fig-4.15", "bred", "svg"),
    "evaluation:table_csv": (SLUG, "fig-4.15"),
    "evaluation:extract": (SLUG,),
    "evaluation:extract_data": (SLUG,),
    "evaluation:plan": (SLUG,),
    "evaluation:plan_file": (SLUG,),
    "evaluation:reproduction": (SLUG,),
    "evaluation:report": (SLUG,),
    "evaluation:report_file": (SLUG, "pdf"),
}


def address(name: str) -> str:
    return reverse(name, args=PAGES[name])


@pytest.mark.parametrize("name", PAGES)
def test_pages_open_for_the_owner_within_fifteen_queries(
    name: str, desk: Client, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    with django_assert_max_num_queries(15):
        response = desk.get(address(name))
    assert response.status_code == 200
    assert response.getvalue()


def body(html: bytes) -> bytes:
    """The page without form tokens, which are new for every request, and without the address that was asked for."""
    return re.sub(rb'name="(csrfmiddlewaretoken|next)" value="[^"]*"', rb"\1", html)


@pytest.mark.parametrize("name", [name for name in PAGES if name != "evaluation:study_list"])
def test_pages_of_anothers_study_cannot_be_told_from_no_study(
    name: str, run: Run, people: Cast, client: Client
) -> None:
    enter(client, people.outsider)
    hidden = client.get(address(name))
    absent = client.get(address(name).replace(SLUG, "findes-ikke"))
    assert hidden.status_code == absent.status_code == 404
    assert body(hidden.content) == body(absent.content)


def test_pages_of_the_desk_refuse_a_project_leader(run: Run, people: Cast, client: Client) -> None:
    town = run.extract.study.municipalities.get(name="Randers")
    enter(client, person("Lone", town, Role.PROJECT_LEADER))
    assert client.get(address("evaluation:study")).status_code == 200
    assert client.get(address("evaluation:gallery")).status_code == 403
    assert client.get(address("evaluation:extract_data")).status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_pages_ask_a_stranger_to_log_in(name: str, client: Client) -> None:
    response = client.get(address(name))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("access:login"))


def test_pages_gallery_shows_every_figure_with_its_table_test_and_source(run: Run, desk: Client) -> None:
    html = desk.get(address("evaluation:gallery")).content.decode()
    for figure in selectors.result_of(run).figures:
        assert f'id="{figure.id}"' in html
    assert html.count("Kilde: udtræk") == len(selectors.result_of(run).figures)
    assert "χ²(6) = 1,5095; p = 0,959" in html


def test_pages_reproduction_shows_each_published_number_and_why_it_differs(desk: Client) -> None:
    html = desk.get(address("evaluation:reproduction")).content.decode()
    assert len(re.findall(r'<th scope="row">(Figur|Tal i teksten|Bilagstabel|Tabel) ', html)) == 257
    assert "48 af de 66 borgere er 72,7 %" in html


def test_pages_a_download_is_an_event(desk: Client) -> None:
    before = Event.objects.count()
    desk.get(address("evaluation:extract_data"))
    assert desk.get(address("evaluation:report_file")).getvalue().startswith(b"%PDF-")
    assert [event.action for event in Event.objects.all()[before:]] == ["extract.download", "run.download"]


def test_pages_data_come_as_csv_with_a_codebook(desk: Client) -> None:
    package = zipfile.ZipFile(io.BytesIO(desk.get(address("evaluation:extract_data")).content))
    assert package.testzip() is None
    codebook = package.read("kodebog.csv").decode("utf-8-sig")
    assert "progression;1.0.0;inspire_self;Jeg har det godt med mig selv;valg;0;Slet ikke" in codebook
    answers = package.read("answers.csv").decode("utf-8-sig").splitlines()
    assert answers[0].startswith("response;pseudonym;instrument;item;variable")
    assert len(answers) > 6000


def test_pages_an_unknown_figure_or_file_is_404(desk: Client) -> None:
    for path in ("figur/fig-9.9/", "figur/..%2f..%2frun.json/", "figur/fig-4.15/bred.pdf", "rapport/rapport.exe"):
        assert desk.get(f"/evaluering/{SLUG}/{path}").status_code == 404


def test_pages_analyse_again_without_new_answers_finds_the_same_run(run: Run, desk: Client) -> None:
    response = desk.post(reverse("evaluation:analyse", args=[SLUG]))
    assert response.status_code == 302
    assert Run.objects.get() == run
