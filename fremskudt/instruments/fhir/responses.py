"""Answers as a FHIR QuestionnaireResponse. Each of the six reasons for a missing answer has a code of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from fremskudt.instruments.fhir import terms
from fremskudt.instruments.fhir.shape import misshapen
from fremskudt.instruments.fhir.terms import Json, extension
from fremskudt.instruments.fhir.words import put
from fremskudt.instruments.missing import Missing
from fremskudt.instruments.model import Instrument, Item
from fremskudt.instruments.routing import Values
from fremskudt.instruments.scoring import score

# FHIR's list of reasons has no »sprunget over«; unknown says no more than that there is no answer.
REASONS: Mapping[Missing, str] = MappingProxyType(
    {
        Missing.SKIPPED: "unknown",
        Missing.DONT_KNOW: "asked-unknown",
        Missing.REFUSED: "asked-declined",
        Missing.NOT_SHOWN: "not-applicable",
        Missing.UNREADABLE: "error",
        Missing.NOT_ASKED: "not-asked",
    }
)
MISSING_OF = {code: reason for reason, code in REASONS.items()}
STATUSES = ("in-progress", "completed", "amended", "entered-in-error", "stopped")


class BadResponse(ValueError):
    """The answers do not belong to this version of the instrument; the text says what does not fit, in Danish."""


@dataclass(frozen=True)
class Facts:
    """What is known about the filling in. `by` typed or asked, when somebody other than the respondent did."""

    respondent: str = ""  # the code in the study, never a name
    status: str = "completed"
    authored: str = ""  # ISO date or date and time
    by: str = ""  # a role: therapist, project_leader …
    modes: Mapping[str, str] = field(default_factory=dict)  # item → self, assisted, phone, paper, staff


def canonical(instrument: Instrument) -> str:
    return f"{terms.QUESTIONNAIRE}{instrument.id}|{instrument.version}"


def to_response(instrument: Instrument, values: Values, meta: Facts) -> Json:
    """The answers of one person. A variable of which nothing is known (None, or absent) stands there empty."""
    made: Json = {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": canonical(instrument),
        "status": meta.status,
    }
    if meta.respondent:
        made["subject"] = {"type": "Patient", "identifier": {"system": terms.RESPONDENT, "value": meta.respondent}}
    if meta.authored:
        made["authored"] = meta.authored
    if meta.by:
        made["author"] = {"type": "Practitioner", "display": meta.by}
    made["source"] = {"type": terms.PERFORMERS[instrument.respondent]}
    made["item"] = []
    for bite in instrument.bites:
        items = [_item(instrument.item(id), instrument, values, meta) for id in bite.items]
        made["item"].append({"linkId": f"bite.{bite.id}", "item": items})
    for declared in instrument.scores:
        if (number := score(instrument, declared.id, values)) is not None:
            made["item"].append({"linkId": f"score.{declared.id}", "answer": [{"valueDecimal": number}]})
    return made


def _item(item: Item, instrument: Instrument, values: Values, meta: Facts) -> Json:
    made: Json = {"linkId": item.id}
    found = [values.get(name) for name in item.variables]
    extensions = [extension(terms.MODE, "Code", meta.modes[item.id])] if item.id in meta.modes else []
    if item.scale.kind == "multiple":
        extensions += _several(item, found)
    elif isinstance(found[0], Missing):
        extensions.append(_absent(found[0]))
    if extensions:
        made["extension"] = extensions
    if answers := _answers(item, found, instrument.languages[0]):
        made["answer"] = answers
    return made


def _absent(reason: Missing) -> Json:
    return extension(terms.ABSENT, "Code", REASONS[reason])


def _several(item: Item, found: list[int | Missing | None]) -> list[Json]:
    """Why options are not ticked, where that is not a plain no."""
    if all(value == 0 for value in found):
        return [extension(terms.NONE_OF_THEM, "Boolean", True)]
    first = found[0]
    if all(value == first for value in found) and isinstance(first, Missing):
        return [_absent(first)]
    if all(value is None for value in found):
        return []
    made = []
    for option, value in zip(item.scale.options, found, strict=True):
        if value is None or isinstance(value, Missing):
            why = "none" if value is None else REASONS[value]
            parts = [{"url": "option", "valueCode": option.slug}, {"url": "reason", "valueCode": why}]
            made.append({"url": terms.OPTION_ABSENT, "extension": parts})
    if 1 not in found:  # some are a plain no, none is ticked
        made.append(extension(terms.NONE_OF_THEM, "Boolean", True))
    return made


def _answers(item: Item, found: list[int | Missing | None], language: str) -> list[Json]:
    numbers = [value for value in found if isinstance(value, int)]
    if item.scale.kind == "integer":
        return [{"valueInteger": number} for number in numbers]
    system, made = f"{terms.OURS}scale:{item.scale.id}", []
    for option, value in zip(item.scale.options, found if len(found) > 1 else [None] * 99, strict=False):
        if (value == 1) if item.scale.kind == "multiple" else (option.code in numbers):
            coding: Json = {"system": system, "code": option.slug or str(option.code)}
            put(coding, "display", {language: option.label[language]})
            made.append({"valueCoding": coding})
    return made


def from_response(instrument: Instrument, raw: Json) -> tuple[dict[str, int | Missing | None], Facts]:
    """Every variable's value, and the facts. Raises BadResponse: another instrument, version, item or answer."""
    if wrong := misshapen(raw):
        raise BadResponse(f"Feltet {wrong} er ikke, som FHIR skriver det.")
    if raw.get("resourceType") != "QuestionnaireResponse":
        raise BadResponse("Filen er ikke svar på et skema (QuestionnaireResponse).")
    if raw.get("questionnaire") != canonical(instrument):
        raise BadResponse(f"Svarene hører til {raw.get('questionnaire')}, ikke til {canonical(instrument)}.")
    if raw.get("status") not in STATUSES:
        raise BadResponse("Svarenes status kendes ikke.")
    values: dict[str, int | Missing | None] = dict.fromkeys(instrument.variables)
    modes: dict[str, str] = {}
    seen: set[str] = set()
    for one in _leaves(raw.get("item"), 0):
        link = str(one.get("linkId", ""))
        if link.startswith("score."):
            continue
        if link in seen:
            raise BadResponse(f"{link} står to gange.")
        seen.add(link)
        item = _known(instrument, link)
        values |= _read(item, one)
        if mode := _values(one).get(terms.MODE):
            modes[link] = str(mode)
    return values, _facts(raw, modes)


