"""One's own face on the poster: shown to those who may see it, drawn anew, taken away again (F15)."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from fremskudt.access.models import Event, Membership
from fremskudt.access.roles import Role
from fremskudt.access.strength import Strength
from fremskudt.partnership.models import PosterFace
from fremskudt.partnership.selectors.poster_face import list_faces
from tests import cast
from tests.access.visibility_pages import batch, campaign, face, photo
from tests.casework.pages import fill, form_at, shown, words
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]
POSTER, OWN = reverse("partnership:poster"), reverse("partnership:poster_face")
A4, A3 = (reverse("partnership:poster_file", args=[size]) for size in ("a4", "a3"))
REMOVE = reverse("partnership:poster_face_remove")


def picture_of(one: PosterFace) -> str:
    return reverse("partnership:poster_photo", args=[one.pk])


def sent(content: bytes, name: str = "mig.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def with_place(size: tuple[int, int] = (800, 1000)) -> bytes:
    """A photo that tells where it was taken."""
    marks = Image.Exif()
    marks[0x010E] = "Nørregade 12"
    out = BytesIO()
    Image.open(BytesIO(photo(size))).save(out, "JPEG", exif=marks)
    return out.getvalue()


def said(response: Any) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages).split())


def test_poster_without_faces_says_where_to_begin(people: Cast) -> None:
    lea = enter(Client(), people.leader)
    page = shown(lea, POSTER)
    assert "Begynd med dit eget." in page
    assert OWN in page


def test_face_is_written_by_oneself_and_its_photo_drawn_anew(people: Cast) -> None:
    tea = enter(Client(), people.therapist)
    assert form_at(tea.get(OWN), OWN)["first_name"] == ["Tea"]  # type: ignore[arg-type]
    for _press in range(2):
        response = fill(tea, OWN, phone="+45 12345678", photo=sent(with_place()), is_shown="on")
        assert response.status_code == 302
    one = PosterFace.objects.get()
    assert (one.user, one.first_name, one.phone, one.is_shown) == (people.therapist, "Tea", "12 34 56 78", True)
    kept = bytes(one.photo or b"")
    assert b"N\xc3\xb8rregade" not in kept
    assert b"regade" not in kept
    drawn = Image.open(BytesIO(kept))
    assert drawn.size == (800, 800)
    assert not drawn.getexif()
    assert Event.objects.filter(action="poster.face", subject=people.therapist.key).count() == 2
    fill(tea, OWN, phone="87 65 43 21")  # without a new photo the old one stays
    one.refresh_from_db()
    assert (one.phone, bytes(one.photo or b"")) == ("87 65 43 21", kept)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"first_name": ""}, "Skriv dit fornavn."),
        ({"first_name": "Tea 12"}, "Skriv fornavnet uden tal."),
        ({"first_name": "x" * 41}, "højst 40 tegn"),
        ({"phone": "112"}, "Skriv otte cifre, for eksempel 12 34 56 78."),
        ({"phone": ""}, "Skriv otte cifre, for eksempel 12 34 56 78."),
        ({"photo": b"ikke et billede"}, "Billedet er i et format, vi ikke kan læse."),
        ({"photo": b"x" * (13 * 1024 * 1024)}, "Billedet fylder mere end 12 MB."),
    ],
)
def test_face_form_says_what_is_wrong_and_keeps_what_was_typed(people: Cast, wrong: dict[str, Any], told: str) -> None:
    tea = enter(Client(), people.therapist)
    typed = {"first_name": "Tea", "phone": "12 34 56 78", **wrong}
    if "photo" in typed:
        typed["photo"] = sent(typed["photo"])
    response = fill(tea, OWN, **typed)
    assert response.status_code == 422
    assert told in response.content.decode()
    kept = form_at(response, OWN)
    assert kept.get("first_name", [""]) == [typed["first_name"]]
    assert not PosterFace.objects.exists()


def test_face_is_hidden_bared_and_removed_by_its_owner(people: Cast) -> None:
    one, tea, palle = face(people.therapist), enter(Client(), people.therapist), enter(Client(), people.partner)
    lea = enter(Client(), people.leader)
    assert "12 34 56 78" in shown(lea, POSTER)
    assert palle.get(picture_of(one)).status_code == 200
    told = form_at(tea.get(OWN), OWN)  # type: ignore[arg-type]
    told.pop("is_shown")
    assert tea.post(OWN, told).status_code == 302
    assert "12 34 56 78" not in shown(lea, POSTER)
    assert palle.get(picture_of(one)).status_code == lea.get(picture_of(one)).status_code == 404
    assert tea.get(picture_of(one)).status_code == 200  # one's own is seen all the same
    for _press in range(2):
        assert tea.post(OWN, {"remove_photo": "1"}).status_code == 302
    one.refresh_from_db()
    assert one.photo is None
    assert tea.get(picture_of(one)).status_code == 404
    assert Event.objects.filter(action="poster.photo_remove").count() == 1
    assert "Ja, tag mig af" in shown(tea, REMOVE)
    assert PosterFace.objects.exists()
    for _press in range(2):
        assert tea.post(REMOVE).status_code == 302
    assert not PosterFace.objects.exists()
    assert Event.objects.filter(action="poster.face_remove").count() == 1
    assert "Du står ikke på plakaten." in shown(tea, REMOVE)


def test_photo_is_for_those_of_the_town_and_kept_by_no_browser(people: Cast) -> None:
    one = face(people.therapist)
    for user, strength in (
        (people.partner, Strength.LINK), (people.professional, Strength.STRONG), (people.peer, Strength.STRONG),
        (people.colleague, Strength.STRONG), (people.leader, Strength.STRONG),
    ):  # fmt: skip
        response = enter(Client(), user, strength).get(picture_of(one))
        assert response.status_code == 200
        assert response.headers["Content-Type"] == "image/jpeg"
        assert response.headers["Cache-Control"] == "no-store"
        assert "sandbox" in response.headers["Content-Security-Policy"]
    for user in (people.therapist_elsewhere, people.leader_elsewhere):
        assert enter(Client(), user).get(picture_of(one)).status_code == 404
    for user in (people.administrator, people.dpo, people.steering, people.evaluator):
        assert enter(Client(), user).get(picture_of(one)).status_code == 403
    assert Client().get(picture_of(one)).status_code == 302


def test_face_ends_with_the_role(people: Cast) -> None:
    face(people.therapist)
    face(people.leader, first_name="Lea", phone="87 65 43 21")
    town = people.municipalities["Randers"].pk
    assert [one.first_name for one in list_faces([town])] == ["Lea", "Tea"]
    assert list_faces([people.municipalities["Vejle"].pk]) == []
    Membership.objects.filter(user=people.therapist).delete()
    assert [one.first_name for one in list_faces([town])] == ["Lea"]


def test_poster_file_shows_the_faces_and_the_newest_open_code(people: Cast) -> None:
    face(people.therapist)
    face(people.colleague, first_name="Tom", phone="11 22 33 44", photo=None)
    face(people.therapist_elsewhere, first_name="Ulla")
    lea = enter(Client(), people.leader)
    assert "Plakaten har ingen kode endnu." in words(lea.get(POSTER))  # type: ignore[arg-type]
    assert "Ring eller skriv" not in said(lea.get(A4))
    own = campaign(people, "Randers", kind="poster", title="Plakater")
    code = batch(people, own, leads_to="call").code
    batch(people, campaign(people, "Vejle", kind="poster"), leads_to="call")
    assert code in shown(lea, POSTER)
    for address, name in ((A4, "plakat-a4.pdf"), (A3, "plakat-a3.pdf")):
        made = lea.get(address)
        assert made.headers["Content-Type"] == "application/pdf"
        assert made.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert made.headers["Cache-Control"] == "no-store"
        for wanted in ("Tea 12 34 56 78", "Tom 11 22 33 44", code, "Vi kommer forbi. Kaffe og en snak. Du bestemmer."):
            assert wanted in said(made)
        assert "Ulla" not in said(made)
    assert lea.get(A4).content == lea.get(A4).content
    assert lea.get(reverse("partnership:poster_file", args=["a9"])).status_code == 404


def test_poster_pages_cost_the_same_with_many_as_with_one(people: Cast) -> None:
    face(people.therapist)
    lea = enter(Client(), people.leader)

    def cost() -> list[int]:
        found = []
        for address in (POSTER, A4, OWN, REMOVE):
            lea.get(address)
            with CaptureQueriesContext(connection) as asked:
                assert lea.get(address).status_code == 200
            found.append(len(asked))
        return found

    few = cost()
    for number in range(8):
        face(cast.person(f"Tim{number}", people.centre, Role.THERAPIST))
    assert cost() == few
    assert max(few) <= 15
