"""The answer sheet: printed for whom we may ask, of the same questions as the screen, PDF/UA-1, by no name."""

import itertools
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from fremskudt import instruments
from fremskudt.access import cipher
from fremskudt.access.models import Event, PersonalLink
from fremskudt.instruments.describe import describe
from fremskudt.partnership.paper import drawing
from fremskudt.surveys import paper
from fremskudt.surveys.actions import sheet_pack
from fremskudt.surveys.models import Hold, InstrumentCopy, Invitation, LicenceYes, Respondent, Sheet
from fremskudt.surveys.rules.typing import NOTHING_TO_PRINT, marks
from tests.casework.field import citizen
from tests.casework.pages import words
from tests.cast import Cast, enter
from tests.partnership.test_paper import DRUG_WORDS, INCH, alternatives, code_in
from tests.surveys.asking_field import give_all, says, study_with_wave
from tests.surveys.sheet_field import member, one_sheet

DAY = date(2026, 11, 22)
CODE = paper.Code("K7M4-Q2RX", "https://aftaler.example.org/k/K7M4-Q2RX/")
TYPE_AT = "https://aftaler.example.org/k/"
FORM = instruments.get("progression")


def sheet(language: str = "da", code: paper.Code = CODE) -> bytes:
    return paper.answer_sheet(instrument=FORM, code=code, type_at=TYPE_AT, language=language, dated=DAY)


def pages(made: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(made)).pages]


@pytest.mark.parametrize(("language", "title"), [("da", "Hvordan går det?"), ("en", "How are you doing?")])
def test_answer_sheet_is_tagged_in_its_language_and_the_same_each_time(language: str, title: str) -> None:
    made = sheet(language)
    assert made == sheet(language)
    assert made != sheet(language, paper.Code("K7M4-Q2RT", CODE.address))
    read = PdfReader(BytesIO(made))
    root: Any = read.trailer["/Root"]
    assert root["/Lang"].startswith(language)
    assert root["/MarkInfo"]["/Marked"]
    assert "pdfuaid" in root["/Metadata"].get_object().get_data().decode()
    assert read.metadata is not None
    assert read.metadata.title == title
    assert any(CODE.address in told for told in alternatives(made))
    for page in read.pages:
        sides = [float(side) / 72 * INCH for side in (page.mediabox.width, page.mediabox.height)]
        assert sides == pytest.approx((210, 297), abs=0.5)


@pytest.mark.parametrize("language", ["da", "en"])
def test_answer_sheet_asks_what_the_screen_asks_word_by_word(language: str) -> None:
    made = pages(sheet(language))
    said, at = " ".join(made), -1
    for question in describe(FORM, language):
        assert question.text in said
        at, before = said.index(question.text), at
        assert at > before  # in the form's order
        for _code, label in question.answers if FORM.item(question.id).scale.kind == "choice" else ():
            assert label in said
        if question.condition:
            assert question.condition in said
    assert said.count(paper.WORDS[language]["skip"] + " ") >= len(FORM.items)
    assert said.count(paper.WORDS[language]["stop"]) == len(FORM.bites) - 1


def test_answer_sheet_says_what_it_must_and_nothing_of_whose_it_is() -> None:
    made = pages(sheet())
    first = made[0]
    for wanted in ("Sæt kryds. Ét i hver række. Spring over, hvad du vil.",
                   "Forkert kryds? Fyld boksen helt ud, og sæt et nyt."):  # fmt: skip
        assert wanted in first
    last = made[-2]
    assert "Må din kontakt se svarene? Ja Nej" in last
    assert "aftaler.example.org/k" in last
    assert len(made) % 2 == 0  # each sheet ends with the paper it is on
    for number, page in enumerate(made[:-1], start=1):
        assert f"side {number} af {len(made) - 1} · progression 1.0.0" in page
        assert "K7M4-Q2RX" in page
    outside = made[-1]
    assert outside == "Fold her Fold her Luk her"


