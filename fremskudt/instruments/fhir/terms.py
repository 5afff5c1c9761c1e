"""The addresses by which FHIR R5 names its extensions, and our own for what FHIR has no word for."""

from typing import Any

Json = dict[str, Any]

CORE = "http://hl7.org/fhir/StructureDefinition/"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
OURS = "urn:fremskudt:"

TRANSLATION = CORE + "translation"
ITEM_CONTROL = CORE + "questionnaire-itemControl"
CONTROLS = "http://hl7.org/fhir/questionnaire-item-control"
MIN_VALUE, MAX_VALUE = CORE + "minValue", CORE + "maxValue"
WEIGHTS = (
    CORE + "itemWeight",
    CORE + "ordinalValue",
    CORE + "questionnaire-ordinalValue",
)
HIDDEN = CORE + "questionnaire-hidden"
VARIABLE = CORE + "variable"
ABSENT = CORE + "data-absent-reason"
ENABLE_WHEN_EXPRESSION = SDC + "enableWhenExpression"
CALCULATED = SDC + "calculatedExpression"
PERFORMER = SDC + "performerType"

SCALE, RECALL, SOURCE, WARN_ABOVE = OURS + "scale", OURS + "recall", OURS + "source", OURS + "warn-above"
ANCHOR, CHANGE, MODE = OURS + "anchor", OURS + "change", OURS + "mode"
SOURCE_TEXT, INSTRUMENT = OURS + "source-text", OURS + "instrument"
NONE_OF_THEM, OPTION_ABSENT = OURS + "none-of-them", OURS + "option-absent"
QUESTIONNAIRE = OURS + "questionnaire:"
RESPONDENT = OURS + "respondent"

PERFORMERS = {"citizen": "Patient", "therapist": "Practitioner"}


def extension(url: str, kind: str, value: object) -> Json:
    return {"url": url, f"value{kind}": value}


def expression(url: str, text: str) -> Json:
    return extension(url, "Expression", {"language": "text/fhirpath", "expression": text})


def control(code: str) -> Json:
    return extension(ITEM_CONTROL, "CodeableConcept", {"coding": [{"system": CONTROLS, "code": code}]})
