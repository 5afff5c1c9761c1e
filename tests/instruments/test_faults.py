"""Every error number: one change to a faultless instrument, the error it gives, and nothing but that error."""

from collections.abc import Callable
from pathlib import Path

import pytest

from fremskudt.instruments import Fault, InstrumentErrors, load
from tests.instruments.small import Small

Change = Callable[[Small], object]

# number, what is changed, a part of the sentence that names the culprit
CASES: list[tuple[str, Change, str]] = [
    ("I004", lambda s: s.head(colour="red"), "»colour«"),
    ("I004", lambda s: s.logic.update(plans={}), "»plans«"),
    ("I004", lambda s: s.item(0, requires=True), "spørgsmålet drinks"),
    ("I004", lambda s: s.scale("days", codes=[1]), "skalaen days"),
    ("I005", lambda s: s.logic.pop("missing"), "»missing«"),
    ("I005", lambda s: s.logic["sources"]["own"].pop("holder"), "kilden own"),
    ("I005", lambda s: s.logic["scores"]["load"].pop("times"), "tallet load"),
    ("I006", lambda s: s.head(version=1.0), "et decimaltal"),
    ("I006", lambda s: s.scale("days", maximum=True), "true eller false"),
    ("I006", lambda s: s.en["options"]["yes_no"].update({0: False}), "texts.en.yaml"),
    ("I006", lambda s: s.da.update(title="  "), "title"),
    ("I006", lambda s: s.show_if({"in": ["drinks", [1, "x"]]}), "et helt tal"),
    ("I006", lambda s: s.logic["items"].append("drinks"), "et afsnit med felter"),
    ("I007", lambda s: s.logic["items"].append({"id": "Ærø", "scale": "days"}), "»Ærø«"),
    ("I007", lambda s: s.logic["bites"].append({"id": "1st", "items": ["days"]}), "»1st«"),
    ("I008", lambda s: s.logic["items"].append({"id": "days", "scale": "days"}), "spørgsmålet days"),
    ("I008", lambda s: s.head(modes=["self", "self"]), "»self«"),
    ("I008", lambda s: s.logic["scores"]["load"].update(sum=["days", "days"]), "»days«"),
    ("I009", lambda s: s.head(version="1.0"), "»1.0«"),
    ("I009", lambda s: s.head(version="1.0.0-beta"), "»1.0.0-beta«"),
    ("I010", lambda s: s.head(id="large"), "»large«"),
    ("I011", lambda s: s.head(respondent="client"), "citizen, therapist"),
    ("I011", lambda s: s.head(modes=["fax"]), "»fax«"),
    ("I011", lambda s: s.scale("days", kind="text"), "skalaen days"),
    ("I012", lambda s: s.logic["items"].insert(0, {"id": "mood", "scale": "moods"}), "»moods«"),
    ("I013", lambda s: s.scale("yes_no", codes=[1]), "skalaen yes_no"),
    ("I014", lambda s: s.scale("help", codes={"friend": 1, "nurse": 1}), "Koden 1"),
    ("I015", lambda s: s.scale("help", codes={"friend": 1, "nurse": -3}), "Koden -3"),
    ("I016", lambda s: s.scale("days", minimum=7), "minimum"),
    ("I016", lambda s: s.scale("days", minimum=-5), "under 0"),
    ("I016", lambda s: s.scale("days", maximum=6), "anker"),
    ("I016", lambda s: s.scale("days", warn_above=7), "warn_above"),
    ("I017", lambda s: s.logic["missing"].update(refused=-9), "refused: -3"),
    ("I017", lambda s: s.logic["missing"].pop("unreadable"), "unreadable: -5"),
    ("I018", lambda s: s.show_if({"equals": ["drinks", 1]}), "equals"),
    ("I018", lambda s: s.show_if({"eq": ["drinks", 1], "ne": ["drinks", 0]}), "spørgsmålet days"),
    ("I018", lambda s: s.show_if({"not": "drinks"}), "drinks"),
    ("I019", lambda s: s.show_if({"eq": ["drinks"]}), "[spørgsmål, tal]"),
    ("I019", lambda s: s.show_if({"eq": ["drinks", True]}), "[spørgsmål, tal]"),
    ("I019", lambda s: s.show_if({"in": ["drinks", 1]}), "[spørgsmål, [tal, tal]]"),
    ("I019", lambda s: s.show_if({"and": [{"eq": ["drinks", 1]}]}), "mindst to"),
    ("I020", lambda s: s.show_if({"eq": ["smokes", 1]}), "»smokes«"),
    ("I020", lambda s: s.show_if({"eq": ["support", 1]}), "support.friend"),
    ("I020", lambda s: s.show_if({"not": {"or": [{"eq": ["drinks", 1]}, {"eq": ["x", 1]}]}}), "»x«"),
    ("I021", lambda s: s.item(0, show_if={"eq": ["days", 1]}), "»days«"),
    ("I021", lambda s: s.item(0, show_if={"eq": ["support.friend", 1]}), "»support.friend«"),
    ("I021", lambda s: s.show_if({"ge": ["days", 1]}), "»days«"),
    ("I022", lambda s: s.show_if({"eq": ["drinks", 2]}), "1, 0"),
    ("I022", lambda s: s.show_if({"eq": ["support.nurse", 2]}), "0, 1"),
    ("I023", lambda s: s.bite(0, "drinks"), "»support«"),
    ("I024", lambda s: s.bite(1, "days", "drinks"), "»drinks«"),
    ("I025", lambda s: s.bite(1, "days", "nights"), "»nights«"),
    ("I025", lambda s: s.logic["scores"]["load"].update(sum=["drinks", "nights"]), "tallet load"),
    ("I026", lambda s: s.bite(0, "support", "drinks"), "»support«"),
    ("I027", lambda s: s.logic["scores"]["load"].update(sum=["drinks", "support"]), "»support«"),
    ("I028", lambda s: s.logic["scores"]["load"].update(min_items=3), "2 spørgsmål"),
    ("I028", lambda s: s.logic["scores"]["load"].update(min_items=0), "2 spørgsmål"),
    ("I029", lambda s: s.en.pop("title"), "texts.en.yaml"),
    ("I029", lambda s: s.da["options"]["help"].pop("nurse"), "options → help → nurse"),
    ("I029", lambda s: s.en.pop("help"), "engelsk"),
    ("I030", lambda s: s.da["items"].update(nights="Nætter?"), "items → nights"),
    ("I030", lambda s: s.en.update(subtitle="Small"), "subtitle"),
    ("I031", lambda s: s.en["options"]["yes_no"].update({0: "JA"}), "1 og 0"),
    ("I032", lambda s: s.da["options"]["yes_no"].update({0: "1,0"}), "»1,0«"),
    ("I033", lambda s: s.head(source="theirs"), "»theirs«"),
    ("I033", lambda s: s.item(0, source="theirs"), "own"),
    ("I034", lambda s: s.head(languages=["en"]), "instrument"),
    ("I035", lambda s: s.logic["scales"].update(spare={"kind": "integer", "minimum": 0, "maximum": 1}), "»spare«"),
    ("I036", lambda s: s.item(1, recall="7 dage"), "»7 dage«"),
    ("I037", lambda s: s.head(modes=[]), "»modes«"),
    ("I037", lambda s: s.show_if({"in": ["drinks", []]}), "»in«"),
]