def test_answer_sheet_own_words_tell_nobody_what_it_is_about() -> None:
    told = (str(paper.WORDS) + str(PdfReader(BytesIO(sheet())).metadata) + " ".join(alternatives(sheet()))).lower()
    assert not [word for word in (*DRUG_WORDS, "fremskudt", "randers") if word in told.replace("borgerens kode", "")]


def picture(page: int, ppi: int, language: str = "da") -> Image.Image:
    values = paper._values([paper.Form(FORM, [CODE])], TYPE_AT, language, None)
    made: Any = paper._made(values, DAY, format="png", ppi=ppi, pdf_standards=[])
    return Image.open(BytesIO(made[page])).convert("L")


@pytest.mark.parametrize("number", [0, 1, 2])
def test_answer_sheet_has_its_marks_and_its_code_on_every_page(number: int) -> None:
    ppi = 220
    seen = picture(number, ppi)

    def dark(x_mm: float, y_mm: float) -> bool:
        return seen.getpixel((round(x_mm / INCH * ppi), round(y_mm / INCH * ppi))) < 128  # type: ignore[operator]

    for x, y in ((6, 6), (198, 6), (6, 285), (198, 285)):  # four solid squares of 6 mm
        assert all(dark(x + 0.4 + across, y + 0.4 + down) for across in (0, 2.6, 5.2) for down in (0, 2.6, 5.2))
        assert not any(dark(x + out, y + 3) for out in (-0.6, 6.6))
    drawn = drawing(CODE.address)  # level M, 24 mm across without its rim
    top = seen.crop([round(side / INCH * ppi) for side in (150, 8, 197, 40)])  # type: ignore[arg-type]
    assert code_in(top, 24, ppi, drawn.modules_count) == [list(map(bool, row)) for row in drawn.modules]
    for y in (99, 198):  # where it is folded
        assert any(seen.getpixel((round(2 / INCH * ppi), round(y / INCH * ppi) + off)) < 200 for off in (-1, 0, 1))  # type: ignore[operator]


def test_answer_sheet_boxes_are_seven_millimetres_thirteen_apart() -> None:
    """Measured on the picture: the row 0-10 and its box »spring over« on the first page."""
    ppi = 300
    seen = picture(0, ppi)
    mm = ppi / INCH
    rows: dict[int, list[float]] = {}
    for y in range(round(180 * mm), round(270 * mm)):
        line = [seen.getpixel((x, y)) < 128 for x in range(seen.width)]  # type: ignore[operator]
        starts, x = [], 0
        while x < len(line):
            run = 0
            while x + run < len(line) and line[x + run]:
                run += 1
            if abs(run - (7 * mm + 1.2 / 72 * ppi)) < 6:  # the upper and lower edge of a box
                starts.append(x / mm)
            x += max(run, 1)
        if len(starts) == 12:
            rows[y] = starts
    assert rows
    for starts in rows.values():
        apart = [later - before for before, later in itertools.pairwise(starts[:11])]
        assert apart == pytest.approx([13] * 10, abs=0.15)
        assert starts[11] - starts[10] > 13  # spring over stands by itself


def test_answer_sheet_takes_every_kind_of_question() -> None:
    """Forms that staff fill in hold the kinds that the citizens' own does not have."""
    for slug in ("start", "running"):
        made = paper.answer_sheet(
            instrument=instruments.get(slug), code=CODE, type_at=TYPE_AT, language="da", dated=DAY
        )
        said = "".join(" ".join(pages(made)).split())
        for item in instruments.get(slug).items:
            assert "".join(item.text["da"].split()) in said
            for option in item.scale.options:
                assert "".join(option.label["da"].split()) in said


def test_answer_sheet_keys_are_of_the_codes() -> None:
    for item in FORM.items:
        keys = [key for key in marks(item).values() if key]
        assert len(set(keys)) == len(keys)
    assert marks(FORM.item("tem_social"))[10] == "t"
    assert marks(FORM.item("sleep")) == {0: "0", 1: "1", 2: "2", 3: "3", 4: "4"}


def one(who: Any) -> str:
    return reverse("surveys:sheet_print", args=[who.code])