def _facts(raw: Json, modes: dict[str, str]) -> Facts:
    subject, author = raw.get("subject") or {}, raw.get("author") or {}
    code = (subject.get("identifier") or {}).get("value", "") if isinstance(subject, dict) else ""
    by = author.get("display", "") if isinstance(author, dict) else ""
    return Facts(str(code), str(raw["status"]), str(raw.get("authored", "")), str(by), modes)


def _leaves(raw: object, depth: int) -> list[Json]:
    found: list[Json] = []
    for one in raw if isinstance(raw, list) and depth < 4 else []:
        if isinstance(one, dict):
            found += _leaves(one["item"], depth + 1) if "item" in one else [one]
    return found


def _known(instrument: Instrument, link: str) -> Item:
    for item in instrument.items:
        if item.id == link:
            return item
    raise BadResponse(f"Skemaet har intet spørgsmål {link}.")


def _values(one: Json) -> dict[str, Any]:
    parts = _objects(one, "extension")
    return {str(part.get("url")): value for part in parts for key, value in part.items() if key[:5] == "value"}


def _objects(one: Json, key: str) -> list[Json]:
    """The objects of a list that may be absent. Raises BadResponse for anything else."""
    found = one.get(key, [])
    if not isinstance(found, list) or not all(isinstance(part, dict) for part in found):
        raise BadResponse(f"{one.get('linkId', '')}: {key} kan ikke læses.")
    return found


def _read(item: Item, one: Json) -> dict[str, int | Missing | None]:
    answers = _objects(one, "answer")
    told = _values(one)
    reason = _missing(item, told[terms.ABSENT]) if terms.ABSENT in told else None
    if reason is not None and answers:
        raise BadResponse(f"{item.id} har både et svar og en grund til, at der ikke er et.")
    if item.scale.kind == "multiple":
        return _read_several(item, one, answers, reason, none=told.get(terms.NONE_OF_THEM) is True)
    if len(answers) > 1:
        raise BadResponse(f"{item.id} har flere svar.")
    return {item.id: _number(item, answers[0]) if answers else reason}


def _missing(item: Item, code: object) -> Missing:
    if code not in MISSING_OF:
        raise BadResponse(f"{item.id}: grunden {code} kendes ikke.")
    return MISSING_OF[str(code)]


def _number(item: Item, answer: Json) -> int:
    match answer:
        case {"valueInteger": int(number)} if item.scale.kind == "integer":
            pass
        case {"valueCoding": {"code": str(code)}} if item.scale.kind == "choice" and code.lstrip("-").isdigit():
            number = int(code)
        case _:
            raise BadResponse(f"{item.id}: svaret kan ikke læses.")
    if isinstance(number, bool) or number not in item.scale.codes:
        raise BadResponse(f"{item.id}: {number} er ikke et svar i skalaen.")
    return number


def _read_several(
    item: Item, one: Json, answers: list[Json], reason: Missing | None, none: bool
) -> dict[str, int | Missing | None]:
    slugs = {option.slug: name for option, name in zip(item.scale.options, item.variables, strict=True)}
    if not answers and not none:
        return dict.fromkeys(item.variables, reason)
    found: dict[str, int | Missing | None] = dict.fromkeys(item.variables, 0)
    for answer in answers:
        coding = answer.get("valueCoding")
        code = coding.get("code") if isinstance(coding, dict) else None
        if code not in slugs:
            raise BadResponse(f"{item.id}: {code} er ikke et svar i skalaen.")
        found[slugs[code]] = 1
    for part in _objects(one, "extension"):
        if part.get("url") == terms.OPTION_ABSENT:
            told = {each.get("url"): each.get("valueCode") for each in _objects(part, "extension")}
            if told.get("option") not in slugs:
                raise BadResponse(f"{item.id}: {told.get('option')} er ikke et svar i skalaen.")
            why = told.get("reason")
            found[slugs[told["option"]]] = None if why == "none" else _missing(item, why)
    return found
