"""FHIR questionnaires as others make them, each with something of its own."""

from typing import Any

Json = dict[str, Any]
CORE = "http://hl7.org/fhir/StructureDefinition/"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
RESOURCE = "%resource.descendants()"


def form(name: str, *items: Json, **more: Any) -> Json:
    head = {"resourceType": "Questionnaire", "status": "active", "language": "da", "version": "1.0.0", "name": name}
    return {**head, "title": f"Skemaet {name}", "copyright": "Må bruges frit.", "item": list(items), **more}


def choice(link: str, text: str, *answers: tuple[str, str], **more: Any) -> Json:
    options = [{"valueCoding": {"code": code, "display": display}} for code, display in answers]
    return {"linkId": link, "type": "coding", "text": text, "answerOption": options, **more}


def yes_no(link: str, text: str, **more: Any) -> Json:
    return choice(link, text, ("y", "Ja"), ("n", "Nej"), **more)


def number(link: str, text: str, low: int = 0, high: int = 10, **more: Any) -> Json:
    limits = [{"url": CORE + "minValue", "valueInteger": low}, {"url": CORE + "maxValue", "valueInteger": high}]
    return {"linkId": link, "type": "integer", "text": text, "extension": limits, **more}


def control(code: str) -> Json:
    coding = {"system": "http://hl7.org/fhir/questionnaire-item-control", "code": code}
    return {"url": CORE + "questionnaire-itemControl", "valueCodeableConcept": {"coding": [coding]}}


def path(url: str, text: str) -> Json:
    return {"url": SDC + url, "valueExpression": {"language": "text/fhirpath", "expression": text}}


def answer(link: str) -> str:
    return f"{RESOURCE}.where(linkId = '{link}').answer.value"


def loinc_panel() -> Json:
    """A panel as a terminology server writes it: its own codes, weights, a total, everything required."""
    steps = (
        ("LA6568-5", "Slet ikke"),
        ("LA6569-3", "Flere dage"),
        ("LA6570-1", "Mere end halvdelen"),
        ("LA6571-9", "Hver dag"),
    )
    items = []
    for link, text in (
        ("/44250-9", "Lille interesse"),
        ("/44255-8", "Følt dig nedtrykt"),
        ("/44259-0", "Sovet dårligt"),
    ):
        made = choice(link, text, *steps, required=True, code=[{"system": "http://loinc.org", "code": link[1:]}])
        for weight, option in enumerate(made["answerOption"]):
            option["extension"] = [{"url": CORE + "ordinalValue", "valueDecimal": weight}]
        items.append(made)
    total = " + ".join(f"{answer(one['linkId'])}.ordinal()" for one in items)
    score = {
        "linkId": "/44261-6", "type": "decimal", "text": "Samlet", "readOnly": True,
        "extension": [path("calculatedExpression", total)], "code": [{"system": "http://loinc.org", "code": "44261-6"}],
    }  # fmt: skip
    return form("PHQ_3", *items, score, url="http://loinc.org/q/44249-1", publisher="Regenstrief", meta={"tag": []})


def sdc_expressions() -> Json:
    """Ways written as expressions, one of which asks about an answer by its code."""
    deep = path("enableWhenExpression", f"({answer('drinks')}.code = 'y') and ({answer('days')} >= 3)")
    several = path("enableWhenExpression", f"{answer('who')}.where(code = 'nurse').exists() or {answer('days')} > 5")
    who = choice("who", "Hvem hjælper?", ("friend", "En ven"), ("nurse", "En sygeplejerske"), repeats=True)
    return form(
        "Veje", yes_no("drinks", "Drikker du?"), number("days", "Hvor mange dage?", 0, 7), who,
        {**number("units", "Hvor mange genstande?", 1, 50), "extension": [*number("u", "", 1, 50)["extension"], deep]},
        yes_no("talk", "Vil du tale om det?", extension=[several]),
    )  # fmt: skip


def unknown_expression() -> Json:
    """A way that hangs on today's date: it cannot be carried, so nothing is."""
    late = path("enableWhenExpression", "today() > @2026-01-01")
    return form("Dato", yes_no("a", "Et?"), yes_no("b", "To?", extension=[late]))


def nested_groups() -> Json:
    """Groups in groups with conditions on the way down, and a question beneath a question."""
    when = {"enableWhen": [{"question": "home", "operator": "=", "answerBoolean": True}]}
    inner = {"linkId": "g2", "type": "group", "text": "Nøglen", "item": [yes_no("key", "Har du en nøgle?")]}
    follow = number("rent", "Hvor mange måneder?", 0, 99)
    outer = {"linkId": "g1", "type": "group", "text": "Boligen", **when}
    rooms = {**number("rooms", "Hvor mange rum?", 1, 9), "item": [follow]}
    return form(
        "Bolig", {"linkId": "home", "type": "boolean", "text": "Har du et sted at bo?"},
        {**outer, "item": [rooms, inner]},
    )  # fmt: skip


def repeats() -> Json:
    """A group that is asked once for each child, and a question after it."""
    child = {"linkId": "kids", "type": "group", "text": "Børn", "repeats": True}
    inside = [{"linkId": "kid-name", "type": "string", "text": "Navn"}, number("kid-age", "Alder", 0, 17)]
    return form("Familie", yes_no("has", "Har du børn?"), {**child, "item": inside}, yes_no("see", "Ser du dem?"))


def hangs_on_a_repeat() -> Json:
    """A question that is shown for an answer in such a group: refused."""
    made = repeats()
    when = [{"question": "kid-age", "operator": ">", "answerInteger": 5}]
    made["item"].append(yes_no("school", "Går de i skole?", enableWhen=when))
    return made