@pytest.mark.django_db
@pytest.mark.database
def test_print_one_makes_the_sheet_its_key_and_the_row_of_having_asked(people: Cast) -> None:
    wave = study_with_wave(people, closes=20)
    who = member(people, wave)
    client = enter(Client(), people.therapist)
    page = words(client.get(one(who)))  # type: ignore[arg-type]
    assert "Lad det ikke ligge i printeren" in page
    assert not Sheet.objects.exists()
    made = client.post(one(who), {"language": "en"})
    assert (made.status_code, made["Content-Type"]) == (200, "application/pdf")
    assert made["Cache-Control"] == "private, no-store"
    assert 'filename="ark.pdf"' in made["Content-Disposition"]
    sheet = Sheet.objects.get()
    assert (sheet.language, sheet.printed_by, sheet.wave) == ("en", people.therapist, wave)
    assert sheet.instrument_hash == InstrumentCopy.objects.get().hash
    link = PersonalLink.objects.get()
    assert (link.purpose, link.subject, sheet.link) == ("sheet", f"sheet:{sheet.pk}", link)
    ends = timezone.localtime(link.expires_at)
    assert (ends.date() - wave.closes_on).days == 31
    assert ends.hour == 0  # the end of the thirtieth day
    code = alternatives(made.content)[0].rstrip("/").rpartition("/")[2]
    assert cipher.blind_index("sheet", 0, code) == link.token_hash
    assert f"http://testserver/k/{code}/" in alternatives(made.content)[0]
    assert "How are you doing?" in pages(made.content)[0]
    assert Invitation.objects.get().way == "paper"
    assert Event.objects.filter(action="sheet.print", subject=who.key).count() == 1
    assert client.post(one(who), {"language": "da"}).status_code == 200  # a new one; the old one goes on
    assert PersonalLink.objects.filter(revoked_at=None).count() == Sheet.objects.count() == 2
    assert "2 ark er allerede printet og ikke tastet." in words(client.get(one(who)))  # type: ignore[arg-type]


@pytest.mark.django_db
@pytest.mark.database
@pytest.mark.parametrize("why", ["no yes", "taken back", "held", "answered", "no wave"])
def test_print_one_only_where_we_may_ask_and_something_is_left(people: Cast, why: str) -> None:
    who, wave, _sheet, _code = one_sheet(people)
    if why == "no yes":
        who = citizen(people, "Tavs", followed_by=people.therapist)
    if why == "taken back":
        says(people, who, wave.study, "withdrawn")
    if why == "held":
        Hold.objects.create(
            respondent=Sheet.objects.get().respondent, reason="crisis", until_on=date(2999, 1, 1),
            made_at=timezone.now(),
        )  # fmt: skip
    if why == "answered":
        give_all(who, wave, by=people.therapist)
    if why == "no wave":
        Invitation.objects.all().delete()
        Sheet.objects.all().delete()
        wave.delete()
    before = Sheet.objects.count()
    client = enter(Client(), people.therapist)
    assert NOTHING_TO_PRINT in words(client.get(one(who)))  # type: ignore[arg-type]
    refused = client.post(one(who), {"language": "da"})
    assert refused.status_code == 409
    assert NOTHING_TO_PRINT in words(refused)  # type: ignore[arg-type]
    assert Sheet.objects.count() == before


@pytest.mark.django_db
@pytest.mark.database
def test_print_one_is_of_those_one_follows_and_in_a_language_there_is(people: Cast) -> None:
    who, _wave, _sheet, _code = one_sheet(people)
    assert enter(Client(), people.colleague).get(one(who)).status_code == 404
    assert enter(Client(), people.colleague).post(one(who), {"language": "da"}).status_code == 404
    wrong = enter(Client(), people.therapist).post(one(who), {"language": "de"})
    assert wrong.status_code == 422
    assert "Vælg et sprog." in words(wrong)  # type: ignore[arg-type]