# number, file, what is put in the place of its content (None: no file), a part of the sentence
FILES: list[tuple[str, str, bytes | None, str]] = [
    ("I001", "instrument.yaml", None, "Læg instrument.yaml"),
    ("I001", "texts.en.yaml", None, "Læg texts.en.yaml"),
    ("I002", "instrument.yaml", b"items: [", "linje 1"),
    ("I002", "instrument.yaml", b"\xff\xfe\x00", "UTF-8"),
    ("I002", "instrument.yaml", b"a: &a [1]\nb: *a\n", "henvisninger"),
    ("I002", "instrument.yaml", b"a: &a [*a]\n", "henvisninger"),
    ("I002", "instrument.yaml", b"a: !!python/object/apply:os.getcwd []\n", "linje 1"),
    ("I002", "instrument.yaml", b"[" * 20_000, "niveauer"),
    ("I002", "instrument.yaml", b"a: \x00\n", "tegnene"),
    ("I002", "instrument.yaml", b"a: 2025-02-31\n", "en dato"),
    ("I003", "instrument.yaml", b"items: []\nscales: {}\nitems: []\n", "linje 3"),
    ("I005", "instrument.yaml", b"", "»instrument«"),
    ("I006", "instrument.yaml", b"- a\n", "en liste"),
]


