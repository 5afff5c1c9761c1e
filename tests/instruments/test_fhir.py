"""Our instruments as FHIR R5 and back: the same words, codes, ways and numbers; answers with their reasons."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from fhir.resources.questionnaire import Questionnaire
from fhir.resources.questionnaireresponse import QuestionnaireResponse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fremskudt.instruments import Instrument, Missing, get, library
from fremskudt.instruments.examples import examples, outcome
from fremskudt.instruments.fhir import (
    BadResponse,
    Facts,
    from_questionnaire,
    from_response,
    to_questionnaire,
    to_response,
)
from fremskudt.instruments.fhir.responses import REASONS
from tests.instruments.made import instruments

SLUGS = list(library())
TYPES = {"group", "display", "boolean", "decimal", "integer", "coding"}  # of R5; fhir.resources takes any word
OPERATORS = {"=", "!=", ">", ">=", "<", "<="}


def sent(found: dict[str, Any]) -> dict[str, Any]:
    """As it is after a journey through a file."""
    return json.loads(json.dumps(found, ensure_ascii=False))


def leaves(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for item in items for one in [item, *leaves(item.get("item", []))]]


@pytest.mark.parametrize("slug", SLUGS)
def test_fhir_our_own_come_back_as_they_were(slug: str) -> None:
    instrument = get(slug)
    taken = from_questionnaire(sent(to_questionnaire(instrument)))
    assert taken.instrument.hash == instrument.hash
    assert taken.instrument == instrument
    assert taken.left == ()


@pytest.mark.parametrize("slug", SLUGS)
def test_fhir_is_valid_r5(slug: str) -> None:
    made = to_questionnaire(get(slug))
    Questionnaire.model_validate(made)
    items = leaves(made["item"])
    assert {item["type"] for item in items} <= TYPES
    assert {when["operator"] for item in items for when in item.get("enableWhen", [])} <= OPERATORS
    links = [item["linkId"] for item in items]
    assert len(links) == len(set(links))
    assert not any(item.get("required") for item in items)
    assert all("enableBehavior" in item for item in items if len(item.get("enableWhen", [])) > 1)
    both = [item for item in items if "enableWhen" in item and "enableWhenExpression" in json.dumps(item["extension"])]
    assert not both


def test_fhir_says_what_the_mapping_promises() -> None:
    made = to_questionnaire(get("progression"))
    items = {item["linkId"]: item for item in leaves(made["item"])}
    assert (made["url"], made["version"]) == ("urn:fremskudt:questionnaire:progression", "1.0.0")
    assert "VIVE" in made["copyright"]
    assert items["bite.week"]["extension"][0]["valueCodeableConcept"]["coding"][0]["code"] == "page"
    assert items["tem_personal.anchor.10"]["text"] == "Meget godt"
    limits = {one["url"].rpartition("/")[2]: one.get("valueInteger") for one in items["tem_personal"]["extension"]}
    assert (limits["minValue"], limits["maxValue"]) == (0, 10)
    assert items["heavy_days"]["enableWhen"] == [{"question": "units", "operator": ">=", "answerInteger": 5}]
    option = items["inspire_hope"]["answerOption"][4]["valueCoding"]
    assert (option["display"], option["extension"][0]["valueDecimal"]) == ("Rigtig meget", 4)
    assert option["_display"]["extension"][0]["extension"][0]["valueCode"] == "en"
    score = items["score.inspire_o"]
    assert "calculatedExpression" in score["extension"][2]["url"]
    assert score["readOnly"]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(instruments())
def test_fhir_any_instrument_comes_back_as_it_was(instrument: Instrument) -> None:
    taken = from_questionnaire(sent(to_questionnaire(instrument)))
    assert taken.instrument == instrument
    assert taken.instrument.hash == instrument.hash
    assert taken.left == ()


@st.composite
def filled(draw: Any) -> tuple[Instrument, dict[str, Any]]:
    instrument = draw(instruments())
    reasons = st.sampled_from([*Missing, None])
    values = {}
    for name in instrument.variables:
        codes = instrument.variable(name).item.scale.codes
        values[name] = draw(st.sampled_from(codes) | reasons)
    return instrument, values


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(filled())
def test_fhir_any_answers_come_back_with_their_reasons(both: tuple[Instrument, dict[str, Any]]) -> None:
    instrument, values = both
    facts = Facts("K7M3-22", "in-progress", "2026-11-22", "therapist", {instrument.items[0].id: "phone"})
    made = sent(to_response(instrument, values, facts))
    assert from_response(instrument, made) == (values, facts)


@pytest.mark.parametrize("slug", SLUGS)
def test_fhir_answers_are_valid_r5(slug: str) -> None:
    instrument = get(slug)
    for example in examples(slug):
        values = outcome(instrument, example.cells).values
        made = to_response(instrument, values, Facts("K7M3-22", "completed", "2026-11-22T10:00:00+01:00", "leader"))
        QuestionnaireResponse.model_validate(made)
        assert made["questionnaire"] == f"urn:fremskudt:questionnaire:{slug}|1.0.0"
        assert from_response(instrument, made)[0] == values


def test_fhir_each_reason_has_a_code_of_its_own() -> None:
    assert len(set(REASONS.values())) == len(Missing) == len(REASONS)


def test_fhir_one_who_ticks_nothing_is_not_one_who_skipped() -> None:
    start = get("start")
    none = dict.fromkeys(start.item("services").variables, 0)
    made = to_response(start, none, Facts())
    item = next(one for one in leaves(made["item"]) if one["linkId"] == "services")
    assert "answer" not in item
    assert from_response(start, made)[0]["services.somatic"] == 0
    assert from_response(start, to_response(start, {}, Facts()))[0]["services.somatic"] is None


def broken() -> dict[str, Callable[[dict[str, Any], dict[str, Any]], object]]:
    """What can be wrong with answers: the whole of them and its items by linkId are changed."""
    two = [{"valueInteger": 1}, {"valueInteger": 2}]
    return {
        "another version": lambda made, _: made.update(questionnaire="urn:fremskudt:questionnaire:progression|0.9.0"),
        "no version": lambda made, _: made.update(questionnaire="urn:fremskudt:questionnaire:progression"),
        "another kind": lambda made, _: made.update(resourceType="Observation"),
        "status": lambda made, _: made.update(status="bogus"),
        "unknown item": lambda _, items: items["units"].update(linkId="mood"),
        "outside the scale": lambda _, items: items["units"].update(answer=[{"valueInteger": 999}]),
        "no such answer": lambda _, items: items["inspire_hope"]["answer"][0]["valueCoding"].update(code="9"),
        "a word": lambda _, items: items["units"].update(answer=[{"valueString": "syv"}]),
        "a truth": lambda _, items: items["units"].update(answer=[{"valueInteger": True}]),
        "two answers": lambda _, items: items["units"].update(answer=two),
        "twice": lambda made, items: made["item"].append(dict(items["units"])),
        "unknown reason": lambda _, items: items["sleep"]["extension"][0].update(valueCode="masked"),
        "answer and reason": lambda _, items: items["sleep"].update(answer=items["inspire_hope"]["answer"]),
        "no list": lambda made, _: made.update(item=[{"linkId": "units", "answer": 7}]),
        "no extension": lambda _, items: items["sleep"].update(extension="x"),
    }


@pytest.mark.parametrize("change", broken().values(), ids=broken())
def test_fhir_answers_that_do_not_fit_are_refused(change: Callable[[dict[str, Any], dict[str, Any]], object]) -> None:
    made = to_response(get("progression"), {"inspire_hope": 3, "units": 7, "sleep": Missing.REFUSED}, Facts())
    change(made, {item["linkId"]: item for item in leaves(made["item"])})
    with pytest.raises(BadResponse):
        from_response(get("progression"), made)
