"""What comes with the product: names and codes that data files rely on, wording, worked examples, licences."""

import re
import zipfile
from pathlib import Path
from subprocess import run
from sys import executable

import pytest

import fremskudt
from fremskudt.instruments import Instrument, UnknownItem, get, library
from fremskudt.instruments.describe import describe, in_words
from fremskudt.instruments.examples import Example, examples, outcome
from fremskudt.instruments.loader import library_folder
from fremskudt.instruments.reference import reference_page
from fremskudt.instruments.routing import Combine, Compare, Not

SLUGS = ["participants", "progression", "running", "start"]
ALL = [(slug, example) for slug in SLUGS for example in examples(slug)]
ROOT = Path(__file__).parents[2]


def codes(slug: str, item: str) -> list[int]:
    return [option.code for option in get(slug).item(item).scale.options]


def test_library_holds_the_four_and_reads_them_once() -> None:
    assert list(library()) == SLUGS
    assert get("start") is get("start")
    with pytest.raises(UnknownItem, match="no instrument 'ors'"):
        get("ors")


def test_library_variables_are_the_columns_of_the_data_files() -> None:
    actors = (
        "outreach_therapist skp authority_caseworker shelter_staff other_therapist other_nurse_doctor "
        "outreach_nurse_doctor gp other_peer outreach_peer social_caretaker others"
    )
    services = (
        "home_support outpatient_psychiatry elder_care psychiatric_admission jobcentre somatic drop_in_community others"
    )
    activities = "communities coordination accompaniment network employment self_help bridging others"
    assert get("start").variables == (
        *("sex", "age", "spotted_place", "spotted_by"),
        *(f"first_contact.{slug}" for slug in actors.split()),
        *("known_in_system", "substitution", "other_services"),
        *(f"services.{slug}" for slug in services.split()),
    )
    assert get("running").variables == (
        *("phase", "place", "ready_safe", "ready_prepared", "ready_attend", "ready_positive", "ready_stable"),
        *("attempts", "contacts", "plan_made"),
        *(f"activities.{slug}" for slug in activities.split()),
    )
    assert get("progression").variables == (
        *("inspire_supported", "inspire_hope", "inspire_self", "inspire_meaning", "inspire_control"),
        *("tem_personal", "tem_relations", "tem_social", "tem_physical"),
        *("sleep", "morning", "focus", "planning", "appointments", "tidying", "eating"),
        *("cannabis_days", "other_drug_days", "alcohol", "units", "heavy_days"),
    )
    assert get("participants").variables == ("status", "phase", "end_phase", "end_reason", "moved_to")


@pytest.mark.parametrize(
    ("slug", "item", "expected"),
    [
        ("start", "sex", [1, 2, 3]),
        ("start", "known_in_system", [1, 2, 3, 4, 5]),
        ("start", "other_services", [1, 0]),
        ("running", "ready_safe", [0, 1, 2, 3, 4]),
        ("running", "contacts", [1, 2, 3, 4, 5, 6, 7]),
        ("progression", "alcohol", [0, 1, 2]),
        ("participants", "phase", [1, 2, 3, 9]),
        ("participants", "end_reason", [1, 2, 3, 4, 5, 6, 7, 8]),
    ],
)
def test_library_codes(slug: str, item: str, expected: list[int]) -> None:
    assert codes(slug, item) == expected


@pytest.mark.parametrize(
    ("slug", "item", "limits"),
    [("start", "age", (15, 110)), ("progression", "tem_social", (0, 10)), ("progression", "units", (1, 200))],
)
def test_library_ranges(slug: str, item: str, limits: tuple[int, int]) -> None:
    scale = get(slug).item(item).scale
    assert (scale.minimum, scale.maximum) == limits


@pytest.mark.parametrize(
    ("slug", "item", "text"),
    [
        ("progression", "inspire_supported", "Jeg føler mig støttet af andre mennesker"),
        ("progression", "inspire_hope", "Jeg har håb og drømme om fremtiden"),
        ("progression", "inspire_self", "Jeg har det godt med mig selv"),
        ("progression", "inspire_meaning", "Jeg gør ting, som betyder noget for mig"),
        ("progression", "inspire_control", "Jeg føler, at jeg har kontrol over mit liv"),
        ("progression", "tem_personal", "Hvordan har du generelt haft det rent personligt i de sidste 7 dage?"),
        ("progression", "tem_physical", "Hvordan har du generelt haft det fysisk de sidste 7 dage?"),
        ("progression", "heavy_days", "Hvor mange dage drak du fem genstande eller flere ved én lejlighed?"),
        ("running", "plan_made", "Er der udarbejdet en behandlingsplan (§ 101, stk. 8) for borgerens mål og ønsker?"),
        ("running", "ready_stable", "Borgeren er stabil i behandlingskontakten med fremskudt behandler"),
        ("start", "services", "Hvilke øvrige social- og sundhedsfaglige tilbud modtager borgeren?"),
    ],
)
def test_library_wording_is_the_reports(slug: str, item: str, text: str) -> None:
    found = get(slug).item(item)
    assert found.text["da"] == text
    assert found.source.verbatim


def test_library_five_steps_are_the_reports() -> None:
    steps = ["Slet ikke", "Lidt", "I nogen grad", "En hel del", "Rigtig meget"]
    for slug, item in (("progression", "inspire_hope"), ("running", "ready_attend")):
        assert [option.label["da"] for option in get(slug).item(item).scale.options] == steps


