"""Taking an instrument in: the page shows what it will be and what cannot come along; only »Udgiv« stores it."""

import json
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fremskudt.access.models import Event
from fremskudt.instruments import get
from fremskudt.instruments.copies import from_texts, texts_of
from fremskudt.instruments.interchange import from_yaml, take
from fremskudt.instruments.taking import CannotTake
from fremskudt.instruments.taking.written import yaml_of
from fremskudt.surveys.actions.instrument import keep, publish
from fremskudt.surveys.models import InstrumentCopy
from fremskudt.surveys.selectors import instrument as instruments
from tests.cast import Cast, enter
from tests.instruments.foreign import fhir_files, xlsform_files
from tests.instruments.small import Small
from tests.surveys.asking_field import licence
from tests.surveys.page_form import fields_of

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NEW = "surveys:instrument_new"


@pytest.fixture
def eva(people: Cast) -> Client:
    return enter(Client(), people.evaluator)


def send(client: Client, content: bytes, name: str = "skema.json", **more: str) -> HttpResponse:
    file = SimpleUploadedFile(name, content)
    return client.post(reverse(NEW), {"file": file, "respondent": "citizen", **more})


def paste(client: Client, *changes: Callable[[Small], object]) -> HttpResponse:
    """Our own format, as somebody types it in the three boxes."""
    return client.post(reverse(NEW), {"respondent": "citizen", **boxes(*changes)})


def boxes(*changes: Callable[[Small], object]) -> dict[str, str]:
    small = Small()
    for change in changes:
        change(small)
    # a browser sends two signs for each line end
    texts = (yaml_of(one).replace("\n", "\r\n") for one in (small.logic, small.da, small.en))
    return dict(zip(("structure", "texts_da", "texts_en"), texts, strict=True))


def version(number: str) -> Callable[[Small], object]:
    return lambda small: small.head(version=number)


def press(client: Client, page: HttpResponse) -> HttpResponse:
    """»Udgiv«, with exactly the fields that the page shows."""
    return client.post(reverse(NEW), {**fields_of(page, "answer"), "answer": "publish"})


def published(client: Client, *changes: Callable[[Small], object]) -> HttpResponse:
    return press(client, paste(client, *changes))


def test_instrument_new_shows_and_stores_nothing_until_it_is_published(eva: Client) -> None:
    page = paste(eva)
    text = page.content.decode()
    assert page.status_code == 200
    assert "Drikker du?" in text
    assert "Alt i filen er med." in text
    assert not InstrumentCopy.objects.exists()
    assert not Event.objects.filter(action__startswith="instrument.").exists()
    done = press(eva, page)
    assert (done.status_code, done["Location"]) == (302, "/evaluering/skemaer/small/?version=1.0.0")
    copy = InstrumentCopy.objects.get()
    assert (copy.slug, copy.version, copy.origin, copy.by.name) == ("small", "1.0.0", "yaml", "Eva")
    assert copy.hash == instruments.newest("small").hash
    event = Event.objects.get(action="instrument.publish")
    assert event.subject == "instrument:small/1.0.0"
    shown = eva.get(done["Location"]).content.decode()
    assert "Udgivet: small 1.0.0." in shown
    assert copy.hash in shown


def test_instrument_new_a_foreign_file_tells_what_does_not_come_along(eva: Client) -> None:
    page = send(eva, json.dumps(fhir_files.initial_values()).encode())
    text = page.content.decode()
    assert "fritekst" in text
    assert "spørgsmålet er ikke taget med" in text
    assert "Ordlyden tilhører en anden." in text
    assert press(eva, page).status_code == 302
    copy = InstrumentCopy.objects.get()
    assert (copy.origin, copy.slug) == ("fhir", "begyndelse")
    again = send(eva, xlsform_files.routes(), "skema.xlsx")
    assert "gruppe i gruppe" in again.content.decode()
    assert press(eva, again).status_code == 302
    assert InstrumentCopy.objects.get(slug="et_skema").origin == "xlsform"
    assert [item.id for item in instruments.newest("et_skema").items] == ["a", "b", "c", "d"]


def test_instrument_new_in_english_for_those_who_read_it(eva: Client) -> None:
    eva.cookies["django_language"] = "en"
    text = send(eva, json.dumps(fhir_files.repeats()).encode()).content.decode()
    assert "repeated group" in text


BAD: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "Filen er tom."),
    "no kind of ours": (b"hello", "Filen er hverken FHIR"),
    "no workbook": (b"PK\x03\x04xxxx", "Filen kan ikke pakkes ud."),
    "a way we cannot read": (json.dumps(fhir_files.unknown_expression()).encode(), "Betingelsen kan ikke læses"),
    "another kind of resource": (b'{"resourceType": "Patient"}', "Filen er ikke et skema"),
    "large": (b"{" + b" " * 2_100_000, "Filen fylder mere end 2 MB."),
}


