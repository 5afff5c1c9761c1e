"""Do the fields that we read have the form that FHIR gives them? Asked once for the whole, before any is read."""

from fremskudt.instruments.fhir.terms import Json

LISTS = {
    "extension", "modifierExtension", "item", "answerOption", "enableWhen", "coding", "initial", "contained",
    "include", "concept", "contains", "answer",
}  # fmt: skip
WORDS = {
    "resourceType", "url", "version", "name", "title", "status", "language", "copyright", "copyrightLabel",
    "publisher", "linkId", "type", "question", "operator", "system", "display", "answerValueSet", "answerConstraint",
    "enableBehavior", "expression", "questionnaire", "authored",
}  # fmt: skip
OBJECTS = {"valueCoding", "valueCodeableConcept", "valueExpression", "answerCoding", "compose", "expansion"}
OBJECTS |= {"subject", "author", "identifier", "source"}
DEEPEST = 100


def misshapen(raw: object, depth: int = 0) -> str | None:
    """The first field with another form, or None. A field that is null counts as misshapen, as in FHIR."""
    if isinstance(raw, list):
        return next((found for one in raw if (found := misshapen(one, depth + 1))), None)
    if not isinstance(raw, dict):
        return None
    if depth > DEEPEST:
        return "item"
    for key, value in raw.items():
        if not _fits(key, value):
            return str(key)
        if found := misshapen(value, depth + 1):
            return found
    return None


def _fits(key: str, value: object) -> bool:
    if key in LISTS:
        return isinstance(value, list) and all(isinstance(one, dict) for one in value)
    if key in WORDS or (key.startswith(("valueCode", "valueString")) and key not in OBJECTS):
        return isinstance(value, str)
    if key in OBJECTS or key.startswith("_"):
        return isinstance(value, dict | list if key.startswith("_") else dict)
    if key == "code":  # a word in a coding, a list on an item
        return isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, dict) for one in value))
    return True


def object_of(raw: Json, key: str) -> Json:
    """An inner object, {} when it is not there."""
    found = raw.get(key)
    return found if isinstance(found, dict) else {}
