"""A letter: a photo, one line, a day and who keeps an eye on it; the picture is sealed, and opened for few."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from fremskudt.access.cipher import SealBrokenError
from fremskudt.access.forms import picture as picture_form
from fremskudt.access.models import Event, User
from fremskudt.basics import picture as picture_rules
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.actions import letter as actions
from fremskudt.casework.models import Citizen, Ending, Letter
from fremskudt.casework.rules import letter as rules
from tests.casework import pictures
from tests.casework.field import citizen
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.usefixtures("lea_follows")]
LINE = "Kommunen vil vide, hvor du bor"
DEADLINE = timezone.localdate() + timedelta(days=40)
Post = Callable[..., HttpResponse]


@pytest.fixture
def post(tea: Client, kanel: Citizen, people: Cast) -> Post:
    """The form as the page sends it; what is given takes the place of what is proposed."""

    def send(photo: bytes | None = None, name: str = "IMG_1.jpg", **more: Any) -> Any:
        fields = {"line": LINE, "deadline_on": DEADLINE.isoformat(), "owner": people.therapist.pk, **more}
        if photo is not None:
            fields["photo"] = SimpleUploadedFile(name, photo, "image/jpeg")
        return tea.post(reverse("casework:letter_new", args=[kanel.code]), fields)

    return send


def photo(**more: Any) -> bytes:
    return pictures.as_file(pictures.letter((600, 800)), **more)


def end(kanel: Citizen, by: User) -> None:
    case, now = kanel.cases.get(), timezone.now()
    Ending.objects.create(
        case=case, on=now.date(), reason=3, phase=1, onward="other", onward_words="Kaffe", made_at=now, by=by
    )  # fmt: skip


def at(name: str, letter: Letter) -> str:
    return reverse(f"casework:{name}", args=["K7M4-Q2RX", letter.pk])


def test_letter_page_has_these_fields_and_proposes_the_reader(tea: Client, kanel: Citizen, people: Cast) -> None:
    shown = tea.get(reverse("casework:letter_new", args=[kanel.code])).content.decode()
    form = shown[shown.index('enctype="multipart/form-data"') :]
    assert set(re.findall(r'name="(\w+)"', form)) >= {"photo", "line", "deadline_on", "owner", "csrfmiddlewaretoken"}
    assert 'accept="image/*"' in form
    assert 'capture="environment"' in form
    assert f'<option value="{people.therapist.pk}" selected>Tea</option>' in form
    assert "Tom" not in form  # does not follow


def test_letter_is_kept_with_its_picture_drawn_anew_and_sealed(post: Post, tea: Client, people: Cast) -> None:
    sent = photo(exif=pictures.exif(6))
    answer = post(sent)
    assert (answer.status_code, answer["Location"]) == (302, "/borgere/K7M4-Q2RX/papirer/")
    letter = Letter.objects.get()
    assert (letter.line, letter.deadline_on, letter.owner, letter.by) == (
        LINE, DEADLINE, people.therapist, people.therapist,
    )  # fmt: skip
    assert b"JFIF" not in bytes(letter.picture or b"")
    shown = tea.get(at("letter_picture", letter))
    drawn = Image.open(BytesIO(shown.content))
    assert (drawn.format, drawn.size, dict(drawn.getexif())) == ("JPEG", (800, 600), {})
    assert pictures.CAMERA.encode() not in shown.content
    event = Event.objects.get(action="letter.add")
    assert (event.subject, event.fields) == ("citizen:K7M4-Q2RX", "free_text,identifying")


def test_letter_picture_is_answered_as_a_picture_and_nothing_else(post: Post, tea: Client) -> None:
    post(photo())
    answer = tea.get(at("letter_picture", Letter.objects.get()))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == 'inline; filename="brev.jpg"'
    assert re.search(r"(^|; )sandbox *(;|$)", answer["Content-Security-Policy"])
    event = Event.objects.get(action="letter.read")
    assert (event.fields, event.subject, event.purpose) == ("identifying", "citizen:K7M4-Q2RX", "care")


def test_letter_without_a_photo_is_a_letter_too(post: Post, tea: Client) -> None:
    assert post(deadline_on="").status_code == 302
    letter = Letter.objects.get()
    assert (letter.picture, letter.wrapped_key, letter.deadline_on) == (None, None, None)
    assert tea.get(at("letter_picture", letter)).status_code == 404
    assert "<img" not in tea.get(at("letter", letter)).content.decode()
    assert Event.objects.get(action="letter.add").fields == "free_text"


def test_letter_pressed_twice_is_one(post: Post) -> None:
    for _ in range(2):
        assert post(photo()).status_code == 302
    assert Letter.objects.count() == 1
    assert Event.objects.filter(action="letter.add").count() == 1
    post(photo(), line="Et andet brev")
    assert Letter.objects.count() == 2


REFUSED = {
    "heic": (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 99, picture_rules.UNKNOWN_FORM),
    "a pdf called jpg": (b"%PDF-1.7 and more", picture_rules.UNKNOWN_FORM),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", picture_rules.UNKNOWN_FORM),
    "cut off": (photo()[:900], picture_rules.BROKEN),
    "empty": (b"", picture_rules.BROKEN),
    "100 megapixels": (pictures.png_head(10_000, 10_000, 100_000), picture_rules.TOO_MANY_PIXELS),
    "all black": (pictures.as_file(Image.new("RGB", (900, 900))), "Billedet er for uklart. Prøv i bedre lys."),
}


@pytest.mark.parametrize("name", REFUSED)
def test_letter_with_a_bad_photo_is_told_beside_the_field_and_keeps_what_was_typed(post: Post, name: str) -> None:
    content, told = REFUSED[name]
    answer = post(content)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_photo-error">{told}<' in shown
    assert f'value="{LINE}"' in shown
    assert f'value="{DEADLINE}"' in shown
    assert Letter.objects.count() == 0


@pytest.mark.parametrize("megabytes", [13, 50])
def test_letter_with_a_photo_of_50_mb_is_told_so(post: Post, megabytes: int) -> None:
    answer = post(photo() + bytes(megabytes * 1024 * 1024))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Billedet fylder mere end 12 MB. Tag et skærmbillede af det, eller vælg et mindre." in shown
    assert f'value="{LINE}"' in shown
    assert Letter.objects.count() == 0


def test_letter_photo_is_never_a_file_on_a_disk(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    def written(*_: object, **__: object) -> None:
        pytest.fail("a file was made")

    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", written)
    monkeypatch.setattr("tempfile.NamedTemporaryFile", written)
    assert post(photo() + bytes(5 * 1024 * 1024)).status_code == 302  # larger than Django keeps in memory
    assert Letter.objects.get().picture


def test_letter_upload_that_no_telephone_sends_is_not_read_at_all(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_form, "MOST_READ", 1024 * 1024)
    answer = post(photo() + bytes(3 * 1024 * 1024))
    assert answer.status_code == 400
    assert "<h1>" in answer.content.decode()
    assert Letter.objects.count() == 0


def test_letter_needs_a_line_and_somebody_who_keeps_an_eye_on_it(post: Post) -> None:
    answer = post(photo(), line=" ", owner="")
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_owner-error">Skriv, hvem der holder øje med datoen.<' in shown
    assert 'id="id_line-error">Skriv en linje om, hvad brevet handler om.<' in shown
    assert "Vælg billedet igen. Det blev ikke gemt." in shown
    assert Letter.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("line", "x" * 10_000, "Det er for langt: 10.000 tegn, og der er plads til 200. Intet er slettet."),
        ("deadline_on", "1899-12-31", "Dagen ligger for langt tilbage."),
        ("deadline_on", "2999-01-01", "Se på datoen igen. Den ligger for langt væk."),
        ("deadline_on", "31-02-2026", "Skriv dagen som 24-12-2026."),
        ("owner", "987654321", "Vælg en fra listen. Den har ændret sig."),
    ],
)
def test_letter_with_odd_words_is_told_kindly(post: Post, field: str, value: str, told: str) -> None:
    answer = post(**{field: value})
    assert answer.status_code == 422
    assert f'id="id_{field}-error">{told}<' in answer.content.decode()
    assert value[:300] in answer.content.decode() or field == "owner"


def test_letter_shows_pasted_html_emoji_and_other_scripts_as_text(post: Post, tea: Client) -> None:
    words = "<b onclick=alert(1)>fed</b> 😀 مرحبا"
    assert post(line=words).status_code == 302
    letter = Letter.objects.get()
    assert letter.line == words
    for page in (at("letter", letter), "/borgere/K7M4-Q2RX/papirer/"):
        shown = tea.get(page).content.decode()
        assert "<b onclick" not in shown
        assert "&lt;b onclick=alert(1)&gt;fed&lt;/b&gt; 😀 مرحبا" in shown


def test_letter_in_an_ended_course_is_refused_with_a_reason(
    post: Post, tea: Client, people: Cast, kanel: Citizen
) -> None:
    end(kanel, people.therapist)
    told = "Forløbet er sagt farvel til. Tryk »Kom igen«, hvis borgeren er tilbage."
    shown = tea.get(reverse("casework:letter_new", args=[kanel.code])).content.decode()
    assert 'aria-disabled="true"' in shown
    assert told in shown
    answer = post(photo())
    assert answer.status_code == 409
    assert told in answer.content.decode()
    assert Letter.objects.count() == 0


def test_letter_leader_who_follows_reads_the_line_but_not_the_picture(post: Post, people: Cast) -> None:
    post(photo())
    letter, leader = Letter.objects.get(), enter(Client(), people.leader)
    shown = leader.get(at("letter", letter)).content.decode()
    assert LINE in shown
    assert "<img" not in shown
    assert leader.get(at("letter_picture", letter)).status_code == 403


PAGES = ["letter", "letter_picture", "letter_remove"]


@pytest.mark.parametrize("name", PAGES)
def test_letter_beyond_reach_and_of_another_citizen_does_not_exist(
    post: Post, tea: Client, people: Cast, name: str
) -> None:
    post(photo())
    letter = Letter.objects.get()
    stranger = enter(Client(), people.colleague)
    missing = stranger.get(reverse(f"casework:{name}", args=["ZZZZ-9999", letter.pk]))
    hidden = stranger.get(at(name, letter))
    assert (hidden.status_code, hidden.content) == (404, missing.content)
    other = citizen(people, "Havre", "H0H0-H0H0", followed_by=people.therapist)
    assert tea.get(reverse(f"casework:{name}", args=[other.code, letter.pk])).status_code == 404
    assert tea.get(at(name, letter)).status_code == 200


def test_letter_picture_that_was_moved_to_another_letter_does_not_open(post: Post, tea: Client) -> None:
    post(photo())
    first = Letter.objects.get()
    post(photo(), line="Et andet brev")
    second = Letter.objects.exclude(pk=first.pk).get()
    Letter.objects.filter(pk=second.pk).update(
        picture=first.picture, wrapped_key=first.wrapped_key, key_version=first.key_version
    )
    assert tea.get(at("letter_picture", second)).status_code == 503
    Letter.objects.filter(pk=first.pk).update(picture=bytes(first.picture or b"")[:-1] + b"x")
    answer = tea.get(at("letter_picture", first))
    assert answer.status_code == 503
    assert not Event.objects.filter(action="letter.read").exists()
    assert SealBrokenError.__name__ not in answer.content.decode()


def test_letter_each_has_a_key_of_its_own(post: Post) -> None:
    for number in range(3):
        post(photo(), line=f"Brev {number}")
    keys = list(Letter.objects.values_list("wrapped_key", "picture"))
    assert len({bytes(key) for key, _picture in keys}) == len({bytes(picture) for _key, picture in keys}) == 3


def test_letter_is_finished_and_taken_back_within_ten_minutes(post: Post, tea: Client, people: Cast) -> None:
    post()
    letter = Letter.objects.get()
    for _ in range(2):
        assert tea.post(at("letter_done", letter)).status_code == 302
    assert Event.objects.filter(action="letter.finish").count() == 1
    letter.refresh_from_db()
    assert letter.done_by == people.therapist
    assert "Brevet er færdigt." in tea.get(at("letter", letter)).content.decode()
    late = enter(Client(), people.leader).post(at("letter_done", letter))
    assert (late.status_code, "Brevet er allerede færdigt." in late.content.decode()) == (409, True)
    assert tea.post(at("letter_done", letter) + "?fortryd").status_code == 302
    letter.refresh_from_db()
    assert (letter.done_at, letter.done_by) == (None, None)
    tea.post(at("letter_done", letter))
    Letter.objects.update(done_at=timezone.now() - timedelta(minutes=11))
    assert "Fortryd" not in tea.get(at("letter", letter)).content.decode()
    assert tea.post(at("letter_done", letter) + "?fortryd").status_code == 409


def test_letter_picture_is_removed_after_a_question_and_its_key_with_it(post: Post, tea: Client) -> None:
    post(photo())
    letter = Letter.objects.get()
    asked = tea.get(at("letter_remove", letter)).content.decode()
    assert "Billedet kan ikke hentes igen." in asked
    for _ in range(2):
        assert tea.post(at("letter_remove", letter)).status_code == 302
    letter.refresh_from_db()
    assert (letter.picture, letter.wrapped_key, letter.key_version) == (None, None, None)
    assert letter.removed_at is not None
    assert Event.objects.filter(action="letter.remove_picture").count() == 1
    assert tea.get(at("letter_picture", letter)).status_code == 404
    shown = tea.get(at("letter", letter)).content.decode()
    assert LINE in shown
    assert "Fjernet" in shown


def test_letter_without_a_picture_has_none_to_remove(post: Post, tea: Client) -> None:
    post()
    letter = Letter.objects.get()
    assert 'aria-disabled="true"' in tea.get(at("letter_remove", letter)).content.decode()
    assert tea.post(at("letter_remove", letter)).status_code == 409


def test_letter_list_and_page_never_load_the_sealed_picture(post: Post, tea: Client) -> None:
    post(photo())
    letter = Letter.objects.get()
    for page in (at("letter", letter), "/borgere/K7M4-Q2RX/papirer/"):
        with CaptureQueriesContext(connection) as asked:
            tea.get(page)
        assert not [query["sql"] for query in asked if '"casework_letter"."picture"' in query["sql"]]


def test_letter_a_photo_is_drawn_outside_of_any_transaction(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    depths, draw = [], picture_form.redrawn

    def noted(content: bytes) -> bytes:
        depths.append(len(connection.savepoint_ids))
        return draw(content)

    monkeypatch.setattr(picture_form, "redrawn", noted)
    before = len(connection.savepoint_ids)
    post(photo())
    assert depths == [before]


def test_letter_of_an_ended_course_is_still_dealt_with(post: Post, tea: Client, kanel: Citizen, people: Cast) -> None:
    post(photo())
    end(kanel, people.therapist)
    letter = Letter.objects.get()
    assert tea.post(at("letter_done", letter)).status_code == 302
    with pytest.raises(NotNow):
        actions.add(
            case=kanel.cases.get(), line="Nyt", deadline_on=None, owner=people.therapist, picture=None,
            by=people.therapist,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "may"),
    [
        (date(1900, 1, 1), True), (date(1899, 12, 31), False), (date(2026, 5, 1), True), (date(2036, 12, 31), True),
        (date(2037, 1, 1), False),
    ],
)  # fmt: skip
def test_letter_deadline_may_have_passed_but_is_no_slip_of_the_pen(day: date, may: bool) -> None:
    assert rules.may_be_deadline(day, date(2026, 6, 1)) is may