@pytest.mark.parametrize(("content", "why"), BAD.values(), ids=BAD)
def test_instrument_new_a_bad_file_is_explained_and_changes_nothing(eva: Client, content: bytes, why: str) -> None:
    page = send(eva, content)
    assert page.status_code == 422
    assert why in page.content.decode()
    assert not InstrumentCopy.objects.exists()


def test_instrument_new_without_anything_asks_for_a_file(eva: Client) -> None:
    page = eva.post(reverse(NEW), {"respondent": "citizen"})
    assert page.status_code == 422
    assert "Vælg en fil, eller sæt skemaet ind nedenfor." in page.content.decode()


def test_instrument_new_an_error_in_our_own_format_has_its_line_and_what_was_typed_stays(eva: Client) -> None:
    sent = boxes(lambda small: small.show_if({"eq": ["drinks", 7]}))
    line = 1 + next(number for number, text in enumerate(sent["structure"].splitlines()) if "show_if" in text)
    page = eva.post(reverse(NEW), {"respondent": "citizen", **sent})
    text = page.content.decode()
    assert page.status_code == 422
    assert f"Linje {line}: Betingelsen bruger 7, som »drinks« ikke kan være." in text
    assert "eq:" in text


def test_instrument_new_a_version_never_gets_another_content(eva: Client) -> None:
    published(eva)
    page = paste(eva, lambda small: small.da["items"].update(drinks="Drikker du noget?"))
    assert "Version 1.0.0 findes med et andet indhold. Giv skemaet versionen 1.0.1." in page.content.decode()
    refused = press(eva, page)
    assert refused.status_code == 422
    assert "Giv skemaet versionen 1.0.1." in refused.content.decode()
    assert InstrumentCopy.objects.count() == 1


def test_instrument_new_a_new_version_is_compared_with_the_one_before(eva: Client) -> None:
    published(eva)
    page = paste(eva, version("2.0.0"), lambda small: small.show_if({"ne": ["drinks", 1]}))
    text = page.content.decode()
    assert "Ændret siden version 1.0.0" in text
    assert "Ny betydning" in text
    assert "days: hvornår det stilles" in text
    assert press(eva, page).status_code == 302
    assert instruments.newest("small").version == "2.0.0"
    assert [copy.version for copy in InstrumentCopy.objects.all()] == ["1.0.0", "2.0.0"]


def test_instrument_new_a_question_never_gets_another_type(eva: Client) -> None:
    published(eva)

    def as_number(small: Small) -> None:
        small.scale("yes_no", kind="integer", minimum=0, maximum=1)
        small.logic["scales"]["yes_no"].pop("codes")
        small.da["options"].pop("yes_no")
        small.en["options"].pop("yes_no")

    page = paste(eva, version("9.0.0"), as_number)
    assert "»drinks« har haft en anden slags svar" in page.content.decode()
    assert press(eva, page).status_code == 422


@pytest.mark.parametrize("name", ["progression", "ny"])
def test_instrument_new_names_that_are_ours_are_taken(eva: Client, name: str) -> None:
    page = paste(eva, lambda small: small.head(id=name))
    assert f"Navnet »{name}« er optaget af Fremskudt." in page.content.decode()
    assert press(eva, page).status_code == 422
    assert not InstrumentCopy.objects.exists()


def test_instrument_new_pressed_twice_is_published_once(eva: Client) -> None:
    page = paste(eva)
    assert press(eva, page).status_code == 302
    again = press(eva, page)
    assert again.status_code == 422
    assert "Version 1.0.0 findes i forvejen, og den er ens." in again.content.decode()
    assert InstrumentCopy.objects.count() == Event.objects.filter(action="instrument.publish").count() == 1


def test_instrument_new_what_the_page_held_is_read_anew(eva: Client) -> None:
    fields = fields_of(paste(eva), "answer")
    broken = {**fields, "structure": fields["structure"].replace("minimum: 0", "minimum: 9"), "answer": "publish"}
    assert eva.post(reverse(NEW), broken).status_code == 422
    assert eva.post(reverse(NEW), {**fields, "origin": "library", "answer": "publish"}).status_code == 422
    assert eva.post(reverse(NEW), {"answer": "publish"}).status_code == 422
    assert not InstrumentCopy.objects.exists()


