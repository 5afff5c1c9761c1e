"""The pages as a person meets them: what they show, who reaches them, and what they cost."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from fremskudt import instruments
from fremskudt.access.models import Event, User
from fremskudt.surveys.actions import delivery
from fremskudt.surveys.models import Delivery, Respondent, Upload
from fremskudt.surveys.rules.columns import FILE_NAMES, columns
from fremskudt.surveys.rules.kinds import Kind
from tests.cast import enter
from tests.surveys import field, workbooks

pytestmark = [pytest.mark.database, pytest.mark.django_db]
PAGES = ["surveys:delivery_list", "surveys:delivery_new", "surveys:wave_list"]


@pytest.fixture
def evaluator(client, people):
    enter(client, people.evaluator)
    return client


def send(client, content, kind="participants", name="liste.csv", slug="fremskudt"):
    address = reverse("surveys:delivery_new", args=[slug])
    return client.post(address, {"kind": kind, "file": SimpleUploadedFile(name, content)})


def addresses(study) -> list[str]:
    """Every page of a study that has a delivery and an upload."""
    slug = study.slug
    return [
        *(reverse(name, args=[slug]) for name in PAGES),
        reverse("surveys:delivery", args=[slug, Delivery.objects.filter(study=study).first().pk]),
        reverse("surveys:delivery_confirm", args=[slug, Upload.objects.get(study=study).pk]),
        reverse("surveys:delivery_template", args=[slug, "start"]),
    ]


def many_people(n: int) -> bytes:
    rows = field.participants() + [[f"X-{number}", "Odder", "1", *[""] * 7] for number in range(n)]
    return field.text(rows)


def test_every_page_costs_few_queries_whatever_the_size(evaluator, filled_study, django_assert_max_num_queries):
    assert send(evaluator, many_people(300)).status_code == 302
    for address in addresses(filled_study):
        with django_assert_max_num_queries(15):
            assert evaluator.get(address).status_code == 200
    with django_assert_max_num_queries(15):
        assert send(evaluator, b"nonsense").status_code == 422


def test_pages_of_another_study_are_not_there(evaluator, filled_study, people, client):
    send(evaluator, many_people(1))
    found = addresses(filled_study)
    enter(client, people.outsider)
    for address in found:
        assert client.get(address).status_code == 404
        assert client.get(address.replace("fremskudt", "findes-ikke")).status_code == 404
    assert send(client, field.text(field.participants())).status_code == 404


def test_pages_ask_for_log_in(client, filled_study, people):
    enter(client, people.evaluator)
    send(client, many_people(1))
    found = addresses(filled_study)
    client.logout()
    for address in found:
        response = client.get(address)
        assert response.status_code == 302
        assert response.url.startswith("/log-ind/")


def test_delivery_goes_from_file_to_receipt(evaluator, study):
    sent = send(evaluator, field.text(field.participants()))
    looked = evaluator.get(sent.url).content.decode()
    assert "Indlæs 4 nye rækker" in looked
    assert Respondent.objects.count() == 0
    done = evaluator.post(sent.url, {"answer": "take_in"}, follow=True)
    assert "Kvittering" in done.content.decode()
    assert done.redirect_chain[-1][0] == reverse("surveys:delivery", args=["fremskudt", Delivery.objects.get().pk])
    assert Respondent.objects.count() == 4
    assert not Upload.objects.exists()


def test_second_press_has_one_effect(evaluator, study):
    sent = send(evaluator, field.text(field.participants()))
    for _ in range(2):
        last = evaluator.post(sent.url, {"answer": "take_in"}, follow=True)
    assert "Filen venter ikke længere" in last.content.decode()
    assert Delivery.objects.count() == 1


def test_excel_file_goes_the_same_way(evaluator, study):
    book = workbooks.workbook([list(row) for row in field.participants()])
    sent = send(evaluator, book, name="liste.xlsx")
    evaluator.post(sent.url, {"answer": "take_in"})
    assert Respondent.objects.count() == 4


def test_preview_shows_counts_and_repetitions(evaluator, filled_study):
    rows = field.progression()
    new = ["R-002", "3", *rows[3][2:]]
    page = evaluator.get(send(evaluator, field.text([*rows, new, new]), kind="progression").url).content.decode()
    assert "Række 6 er den samme som række 5." in page
    assert "Indlæs 1 ny række" in page
    assert "Runde 3" in page
    assert "<td>R-001</td>" in page


def test_known_file_is_not_kept(evaluator, filled_study):
    response = send(evaluator, field.text(field.participants()))
    assert response.status_code == 200
    assert "Alt i filen er indlæst i forvejen" in response.content.decode()
    assert not Upload.objects.exists()


def test_new_upload_replaces_the_persons_earlier_one(evaluator, study):
    for n in (1, 2):
        send(evaluator, many_people(n))
    assert Upload.objects.count() == 1


def test_no_forgets_the_file(evaluator, study):
    sent = send(evaluator, many_people(1))
    response = evaluator.post(sent.url, {"answer": "drop"})
    assert response.url == reverse("surveys:delivery_new", args=["fremskudt"])
    assert not Upload.objects.exists()
    assert not Respondent.objects.exists()
    assert Event.objects.filter(action="upload.drop").count() == 1


def test_upload_runs_out_and_is_swept(evaluator, study, people, client):
    sent = send(evaluator, many_people(1))
    Upload.objects.update(uploaded_at=timezone.now() - timedelta(minutes=61))
    assert evaluator.post(sent.url, {"answer": "take_in"}).url == reverse("surveys:delivery_list", args=["fremskudt"])
    assert not Respondent.objects.exists()
    enter(client, people.leader)
    own = field.text([field.participants()[0], field.participants()[1]])
    assert send(client, own).status_code == 302
    assert [upload.by for upload in Upload.objects.all()] == [people.leader]


def test_upload_of_somebody_else_is_not_shown(evaluator, study, people, client):
    sent = send(evaluator, many_people(1))
    enter(client, people.leader)
    assert client.get(sent.url).status_code == 302
    assert client.post(sent.url, {"answer": "take_in"}).status_code == 302
    assert not Respondent.objects.exists()


def test_file_that_no_longer_fits_is_refused_at_the_end(evaluator, study, people):
    rows = field.participants()
    sent = send(evaluator, field.text(rows))
    rows[1][5] = "3"
    delivery.take_in(study=study, kind="participants", name="anden.csv", content=field.text(rows), by=people.evaluator)
    response = evaluator.post(sent.url, {"answer": "take_in"})
    assert response.status_code == 422
    assert "findes allerede fra række 2 i filen »anden.csv«" in response.content.decode()
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize(("sent", "field_id"), [({}, "id_kind_0"), ({"kind": "participants"}, "id_file")])
def test_missing_field_is_named_and_linked(evaluator, study, sent, field_id):
    response = evaluator.post(reverse("surveys:delivery_new", args=["fremskudt"]), sent)
    assert response.status_code == 422
    page = response.content.decode()
    assert f'href="#{field_id}"' in page
    assert f'id="{field_id}"' in page


def test_errors_are_grouped_by_column_and_linked_to_the_file(evaluator, study):
    rows = field.participants()
    rows[1][5] = rows[2][5] = "7"
    rows[1][1] = "Aarhus"
    page = send(evaluator, field.text(rows)).content.decode()
    assert page.count("Kolonne »fase«") == 1
    assert "Række 2: Koden er ikke en svarmulighed. Fundet: »7«." in page
    assert "Række 3: Koden er ikke en svarmulighed." in page
    assert 'href="#id_file"' in page
    assert not Upload.objects.exists()


def test_empty_list_teaches_the_next_step(evaluator, study):
    page = evaluator.get(reverse("surveys:delivery_list", args=["fremskudt"])).content.decode()
    assert "Begynd med deltagerlisten" in page
    assert reverse("surveys:delivery_new", args=["fremskudt"]) in page


@pytest.mark.parametrize("kind", Kind)
def test_template_has_the_headers_that_the_import_wants(evaluator, study, kind):
    response = evaluator.get(reverse("surveys:delivery_template", args=["fremskudt", kind.value]))
    assert response.content.decode("utf-8-sig").strip().split(";") == list(columns(kind))
    assert FILE_NAMES[kind] in response["Content-Disposition"]
    assert "ingen rækker" in send(evaluator, response.content, kind=kind.value).content.decode()


def test_unknown_template_and_instrument_are_not_there(evaluator, study):
    assert evaluator.get(reverse("surveys:delivery_template", args=["fremskudt", "andet"])).status_code == 404
    assert evaluator.get(reverse("surveys:instrument", args=["andet"])).status_code == 404


def test_waves_show_parts_and_who_is_missing(evaluator, filled_study):
    page = evaluator.get(reverse("surveys:wave_list", args=["fremskudt"])).content.decode()
    assert "Begge summer til 3 besvarelser." in page
    assert "<dt>Randers (1)</dt><dd>R-002</dd>" in page
    assert "O-001" not in page


def test_waves_write_an_event_for_each_code_they_show_and_no_other(evaluator, filled_study):
    page = evaluator.get(reverse("surveys:wave_list", args=["fremskudt"])).content.decode()
    codes = set(Respondent.objects.filter(study=filled_study).values_list("code", flat=True))
    shown = {code for code in codes if code in page}
    read = Event.objects.filter(action="turnout.read").values_list("subject", flat=True)
    assert sorted(read) == sorted(f"respondent:fremskudt/{code}" for code in shown)
    assert shown
    assert shown != codes


def test_leader_sees_own_people_and_deliveries_only(client, filled_study, people):
    enter(client, people.leader)
    page = client.get(reverse("surveys:wave_list", args=["fremskudt"])).content.decode()
    assert "R-002" in page
    assert "V-001" not in page
    assert "Vejle" not in page
    assert "Begge summer til 2 besvarelser." in page
    assert "participants.csv" not in client.get(reverse("surveys:delivery_list", args=["fremskudt"])).content.decode()


@pytest.mark.parametrize("slug", instruments.library())
@pytest.mark.parametrize("language", ["da", "en"])
def test_instrument_page_says_exactly_what_is_asked(evaluator, people, slug, language, django_assert_max_num_queries):
    User.objects.filter(pk=people.evaluator.pk).update(language=language)
    with django_assert_max_num_queries(15):
        response = evaluator.get(reverse("surveys:instrument", args=[slug]))
    page = response.content.decode().replace("&#x27;", "'").replace("&quot;", '"').replace("&amp;", "&")
    found = instruments.get(slug)
    assert found.hash in page
    assert all(item.text[language] in page for item in found.items)
    assert all(option.label[language] in page for item in found.items for option in item.scale.options)
    assert all(source.terms[language] in page for source in found.sources)


def test_instrument_list_names_every_instrument(evaluator):
    page = evaluator.get(reverse("surveys:instrument_list")).content.decode()
    assert all(instrument.title["da"] in page for instrument in instruments.library().values())