@pytest.mark.parametrize("slug", SLUGS)
def test_library_english_is_complete_and_another_text(slug: str) -> None:
    instrument = get(slug)
    assert instrument.languages == ("da", "en")
    texts = [item.text for item in instrument.items if item.id != "status"]
    texts += [item.help for item in instrument.items if item.help is not None]
    assert all(text["en"].strip() and text["en"] != text["da"] for text in texts)


@pytest.mark.parametrize("slug", SLUGS)
def test_library_bites_are_small(slug: str) -> None:
    limit = 4 if get(slug).respondent == "citizen" else 5
    assert all(1 <= len(bite.items) <= limit for bite in get(slug).bites)


@pytest.mark.parametrize("slug", SLUGS)
def test_library_every_item_is_in_the_licence_note(slug: str) -> None:
    note = (library_folder() / slug / "LICENCE.md").read_text("utf-8")
    for item in get(slug).items:
        assert f"`{item.id}`" in note or f"`{item.id.split('_')[0]}_*`" in note, item.id
    assert "Confirmed?" in note


def test_library_unconfirmed_wordings_say_so_where_they_are_shown() -> None:
    for source in get("progression").sources:
        assert source.id == "own" or "ikke" in source.terms["da"]


@pytest.mark.parametrize(("slug", "example"), ALL, ids=[f"{slug}: {example.title['en']}" for slug, example in ALL])
def test_library_worked_example(slug: str, example: Example) -> None:
    found = outcome(get(slug), example.cells)
    assert {name: found.values[name] for name in example.cells} == example.values
    assert found.hidden == example.hidden
    assert found.undecided == example.undecided
    assert found.scores == example.scores
    hidden = {variable for item in found.hidden for variable in get(slug).item(item).variables}
    assert {name for name, value in found.values.items() if value == "not_shown"} == hidden


def test_library_examples_have_both_languages_and_every_routed_item() -> None:
    assert all(set(example.title) == {"da", "en"} for _, example in ALL)
    for slug in SLUGS:
        routed = {item.id for item in get(slug).items if item.show_if is not None}
        assert routed == {id for example in examples(slug) for id in example.hidden}


def test_library_an_unknown_item_is_named() -> None:
    with pytest.raises(UnknownItem) as unknown:
        get("start").item("mood")
    assert str(unknown.value) == "instrument 'start' has no item 'mood'"


def test_library_texts_cannot_be_changed_by_a_reader() -> None:
    with pytest.raises(TypeError):
        get("start").title["da"] = "Andet"  # type: ignore[index]
    with pytest.raises(TypeError):
        library()["start"] = get("running")  # type: ignore[index]


def test_library_describes_every_question_in_words() -> None:
    questions = describe(get("progression"), "da")
    assert [question.number for question in questions] == list(range(1, 22))
    heavy = questions[-1]
    assert heavy.condition == "»Hvor mange genstande drak du typisk på en dag, hvor du drak alkohol?« er mindst 5"
    assert questions[5].answers == (("0 til 10", "0 = Meget dårligt, 10 = Meget godt"),)
    assert questions[0].answers[4] == ("4", "Rigtig meget")
    assert (questions[0].bite, questions[0].source) == ("Andre mennesker og fremtiden", "Brief INSPIRE-O")
    assert describe(get("start"), "en")[4].answers[1] == ("first_contact.skp", "Support contact (SKP)")


def test_library_says_conditions_in_words() -> None:
    running: Instrument = get("running")
    first, plan = Compare("in", "phase", (2, 3)), Compare("eq", "plan_made", (1,))
    talk = Compare("eq", "activities.network", (0,))
    both = Combine("and", (plan, Combine("or", (first, Not(talk)))))
    assert in_words(running, both, "en") == (
        "“Has a treatment plan (section 101(8)) been made for the citizen's goals and wishes?” is “Yes” and "
        "(“Phase of outreach drug treatment” is “Phase 2: Outreach treatment” or “Phase 3: Bridging to ordinary drug "
        "treatment” or not (“Which treatment-supporting activities run by civil society does the citizen take part in? "
        "– Network-supporting activities” is “No”))"
    )


def test_library_reference_page_is_current() -> None:
    page = (ROOT / "docs" / "reference" / "instruments.md").read_text("utf-8")
    remedy = "write it anew: python -m fremskudt.instruments.reference docs/reference/instruments.md"
    assert page == reference_page(), remedy
    assert all(len(set(map(cells, block))) == 1 for block in tables(page))


def tables(page: str) -> list[list[str]]:
    return [block.splitlines() for block in re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE)]


def cells(line: str) -> int:
    return line.count(" | ")


def test_library_works_from_inside_an_archive(tmp_path: Path) -> None:
    package = Path(fremskudt.__file__).parent
    archive = tmp_path / "fremskudt.zip"
    with zipfile.ZipFile(archive, "w") as wheel:
        wheel.write(package / "__init__.py", "fremskudt/__init__.py")
        for file in (package / "instruments").rglob("*.*"):
            wheel.write(file, Path("fremskudt") / file.relative_to(package))
    code = (
        f"import sys; sys.path.insert(0, {str(archive)!r}); import fremskudt.instruments as i; "
        "print(i.__file__); print(*(f'{k} {v.hash}' for k, v in i.library().items()), sep='\\n')"
    )
    done = run([executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    place, *lines = done.stdout.splitlines()
    assert place.startswith(str(archive))
    assert lines == [f"{slug} {instrument.hash}" for slug, instrument in library().items()]