def test_instrument_new_of_two_with_the_same_version_the_second_is_told(people: Cast) -> None:
    """The one who looked before the other had published."""
    structure, da, en = boxes().values()
    taken = from_yaml(structure, {"da": da, "en": en})
    publish(taken=taken, origin="yaml", by=people.evaluator)
    other = from_yaml(structure.replace("recall: P7D", "recall: P1M"), {"da": da, "en": en})
    with pytest.raises(CannotTake, match=r"Giv skemaet versionen 2\.0\.0"):
        publish(taken=other, origin="yaml", by=people.evaluator)


def fetch(client: Client, kind: str, slug: str = "progression", asked: str = "") -> HttpResponse:
    address = reverse("surveys:instrument_file", args=[slug, kind])
    return client.get(address + (f"?version={asked}" if asked else ""))


@pytest.mark.parametrize(("kind", "ending"), [("fhir", "json"), ("xlsform", "xlsx"), ("yaml", "zip")])
def test_instrument_file_is_the_version_itself_with_its_fingerprint(eva: Client, kind: str, ending: str) -> None:
    found, hash = fetch(eva, kind), get("progression").hash
    assert found["Content-Disposition"] == f'attachment; filename="progression-1.0.0-{hash[:12]}.{ending}"'
    taken, _ = take(found.content)
    assert taken.instrument == get("progression")


def test_instrument_file_of_any_version(eva: Client) -> None:
    published(eva)
    published(eva, version("1.0.1"), lambda small: small.da.update(title="Nyt navn"))
    for asked, title in (("", "Nyt navn"), ("1.0.1", "Nyt navn"), ("1.0.0", "Lille skema")):
        assert take(fetch(eva, "fhir", "small", asked).content)[0].instrument.title["da"] == title
    assert fetch(eva, "fhir", "small", "7.7.7").status_code == 404
    structure, texts = texts_of("progression")
    assert from_texts("progression", structure, texts).version == "1.0.0"


def test_instrument_pages_list_what_was_taken_in_beside_the_library(eva: Client, people: Cast) -> None:
    published(eva)
    published(eva, version("1.1.0"), lambda small: small.logic["bites"].reverse() or small.logic["bites"].reverse())
    licence(people.municipalities["Randers"], "progression", by=people.administrator)
    text = eva.get(reverse("surveys:instrument_list")).content.decode()
    assert "Lille skema" in text
    assert "version 1.1.0 (Uændret)" in text
    assert "hentet ind i vores eget format" in text
    assert "licens er ikke bekræftet" in text
    page = eva.get(reverse("surveys:instrument", args=["small"])).content.decode()
    assert "Version 1.0.0" in page
    assert "Den første" in page
    old = eva.get(reverse("surveys:instrument", args=["small"]) + "?version=1.0.0")
    assert "Den, du ser" in old.content.decode()
    assert eva.get(reverse("surveys:instrument", args=["small"]) + "?version=3.0.0").status_code == 404


def test_instrument_pages_name_the_municipalities_that_may_use_it(people: Cast, study: object) -> None:
    licence(people.municipalities["Randers"], "progression", by=people.administrator)
    text = enter(Client(), people.evaluator).get(reverse("surveys:instrument_list")).content.decode()
    assert "må bruges i Randers" in text
    other = enter(Client(), people.outsider).get(reverse("surveys:instrument_list")).content.decode()
    assert "Randers" not in other


def test_instrument_list_asks_the_same_few_questions_however_many_there_are(eva: Client) -> None:
    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            eva.get(reverse("surveys:instrument_list"))
        return len(asked)

    published(eva)
    few = questions()
    for number in range(2, 9):
        published(eva, version(f"{number}.0.0"))
        published(eva, lambda small, number=number: small.head(id=f"small_{number}"))
    assert questions() == few <= 15


def test_instrument_what_was_begun_with_the_librarys_is_one_version_not_two(eva: Client) -> None:
    keep(get("start"))
    text = eva.get(reverse("surveys:instrument", args=["start"])).content.decode()
    assert text.count("Version 1.0.0") == 1


def test_instrument_leaders_read_but_do_not_publish(people: Cast) -> None:
    lea = enter(Client(), people.leader)
    text = lea.get(reverse("surveys:instrument", args=["progression"])).content.decode()
    assert "Hent som fil" not in text
    assert lea.get(reverse(NEW)).status_code == 403
    assert fetch(lea, "fhir").status_code == 403


def test_instrument_new_a_name_that_climbs_out_of_its_folder_cannot_be_used(eva: Client) -> None:
    page = paste(eva, lambda small: small.head(id="../../../tmp/x"))
    assert page.status_code == 422
    assert "kan ikke bruges som navn" in page.content.decode()
