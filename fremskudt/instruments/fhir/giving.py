"""An instrument as a FHIR R5 Questionnaire. What FHIR has no word for stands in extensions of our own."""

from fremskudt.instruments.fhir import terms
from fremskudt.instruments.fhir.paths import answered_path, condition_of, path_of, score_path
from fremskudt.instruments.fhir.terms import Json, control, expression, extension
from fremskudt.instruments.fhir.whens import simple, wanted_of
from fremskudt.instruments.fhir.words import put
from fremskudt.instruments.model import Bite, Instrument, Item, Score, Source
from fremskudt.instruments.routing import Condition
from fremskudt.instruments.scales import Option, Scale
from fremskudt.instruments.taking.conditions import NoRoute, known_of, ours


def to_questionnaire(instrument: Instrument) -> Json:
    """The questionnaire as JSON values: url, version, bites as pages, items by their own names, nothing required."""
    made: Json = {
        "resourceType": "Questionnaire",
        "language": instrument.languages[0],
        "extension": [
            *(extension(terms.MODE, "Code", mode) for mode in instrument.modes),
            extension(terms.PERFORMER, "Code", terms.PERFORMERS[instrument.respondent]),
            extension(terms.SOURCE, "Code", instrument.source.id),
            *(_source(source) for source in instrument.sources),
        ],
        "url": terms.QUESTIONNAIRE + instrument.id,
        "version": instrument.version,
        "name": "".join(part.capitalize() for part in instrument.id.split("_")),
        "status": "active",
        "subjectType": ["Patient"],
    }
    put(made, "title", instrument.title)
    made["copyright"] = _copyright(instrument)
    made["item"] = [_bite(bite, instrument) for bite in instrument.bites]
    made["item"] += [_score(score) for score in instrument.scores]
    return made


def _source(source: Source) -> Json:
    parts: list[Json] = [{"url": "id", "valueCode": source.id}, {"url": "holder", "valueString": source.holder}]
    for url, text in (("title", source.title), ("terms", source.terms)):
        parts.append({"url": url, "extension": [{"url": key, "valueString": words} for key, words in text.items()]})
    parts.append({"url": "verbatim", "valueBoolean": source.verbatim})
    return {"url": terms.SOURCE_TEXT, "extension": parts}


def _copyright(instrument: Instrument) -> str:
    language = instrument.languages[0]
    return "\n\n".join(f"{one.title[language]} ({one.holder}): {one.terms[language]}" for one in instrument.sources)


def _bite(bite: Bite, instrument: Instrument) -> Json:
    group: Json = {"linkId": f"bite.{bite.id}", "extension": [control("page")]}
    put(group, "text", bite.title)
    group["type"] = "group"
    group["item"] = [_item(instrument.item(id), instrument) for id in bite.items]
    return group


def _item(item: Item, instrument: Instrument) -> Json:
    scale = item.scale
    extensions = [extension(terms.SCALE, "Code", scale.id)]
    if scale.minimum is not None and scale.maximum is not None:
        extensions += [
            extension(terms.MIN_VALUE, "Integer", scale.minimum),
            extension(terms.MAX_VALUE, "Integer", scale.maximum),
        ]
    if scale.warn_above is not None:
        extensions.append(extension(terms.WARN_ABOVE, "Integer", scale.warn_above))
    if item.recall is not None:
        extensions.append(extension(terms.RECALL, "String", item.recall))
    if item.source != instrument.source:
        extensions.append(extension(terms.SOURCE, "Code", item.source.id))
    made: Json = {"linkId": item.id, "extension": extensions}
    put(made, "text", item.text)
    made["type"] = "integer" if scale.kind == "integer" else "coding"
    if item.show_if is not None:
        _route(made, item.show_if, instrument)
    made["required"] = False
    if scale.kind == "multiple":
        made["repeats"] = True
    if scale.options:
        made["answerOption"] = [_option(option, scale) for option in scale.options]
    if beneath := _beneath(item):
        made["item"] = beneath
    return made


def _option(option: Option, scale: Scale) -> Json:
    coding: Json = {
        "extension": [extension(terms.WEIGHTS[0], "Decimal", option.code)],
        "system": f"{terms.OURS}scale:{scale.id}",
        "code": option.slug or str(option.code),
    }
    put(coding, "display", option.label)
    return {"valueCoding": coding}


def _beneath(item: Item) -> list[Json]:
    """What is shown with the question: help, and the words at the ends of the scale."""
    found = []
    if item.help is not None:
        found.append(_display(f"{item.id}.help", [control("help")], item.help))
    ends = {item.scale.minimum: [control("lower")], item.scale.maximum: [control("upper")]}
    for mark, text in item.scale.anchors.items():
        extensions = [*ends.get(mark, []), extension(terms.ANCHOR, "Integer", mark)]
        found.append(_display(f"{item.id}.anchor.{mark}", extensions, text))
    return found


def _display(link: str, extensions: list[Json], text: object) -> Json:
    made: Json = {"linkId": link, "extension": extensions}
    put(made, "text", text)  # type: ignore[arg-type]
    return {**made, "type": "display"}


def _route(made: Json, condition: Condition, instrument: Instrument) -> None:
    """As enableWhen where that says exactly the same, else as an expression."""
    said = simple(condition, instrument)
    if said is not None and _says(said, condition, instrument):
        made |= said
        return
    path = path_of(condition, instrument)
    if ours(condition_of(path), known_of(instrument)) != condition:
        raise ValueError(path)
    made["extension"].append(expression(terms.ENABLE_WHEN_EXPRESSION, path))


def _says(said: Json, condition: Condition, instrument: Instrument) -> bool:
    try:
        return ours(wanted_of(said), known_of(instrument)) == condition
    except NoRoute:
        return False


def _score(score: Score) -> Json:
    variable = {"name": f"answered_{score.id}", "language": "text/fhirpath", "expression": answered_path(score.items)}
    path = score_path(score.id, score.times, len(score.items), score.min_items)
    extensions = [
        extension(terms.HIDDEN, "Boolean", True),
        extension(terms.VARIABLE, "Expression", variable),
        expression(terms.CALCULATED, path),
    ]
    if score.change is not None:
        extensions.append(extension(terms.CHANGE, "Integer", score.change))
    made: Json = {"linkId": f"score.{score.id}", "extension": extensions}
    put(made, "text", score.label)
    made |= {"type": "decimal", "required": False, "readOnly": True}
    if score.note is not None:
        made["item"] = [_display(f"score.{score.id}.note", [control("help")], score.note)]
    return made
