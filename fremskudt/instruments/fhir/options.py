"""The answers of a foreign question, from its own options or from a list inside the same file."""

from fremskudt.instruments.fhir import terms
from fremskudt.instruments.fhir.reading import Element
from fremskudt.instruments.fhir.terms import Json
from fremskudt.instruments.fhir.words import get
from fremskudt.instruments.taking.draft import Draft, DraftOption
from fremskudt.instruments.taking.left import Done, What


def options_of(item: Element, place: str, language: str, contained: dict[str, Json], draft: Draft) -> list[DraftOption]:
    """The options; [] where the list lies outside of the file."""
    chosen = False
    found = []
    systems = {str(coding.get("system", "")) for coding in _codings(item)} - {""}
    for system in sorted(one for one in systems if not one.startswith(terms.OURS)):
        draft.leave(place, What.CODE, Done.DROPPED, system)
    for raw in item.listed("answerOption"):
        one = Element(raw, language)
        chosen = chosen or one.truth("initialSelected")
        option = _option(one, language)
        if option is not None:
            found.append(option)
        one.rest(draft, place)
    if chosen:
        draft.leave(place, What.INITIAL, Done.DROPPED)
    valueset = item.text("answerValueSet")
    if not found and valueset.startswith("#"):
        found = _contained(contained.get(valueset[1:], {}), language)
    return found


def _codings(item: Element) -> list[Json]:
    found = (one.get("valueCoding") for one in item.listed("answerOption"))
    return [coding for coding in found if isinstance(coding, dict)]


def _option(one: Element, language: str) -> DraftOption | None:
    weight = one.number(*terms.WEIGHTS)
    one.know("valueCoding", "valueInteger", "valueString", "_valueString")
    match one.raw:
        case {"valueCoding": dict() as coding}:
            return _coded(coding, language, weight)
        case {"valueInteger": int(number)}:
            return DraftOption(str(number), {language: str(number)}, number)
        case {"valueString": str(text)}:
            return DraftOption(text, get(one.raw, "valueString", language), weight)
    return None


def _coded(raw: Json, language: str, weight: int | None) -> DraftOption | None:
    coding = Element(raw, language)
    number = coding.number(*terms.WEIGHTS)
    code = coding.text("code")
    words = coding.words("display")
    if not code:
        return None
    return DraftOption(code, words or {language: code}, _number(code, weight if number is None else number))


def _number(code: str, weight: int | None) -> int | None:
    if weight is not None:
        return weight
    digits = code.removeprefix("-")
    return int(code) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None


def _contained(valueset: Json, language: str) -> list[DraftOption]:
    """The concepts of a list in the same file: written out, or expanded."""
    expansion, compose = valueset.get("expansion"), valueset.get("compose")
    raw: list[Json] = []
    if isinstance(expansion, dict) and isinstance(expansion.get("contains"), list):
        raw = [one for one in expansion["contains"] if isinstance(one, dict)]
    elif isinstance(compose, dict) and isinstance(compose.get("include"), list) and "exclude" not in compose:
        for include in compose["include"]:
            if not isinstance(include, dict) or "concept" not in include:
                return []  # a rule, not a list
            raw += [one for one in include["concept"] if isinstance(one, dict)]
    found = (_coded(one, language, None) for one in raw)
    return [option for option in found if option is not None]