def found(folder: Path) -> list[str]:
    with pytest.raises(InstrumentErrors) as errors:
        load(folder)
    return [str(problem) for problem in errors.value.problems]


def test_faults_the_instrument_that_is_changed_has_none(tmp_path: Path) -> None:
    assert Small().load(tmp_path).variables == ("drinks", "support.friend", "support.nurse", "days")


@pytest.mark.parametrize(("number", "change", "culprit"), CASES, ids=[f"{c[0]}-{n}" for n, c in enumerate(CASES)])
def test_faults_one_change_gives_its_number(number: str, change: Change, culprit: str, tmp_path: Path) -> None:
    small = Small()
    change(small)
    problems = found(small.write(tmp_path))
    assert [problem for problem in problems if problem.startswith(number) and culprit in problem], problems


@pytest.mark.parametrize(("number", "file", "content", "culprit"), FILES)
def test_faults_a_file_that_cannot_be_read(
    number: str, file: str, content: bytes | None, culprit: str, tmp_path: Path
) -> None:
    path = Small().write(tmp_path) / file
    path.unlink() if content is None else path.write_bytes(content)
    assert [one for one in found(path.parent) if one.startswith(f"{number} {file}") and culprit in one]


def test_faults_every_number_has_a_case() -> None:
    assert {case[0] for case in CASES} | {case[0] for case in FILES} == set(Fault.__members__)


def test_faults_numbers_are_in_order_and_sentences_are_complete() -> None:
    assert list(Fault.__members__) == [f"I{number:03}" for number in range(1, len(Fault.__members__) + 1)]
    for fault in Fault:
        assert all(sentence.endswith(".") for sentence in fault.value), fault.name


# Changes that break something others hang on: the followers are not reported as errors of their own.
ALONE: list[tuple[str, Change]] = [
    ("I006", lambda s: s.scale("days", maximum="7")),
    ("I009", lambda s: s.head(version="first")),
    ("I011", lambda s: s.scale("days", kind="text")),
    ("I013", lambda s: s.scale("yes_no", codes=[1])),
    ("I022", lambda s: s.show_if({"eq": ["drinks", 2]})),
    ("I033", lambda s: s.item(0, source="theirs")),
]


@pytest.mark.parametrize(("number", "change"), ALONE)
def test_faults_one_mistake_is_told_once(number: str, change: Change, tmp_path: Path) -> None:
    small = Small()
    change(small)
    logic_errors = [one[:4] for one in found(small.write(tmp_path)) if " instrument.yaml" in one]
    assert logic_errors == [number]


def test_faults_all_errors_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    small = Small()
    small.head(version="x", respondent="client")
    small.bite(0, "drinks")
    small.da.pop("title")
    small.en["items"].pop("days")
    problems = found(small.write(tmp_path))
    assert [problem[:4] for problem in problems] == ["I009", "I011", "I029", "I023", "I029"]
    assert sum("texts.da.yaml" in problem for problem in problems) == 1


def test_faults_a_problem_says_number_file_place_what_and_remedy(tmp_path: Path) -> None:
    small = Small()
    small.item(0, scale="yesno")
    problem = found(small.write(tmp_path))[0]
    assert problem == (
        "I012 instrument.yaml, spørgsmålet drinks: Skalaen »yesno« findes ikke. "
        "Tilføj den under scales, eller vælg blandt: yes_no, days, help."
    )