def value_sets() -> Json:
    """One list inside the file, one on a server."""
    concepts = [{"code": "1", "display": "Dårligt"}, {"code": "2", "display": "Godt"}]
    inside = {"resourceType": "ValueSet", "id": "step", "compose": {"include": [{"concept": concepts}]}}
    return form(
        "Lister", {"linkId": "how", "type": "coding", "text": "Hvordan går det?", "answerValueSet": "#step"},
        {"linkId": "where", "type": "coding", "text": "Hvor?", "answerValueSet": "http://example.org/steder"},
        contained=[inside],
    )  # fmt: skip


def initial_values() -> Json:
    """Answers chosen beforehand, free text beside the choices, and types that we do not have."""
    chosen = yes_no("a", "Et?")
    chosen["answerOption"][0]["initialSelected"] = True
    return form(
        "Begyndelse", chosen, number("b", "To?", initial=[{"valueInteger": 3}]),
        yes_no("c", "Tre?", answerConstraint="optionsOrString"),
        {"linkId": "d", "type": "text", "text": "Fortæl"}, {"linkId": "e", "type": "date", "text": "Hvornår?"},
        {"linkId": "f", "type": "quantity", "text": "Hvor meget?"},
        {"linkId": "g", "type": "attachment", "text": "Et billede"},
        {"linkId": "h", "type": "decimal", "text": "Vægt"}, {"linkId": "i", "type": "integer", "text": "Alder"},
    )  # fmt: skip


def said(danish: str, **others: str) -> Json:
    extension = []
    for key, text in others.items():
        parts = [{"url": "lang", "valueCode": key}, {"url": "content", "valueString": text}]
        extension.append({"url": CORE + "translation", "extension": parts})
    return {"text": danish, "_text": {"extension": extension}}


def several_languages() -> Json:
    """Danish with whole English and some German."""
    options = [
        {"valueCoding": {"code": code, "display": da, "_display": said("", en=en, de=de)["_text"]}}
        for code, da, en, de in (("1", "Ja", "Yes", "Ja"), ("0", "Nej", "No", "Nein"))
    ]  # fmt: skip
    item = {"linkId": "sleep", "type": "coding", "answerOption": options, **said("Sover du?", en="Do you sleep?")}
    english = said("", en="The form")["_text"]
    terms = {"extension": said("", en="Free to use.")["_text"]["extension"]}
    return form("Sprog", item, _title=english, _copyright=terms)


def half_english() -> Json:
    made = several_languages()
    made["item"].append(yes_no("dream", "Drømmer du?"))
    return made


def only_english() -> Json:
    return form("Sleep", yes_no("sleep", "Do you sleep?"), language="en")


def display_only() -> Json:
    return form("Tekst", {"linkId": "1", "type": "display", "text": "Tak, fordi du læser."})


def grid() -> Json:
    """Rows that share their answers, drawn as a table, and a scale whose answers are numbers."""
    steps = [(str(step), str(step)) for step in range(6)]
    rows = [choice(f"r{row}", text, *steps) for row, text in enumerate(("Søvn", "Mad", "Ro"))]
    table = {"linkId": "t", "type": "group", "text": "Hvordan går det?", "extension": [control("table")], "item": rows}
    words = choice("w", "Hvor godt?", ("0", "Slet ikke"), ("1", "1"), ("2", "2"), ("3", "Meget"))
    return form("Gitter", table, words)


def r4_old() -> Json:
    """As of the version before: choice and open-choice, a number without weights, help and limits in words."""
    help = {
        "linkId": "a.help",
        "type": "display",
        "text": "Tænk på de sidste syv dage.",
        "extension": [control("help")],
    }
    lower = {"linkId": "b.low", "type": "display", "text": "Intet", "extension": [control("lower")]}
    return form(
        "Gammel", {**choice("a", "Hvordan?", ("god", "Godt"), ("skidt", "Skidt")), "type": "choice", "item": [help]},
        {**number("b", "Hvor meget?"), "item": [lower]},
        {**choice("c", "Hvor?", ("h", "Hjemme"), ("u", "Ude")), "type": "open-choice"},
        {"linkId": "note", "type": "display", "text": "Nu kommer noget andet."},
        {"linkId": "s", "type": "string", "text": "Et ord"}, version="2.1", status="retired",
        extension=[{"url": "http://example.org/ukendt", "valueString": "x"}],
    )  # fmt: skip


def cascade() -> Json:
    """Answers that are chosen by another answer."""
    toggled = [path("answerExpression", f"{answer('region')}.code")]
    return form(
        "Sted",
        yes_no("region", "Region Midt?"),
        choice("town", "By?", ("r", "Randers"), ("v", "Vejle"), extension=toggled),
    )


def any_of() -> Json:
    """Whens of every kind, all or any."""
    when = [
        {"question": "a", "operator": "=", "answerCoding": {"code": "y"}},
        {"question": "b", "operator": ">", "answerInteger": 4},
    ]
    return form(
        "Hvis", yes_no("a", "Et?"), number("b", "To?"), yes_no("c", "Tre?", enableWhen=when, enableBehavior="any"),
        yes_no("d", "Fire?", enableWhen=[{"question": "b", "operator": "exists", "answerBoolean": True}]),
        yes_no("e", "Fem?", enableWhen=[{"question": "b", "operator": ">=", "answerInteger": 0}, when[0]]),
    )  # fmt: skip