@pytest.mark.django_db
@pytest.mark.database
def test_print_a_wave_is_one_file_with_whose_is_which_on_top(people: Cast) -> None:
    wave = study_with_wave(people)
    near = [member(people, wave, f"Nr {number}") for number in range(3)]
    silent = citizen(people, "Tavs", followed_by=people.therapist)
    done = member(people, wave, "Helt")
    give_all(done, wave, by=people.therapist)
    address = reverse("surveys:sheets_print", args=[wave.pk])
    client = enter(Client(), people.leader)
    assert "3 ark, til dem, vi må spørge" in words(client.get(address))  # type: ignore[arg-type]
    made = client.post(address, {"language": "da"})
    assert (made.status_code, made["Content-Type"]) == (200, "application/pdf")
    told = pages(made.content)
    assert len(told) == 2 + 3 * 4
    cover = told[0]
    assert "Hvem får hvilket ark" in cover
    for who in near:
        assert who.code in cover
        assert who.alias not in cover
    assert silent.code not in cover
    assert done.code not in cover
    codes = [told[2 + 4 * number].split("K7M4")[0] for number in range(3)]
    assert len(set(codes)) == 3
    assert not any(who.code in " ".join(told[1:]) for who in near)
    sheets = Sheet.objects.all()
    assert len(sheets) == 3
    for number in range(3):
        printed = alternatives(made.content)[number].rstrip("/").rpartition("/")[2]
        assert printed in cover
        assert printed in told[2 + 4 * number]
        assert PersonalLink.objects.filter(token_hash=cipher.blind_index("sheet", 0, printed)).exists()
    assert Event.objects.filter(action="sheets.print").count() == 1
    assert Event.objects.filter(action="sheet.print", subject__in=[who.key for who in near]).count() == 3


@pytest.mark.django_db
@pytest.mark.database
def test_print_a_wave_is_the_leaders_of_the_town(people: Cast) -> None:
    wave = study_with_wave(people)
    address = reverse("surveys:sheets_print", args=[wave.pk])
    nobody = enter(Client(), people.leader)
    assert "Der er ingen, vi må spørge og mangler svar fra, lige nu." in words(nobody.get(address))  # type: ignore[arg-type]
    assert nobody.post(address, {"language": "da"}).status_code == 302
    assert enter(Client(), people.therapist).get(address).status_code == 403
    assert enter(Client(), people.leader_elsewhere).get(address).status_code == 404
    member(people, wave)
    LicenceYes.objects.all().delete()
    assert "Der er ingen, vi må spørge og mangler svar fra, lige nu." in words(nobody.get(address))  # type: ignore[arg-type]
    staff = study_with_wave(people, instrument="running")
    assert nobody.get(reverse("surveys:sheets_print", args=[staff.pk])).status_code == 404


@pytest.mark.django_db
@pytest.mark.database
def test_print_pages_ask_the_database_as_often_for_many_as_for_one(people: Cast) -> None:
    wave = study_with_wave(people)
    member(people, wave, "Første")
    address, client = reverse("surveys:sheets_print", args=[wave.pk]), enter(Client(), people.leader)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(8):
        member(people, wave, f"Nr {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


@pytest.mark.django_db
@pytest.mark.database
def test_print_a_wave_writes_with_as_many_questions_for_many_as_for_one_and_in_no_telling_order(people: Cast) -> None:
    wave = study_with_wave(people)
    near = [member(people, wave, f"Nr {number}") for number in range(9)]

    def printed(n: int) -> int:
        told = {"wave": wave, "people": near[:n], "language": "da", "by": people.leader}
        sheet_pack.print_wave(**told)  # type: ignore[arg-type]  # the first time makes the lines of the list
        with CaptureQueriesContext(connection) as found:
            sheet_pack.print_wave(**told)  # type: ignore[arg-type]
        return len(found)

    assert printed(1) == printed(9) <= 25
    newest = Sheet.objects.order_by("-pk")[:9]
    codes = [sheet.respondent.code for sheet in newest]
    assert codes == sorted(codes, reverse=True)
    subjects = list(
        Event.objects.filter(action="sheet.print").order_by("-number").values_list("subject", flat=True)[:9]
    )
    assert subjects == sorted((who.key for who in near), reverse=True)
    assert {sheet.link.subject for sheet in newest if sheet.link} == {f"sheet:{sheet.pk}" for sheet in newest}
    assert Respondent.objects.count() == 9
