"""Questionnaires of others as FHIR: what comes along, what is told, what is refused."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from fhir.resources.questionnaire import Questionnaire

from fremskudt.instruments.describe import describe
from fremskudt.instruments.fhir import from_questionnaire, read_json, to_questionnaire
from fremskudt.instruments.routing import as_written
from fremskudt.instruments.taking import CannotTake, Taken
from tests.instruments.foreign import fhir_files as files

TAKEN = [
    files.loinc_panel, files.sdc_expressions, files.nested_groups, files.repeats, files.value_sets,
    files.initial_values, files.several_languages, files.half_english, files.grid, files.r4_old, files.cascade,
    files.any_of,
]  # fmt: skip
REFUSED = {
    files.unknown_expression: ("b", "Betingelsen kan ikke læses ved »today"),
    files.hangs_on_a_repeat: ("school", "Betingelsen spørger til »kid-age«"),
    files.only_english: ("Questionnaire", "Skemaet er ikke på dansk."),
    files.display_only: ("", "Der er ingen spørgsmål"),
}


def take(file: Callable[[], dict[str, Any]]) -> Taken:
    return from_questionnaire(read_json(json.dumps(file()).encode()))


def told(taken: Taken) -> set[tuple[str, str, str]]:
    return {(one.place, one.what["da"], one.done["da"]) for one in taken.left}


@pytest.mark.parametrize("file", TAKEN, ids=lambda file: file.__name__)
def test_fhir_foreign_comes_in_whole_and_goes_out_again(file: Callable[[], dict[str, Any]]) -> None:
    taken = take(file)
    assert describe(taken.instrument, "da")
    assert all(one.place and one.what["en"] and one.done["en"] for one in taken.left)
    out = to_questionnaire(taken.instrument)
    Questionnaire.model_validate(out)
    again = from_questionnaire(out)
    assert (again.instrument, again.left) == (taken.instrument, ())


@pytest.mark.parametrize("file", REFUSED, ids=lambda file: file.__name__)
def test_fhir_foreign_that_would_change_its_meaning_is_refused(file: Callable[[], dict[str, Any]]) -> None:
    place, why = REFUSED[file]
    with pytest.raises(CannotTake) as refused:
        take(file)
    assert [one.place for one in refused.value.refused] == [place]
    assert refused.value.refused[0].why["da"].startswith(why)
    assert refused.value.refused[0].why["en"]


def test_fhir_a_panel_keeps_its_weights_and_its_total() -> None:
    taken = take(files.loinc_panel)
    assert [item.id for item in taken.instrument.items] == ["q_44250_9", "q_44255_8", "q_44259_0"]
    assert taken.instrument.items[0].scale.codes == (0, 1, 2, 3)
    assert taken.instrument.scores[0].items == ("q_44250_9", "q_44255_8", "q_44259_0")
    assert (taken.instrument.scores[0].times, taken.instrument.scores[0].min_items) == (1, 3)
    assert taken.instrument.source.verbatim
    assert taken.instrument.source.terms["da"] == "Må bruges frit."
    assert {
        ("/44250-9", "krav om svar", "ikke taget med; hos os må alt springes over"),
        ("/44250-9", "kode fra et andet system: http://loinc.org 44250-9", "ikke taget med"),
        ("/44250-9", "svarkode LA6568-5", "har her koden 0"),
        ("/44250-9", "navnet /44250-9", "hedder her q_44250_9"),
        ("Questionnaire", "feltet meta", "ikke taget med"),
    } <= told(taken)


def test_fhir_expressions_become_our_conditions() -> None:
    items = {item.id: as_written(item.show_if) for item in take(files.sdc_expressions).instrument.items}
    assert items["units"] == {"and": [{"eq": ["drinks", 1]}, {"ge": ["days", 3]}]}
    assert items["talk"] == {"or": [{"eq": ["who.nurse", 1]}, {"gt": ["days", 5]}]}


def test_fhir_a_condition_on_a_group_is_a_condition_on_all_in_it() -> None:
    taken = take(files.nested_groups)
    assert [as_written(item.show_if) for item in taken.instrument.items] == [None, *[{"eq": ["home", 1]}] * 3]
    assert [(bite.title["da"], bite.items) for bite in taken.instrument.bites] == [
        ("Skemaet Bolig", ("home",)), ("Boligen", ("rooms", "rent")), ("Nøglen", ("key",)),
    ]  # fmt: skip
    assert ("g2", "gruppe i gruppe", "blevet til en bid for sig") in told(taken)
    assert ("rooms", "spørgsmål under et spørgsmål", "stilles lige efter") in told(taken)


def test_fhir_each_question_that_is_left_out_is_named() -> None:
    reasons = {place: what for place, what, done in told(take(files.initial_values)) if "spørgsmålet" in done}
    assert reasons == {
        "d": "fritekst", "e": "dato eller tid", "f": "spørgsmål af typen quantity", "g": "billede, lyd eller film",
        "h": "spørgsmål af typen decimal",
    }  # fmt: skip
    assert {"kids", "kid-name", "kid-age"} == {
        place for place, what, _ in told(take(files.repeats)) if "gentages" in what
    }
    assert ("town", "svar, der afhænger af et andet svar", "spørgsmålet er ikke taget med") in told(take(files.cascade))
    assert ("where", "svarliste uden for filen", "spørgsmålet er ikke taget med") in told(take(files.value_sets))


def test_fhir_english_comes_along_only_when_it_is_whole() -> None:
    whole, half = take(files.several_languages), take(files.half_english)
    assert whole.instrument.languages == ("da", "en")
    assert whole.instrument.item("sleep").text == {"da": "Sover du?", "en": "Do you sleep?"}
    assert half.instrument.languages == ("da",)
    assert ("Questionnaire", "sproget en", "ikke taget med; 3 tekster mangler") in told(half)
    assert ("Questionnaire", "sproget de", "ikke taget med") in told(whole)


def test_fhir_answers_that_are_numbers_become_a_scale() -> None:
    scale = take(files.grid).instrument.item("w").scale
    assert (scale.kind, scale.minimum, scale.maximum) == ("integer", 0, 3)
    assert {mark: text["da"] for mark, text in scale.anchors.items()} == {0: "Slet ikke", 3: "Meget"}


def test_fhir_help_and_the_words_at_an_end_come_along() -> None:
    taken = take(files.r4_old)
    assert taken.instrument.item("a").help == {"da": "Tænk på de sidste syv dage."}
    assert taken.instrument.item("b").scale.anchors == {0: {"da": "Intet"}}
    assert taken.instrument.version == "2.1.0"
    assert ("note", "tekst uden spørgsmål: Nu kommer noget andet.", "ikke taget med") in told(taken)
    assert ("Questionnaire", "feltet http://example.org/ukendt", "ikke taget med") in told(taken)


NOT = {
    "not(a = 'y')": ("not ({a} = 'y')", None),
    "turned": ("({a}.code = 'y' and {b} > 3).not()", {"or": [{"ne": ["a", 1]}, {"le": ["b", 3]}]}),
    "twice": ("(({b} > 3).not()).not()", {"gt": ["b", 3]}),
    "one of": ("({b} in (1 | 2)).not()", {"and": [{"ne": ["b", 1]}, {"ne": ["b", 2]}]}),
    "nobody there": ("{b}.exists().not()", {"not": {"ge": ["b", 0]}}),
    "yes or no": ("({b}.where($this > 3).exists()).not()", {"not": {"gt": ["b", 3]}}),
    "held against true": ("{b}.exists() = false", {"not": {"ge": ["b", 0]}}),
    "the other way round": ("3 < {b}", {"gt": ["b", 3]}),
    "past the end": ("{b} > -1", {"ge": ["b", 0]}),
    "never": ("{b} > 10 and {b} = 11", None),
    "another item": ("{c} = 1", None),
    "arithmetic": ("{b} + 1 > 3", None),
    "a comment": ("{b} > 3 // and so on", None),
    "xor": ("{b} > 3 xor {b} > 4", None),
    "deep": ("(" * 200 + "{b} > 3" + ")" * 200, None),
    "long": ("{b} > 3 and " * 2000 + "{b} > 3", None),
}


@pytest.mark.parametrize(("expression", "wanted"), NOT.values(), ids=NOT)
def test_fhir_expressions_are_read_or_refused(expression: str, wanted: object) -> None:
    places = {name: files.answer(name) for name in "abc"}
    for name, place in places.items():
        expression = expression.replace(f"{{{name}}}", place)
    last = files.yes_no("d", "Fire?", extension=[files.path("enableWhenExpression", expression)])
    made = files.form("Prøve", files.yes_no("a", "Et?"), files.number("b", "To?"), last)
    if wanted is None:
        with pytest.raises(CannotTake):
            from_questionnaire(made)
    else:
        assert as_written(from_questionnaire(made).instrument.item("d").show_if) == wanted


def circle() -> dict[str, Any]:
    first = files.yes_no("a", "Et?", enableWhen=[{"question": "b", "operator": "exists", "answerBoolean": True}])
    return files.form(
        "Ring",
        first,
        files.yes_no("b", "To?", enableWhen=[{"question": "a", "operator": "exists", "answerBoolean": True}]),
    )


def endless() -> dict[str, Any]:
    group: dict[str, Any] = {"linkId": "g", "type": "group", "text": "Om igen"}
    group["item"] = [group]
    return files.form("Ring", group)


def same_label() -> dict[str, Any]:
    return files.form("Ens", files.choice("a", "Et?", ("1", "Ja"), ("2", "ja")))


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "another kind": ({"resourceType": "Patient"}, "Filen er ikke et skema"),
    "nothing": ({}, "Filen er ikke et skema"),
    "no items": ({"resourceType": "Questionnaire", "version": "1.0.0"}, "Skemaet har ingen spørgsmål."),
    "no version": ({**files.grid(), "version": ""}, "Skemaet har ingen version"),
    "a version in words": ({**files.grid(), "version": "november"}, "Skemaet har ingen version"),
    "a linkId twice": (files.form("To", files.yes_no("a", "Et?"), files.yes_no("a", "To?")), "Samme linkId"),
    "no linkId": (files.form("Nul", {"type": "boolean", "text": "Et?"}), "Et spørgsmål har intet linkId."),
    "a text missing": (files.form("Tom", files.yes_no("a", "Et?"), files.yes_no("b", "")), "Teksten mangler på dansk."),
    "a modifier": ({**files.grid(), "modifierExtension": [{"url": "x"}]}, "Her står noget, der ændrer meningen"),
    "a circle": (circle(), "Betingelsen spørger til »b«"),
    "endless": (endless(), "Feltet »item« er ikke, som FHIR skriver det."),
    "two answers alike": (same_label(), "Svarmulighederne 1 og 2 har samme tekst."),
    "a list for an item": ({**files.grid(), "item": ["x", 3, None, {"linkId": 7}]}, ""),
    "very many": (files.form("Mange", *(files.yes_no(f"q{n}", "Et?") for n in range(501))), "Skemaet er for stort."),
    "a long text": (files.form("Lang", files.yes_no("a", "x" * 5001)), "En tekst er over 5000 tegn."),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "why"), BAD.values(), ids=BAD)
def test_fhir_bad_questionnaires_are_refused_with_a_reason(raw: dict[str, Any], why: str) -> None:
    with pytest.raises(CannotTake) as refused:
        from_questionnaire(raw)
    assert any(one.why["da"].startswith(why) for one in refused.value.refused)


BYTES = {
    "no text": b"\xff\xfe\x00",
    "no json": b"instrument: {id: x}",
    "a list": b"[]",
    "huge": b'{"a": "' + b"x" * 2_100_000 + b'"}',
    "deep": b"[" * 100_000,
    "deep and closed": b"[" * 100_000 + b"]" * 100_000,
    "half": b'{"resourceType": "Questionnaire", "item": [',
    "not a number": b'{"a": NaN}',
    "a long number": b'{"a": ' + b"9" * 10_000 + b"}",
}


@pytest.mark.parametrize("content", BYTES.values(), ids=BYTES)
def test_fhir_what_is_no_json_is_refused(content: bytes) -> None:
    with pytest.raises(CannotTake):
        read_json(content)
