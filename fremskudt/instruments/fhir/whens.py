"""enableWhen: the simple conditions of FHIR, written and read."""

from fremskudt.instruments.fhir.paths import SIGNS
from fremskudt.instruments.fhir.terms import OURS, Json
from fremskudt.instruments.model import Instrument
from fremskudt.instruments.routing import Combine, Compare, Condition
from fremskudt.instruments.taking.draft import Asks, Joined, NotUnderstood, Wanted

OPS = {sign: op for op, sign in SIGNS.items()}


def simple(condition: Condition, instrument: Instrument) -> Json | None:
    """The condition as enableWhen and enableBehavior, or None where it needs an expression."""
    match condition:
        case Compare("in", variable, numbers):
            whens, behaviour = [_when(Compare("eq", variable, (one,)), instrument) for one in numbers], "any"
        case Compare():
            whens, behaviour = [_when(condition, instrument)], "all"
        case Combine(op, parts) if all(isinstance(part, Compare) and part.op != "in" for part in parts):
            whens = [_when(part, instrument) for part in parts if isinstance(part, Compare)]
            behaviour = "all" if op == "and" else "any"
        case _:
            return None
    found = [when for when in whens if when is not None]
    if len(found) < len(whens):
        return None
    return {"enableWhen": found, **({"enableBehavior": behaviour} if len(found) > 1 else {})}


def _when(compare: Compare, instrument: Instrument) -> Json | None:
    about = instrument.variable(compare.variable)
    question = {"question": about.item.id, "operator": SIGNS[compare.op]}
    system = f"{OURS}scale:{about.item.scale.id}"
    if about.option is not None:
        only = compare.op == "eq" and compare.numbers == (1,)
        return {**question, "answerCoding": {"system": system, "code": about.option.slug}} if only else None
    if about.item.scale.kind == "integer":
        return {**question, "answerInteger": compare.numbers[0]}
    if compare.op in {"eq", "ne"}:
        return {**question, "answerCoding": {"system": system, "code": str(compare.numbers[0])}}
    return None


def wanted_of(item: Json) -> Wanted:
    """The condition of an item's enableWhen. Raises NotUnderstood."""
    whens = item["enableWhen"]
    if not isinstance(whens, list) or not whens:
        raise NotUnderstood("enableWhen")
    parts = [_asks(when) for when in whens]
    if len(parts) == 1:
        return parts[0]
    if item.get("enableBehavior") != "any":
        return Joined("and", tuple(parts))
    same = {(part.op, part.question) for part in parts}
    if len(same) == 1 and parts[0].op == "eq":
        return Asks("in", parts[0].question, tuple(constant for part in parts for constant in part.constants))
    return Joined("or", tuple(parts))


def _asks(when: object) -> Asks:
    if not isinstance(when, dict):
        raise NotUnderstood("enableWhen")
    question, sign = when.get("question"), when.get("operator")
    answers = {key: value for key, value in when.items() if key.startswith("answer")}
    if not isinstance(question, str) or len(answers) != 1:
        raise NotUnderstood("enableWhen")
    kind, answer = next(iter(answers.items()))
    if sign == "exists":
        return Asks("exists" if answer is True else "empty", question)
    if sign not in OPS:
        raise NotUnderstood(str(sign))
    return Asks(OPS[sign], question, (_constant(kind, answer),))


def _constant(kind: str, answer: object) -> str:
    match kind, answer:
        case "answerCoding", {"code": str(code)}:
            return code
        case "answerBoolean", bool(truth):
            return "true" if truth else "false"
        case "answerInteger", int(number):
            return str(number)
        case "answerString", str(text) if text:
            return text
        case _:
            raise NotUnderstood(kind)
